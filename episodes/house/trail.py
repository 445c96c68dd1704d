"""Reads of the trail: who did what, filtered, a page at a time or whole as a file."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, select

from episodes.accounts.models import AuditEntry
from episodes.db import db

A_PAGE = 100
MOST_EXPORTED = 20_000  # a file of five megabytes; older ones by the filter of days
# A spreadsheet runs a cell that begins so (OWASP, CSV injection).
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ("at", "who", "action", "thing_kind", "thing", "before", "after", "detail")


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """person: of an account, by number. kind: what the action begins with ("episode"). episode: as
    its address names it. since, until: days, in UTC, both included."""

    person: int | None = None
    kind: str = ""
    episode: str = ""
    since: date | None = None
    until: date | None = None


def trail_page(
    chosen: TrailFilter, before: int | None = None
) -> tuple[list[AuditEntry], int | None]:
    """Newest first, and the number to go on from; None: that was the last."""
    query = _entries(chosen)
    if before is not None:
        query = query.where(AuditEntry.id < before)
    entries = list(db.session.scalars(query.limit(A_PAGE + 1)))
    following = entries[A_PAGE - 1].id if len(entries) > A_PAGE else None
    return entries[:A_PAGE], following


def kinds_of_trail() -> Sequence[str]:
    """What actions begin with, of those that happened."""
    actions = db.session.scalars(select(AuditEntry.action).distinct())
    return sorted({action.partition(".")[0] for action in actions})


def trail_as_csv(chosen: TrailFilter) -> Iterator[str]:
    """Line by line, newest first, at most MOST_EXPORTED."""
    yield _line(COLUMNS)
    for entry in db.session.scalars(_entries(chosen).limit(MOST_EXPORTED)):
        changes = changes_of(entry)
        yield _line(
            (
                entry.at.isoformat(timespec="seconds"),
                entry.actor_name,
                entry.action,
                entry.thing_kind,
                entry.thing,
                "; ".join(f"{name}: {words_of(old)}" for name, old, _ in changes),
                "; ".join(f"{name}: {words_of(new)}" for name, _, new in changes),
                "; ".join(f"{name}: {words_of(value)}" for name, value in _others(entry)),
            )
        )


def changes_of(entry: AuditEntry) -> list[tuple[str, Any, Any]]:
    """What was changed, with what stood there before and after, as far as the entry tells."""
    detail = entry.detail
    changes = [(name, old, new) for name, (old, new) in dict(detail.get("changes", {})).items()]
    if "was" in detail:
        name = "role" if "role" in detail else "address"
        changes.append((name, detail["was"], detail.get("role", entry.thing)))
    return changes


def words_of(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def _others(entry: AuditEntry) -> list[tuple[str, Any]]:
    return [(k, v) for k, v in entry.detail.items() if k not in ("changes", "was")]


def _entries(chosen: TrailFilter) -> Select[AuditEntry]:
    query = select(AuditEntry).order_by(AuditEntry.id.desc())
    if chosen.person is not None:
        query = query.where(AuditEntry.actor_id == chosen.person)
    if chosen.kind:
        query = query.where(AuditEntry.action.startswith(f"{chosen.kind}.", autoescape=True))
    if chosen.episode:
        query = query.where(AuditEntry.thing_kind == "episode", AuditEntry.thing == chosen.episode)
    if chosen.since:
        query = query.where(AuditEntry.at >= _midnight(chosen.since))
    if chosen.until:
        query = query.where(AuditEntry.at < _midnight(chosen.until) + timedelta(days=1))
    return query


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow([inert(cell) for cell in cells])
    return buffer.getvalue()


def inert(cell: str) -> str:
    """Text, whatever it begins with."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell
