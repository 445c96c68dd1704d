"""Keeping what somebody types, and letting go of it. Nothing here commits."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from episodes.db import db, insert_statement, now_utc
from episodes.drafts.models import KeptDraft
from episodes.drafts.queries import draft_with_key

MOST_CHARACTERS = 1_000_000  # five times the longest written answer
MOST_FIELDS = 2_000  # a list of 200 rows has eight fields a row
MOST_DRAFTS = 30  # of one person; the oldest makes room
KEPT_DAYS = 60


class DraftRefusedError(Exception):
    """is_closed: it was saved or thrown away. sequence: what stands, newer than what came."""

    def __init__(self, draft: KeptDraft) -> None:
        super().__init__(f"draft {draft.key} stands at {draft.sequence}")
        self.sequence, self.is_closed = draft.sequence, draft.is_closed


class DraftTooLargeError(Exception):
    """More than a form of this site can hold."""


@dataclass(frozen=True, slots=True)
class TypedDraft:
    """As a browser sends it; see KeptDraft."""

    key: str
    form: str
    thing: str
    sequence: int
    made_from: int
    fields: list[list[str]]


def keep_draft(user_id: int, draft: TypedDraft) -> None:
    """Raises DraftTooLargeError; DraftRefusedError where a newer save of the same key stands."""
    size = sum(len(name) + len(value) for name, value in draft.fields)
    if len(draft.fields) > MOST_FIELDS or size > MOST_CHARACTERS:
        raise DraftTooLargeError
    row = {name: getattr(draft, name) for name in TypedDraft.__slots__} | {"user_id": user_id}
    if not _write(row | {"is_closed": False, "kept_at": now_utc()}):
        stored = draft_with_key(user_id, draft.key)
        assert stored is not None  # noqa: S101  # it is what refused the row
        raise DraftRefusedError(stored)
    _make_room(user_id)


def close_draft(user_id: int, key: str) -> None:
    """Saved or thrown away. A draft that never came here is closed too: it may still come."""
    row = {"user_id": user_id, "key": key, "form": "", "thing": "", "sequence": 0, "made_from": 0}
    _write(row | {"fields": [], "is_closed": True, "kept_at": now_utc()})


def forget_drafts_of(thing: str) -> None:
    """Of everybody: words in them must not stay."""
    db.session.execute(delete(KeptDraft).where(KeptDraft.thing == thing))


def forget_old_drafts() -> None:
    limit = now_utc() - timedelta(days=KEPT_DAYS)
    db.session.execute(delete(KeptDraft).where(KeptDraft.kept_at < limit))


def _write(row: dict[str, Any]) -> bool:
    """Whether it counts. One statement: of fifty at once none waits for what another reads."""
    new = insert_statement(KeptDraft, db.engine.dialect.name).values(row)
    is_newer = KeptDraft.sequence < new.excluded.sequence
    statement = new.on_conflict_do_update(
        index_elements=[KeptDraft.user_id, KeptDraft.key],
        set_=_replaced(new.excluded, "is_closed" if row["is_closed"] else "all"),
        where=KeptDraft.is_closed.is_(False) & (row["is_closed"] or is_newer),
    ).returning(KeptDraft.id)
    return db.session.execute(statement).first() is not None


def _replaced(excluded: Any, which: str) -> dict[str, Any]:
    """Closing leaves the sequence as it stands."""
    names = ("fields", "is_closed", "kept_at")
    more = ("form", "thing", "sequence", "made_from") if which == "all" else ()
    return {name: getattr(excluded, name) for name in (*names, *more)}


def _make_room(user_id: int) -> None:
    newest = (
        select(KeptDraft.id)
        .where(KeptDraft.user_id == user_id, KeptDraft.is_closed.is_(False))
        .order_by(KeptDraft.kept_at.desc(), KeptDraft.id.desc())
        .limit(MOST_DRAFTS)
    )
    db.session.execute(
        delete(KeptDraft).where(
            KeptDraft.user_id == user_id,
            KeptDraft.is_closed.is_(False),
            KeptDraft.id.not_in(newest.scalar_subquery()),
        )
    )
