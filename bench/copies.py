"""Many episodes from a thousand: rows of the database, copied with numbers of their own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, Table, func, insert, literal, select, update

from episodes.db import Base, UTCDateTime, db, now_utc

# Parents before children. Vectors are not among them: those of a hundred thousand episodes would
# take three quarters of a gigabyte, and a site leaves out what it has no room for.
TABLES = (
    "episode", "credit", "episodes_topics", "question", "answer", "answer_part", "content_warning",
    "caption_track", "caption_version", "caption_rendering", "passage", "related_episode", "video",
)  # fmt: skip
A_YEAR = timedelta(days=365)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Copy:
    """shift: what is added to the numbers of rows; seasons: to those of seasons."""

    number: int
    shift: int
    seasons: int
    published_at: datetime


def copy_episodes(times: int) -> None:
    """Each copy is a day older than the one before, in seasons of its own. Commits."""
    tables = [Base.metadata.tables[name] for name in TABLES]
    with_id = [table for table in tables if "id" in table.c]
    step = max(db.session.scalar(select(func.max(t.c.id))) or 0 for t in with_id) + 1
    seasons = db.session.scalar(select(func.max(tables[0].c.season))) or 0
    for number in range(1, times + 1):
        copy = Copy(number, step * number, seasons * number, now_utc() - A_YEAR - number * DAY)
        for table in tables:
            columns = [_column_of_copy(column, copy) for column in table.c]
            original = select(*columns).where(_row_number(table) < step)
            db.session.execute(insert(table).from_select(list(table.c.keys()), original))
        _make_live(copy, step)
        db.session.commit()


def _row_number(table: Table) -> Any:
    """Its own, or that of what it belongs to."""
    return table.c.id if "id" in table.c else next(c for c in table.c if c.foreign_keys)


def _column_of_copy(column: Any, copy: Copy) -> Any:
    if column.name == "live_version_id":
        return literal(None, Integer)
    if column.name == "id" or any(key.column.table.name in TABLES for key in column.foreign_keys):
        return column + copy.shift
    if column.table.name == "episode":
        return _column_of_episode(column, copy)
    return column


def _column_of_episode(column: Any, copy: Copy) -> Any:
    if column.name == "slug":
        return column + f"-{copy.number}"
    if column.name == "season":
        return column + copy.seasons
    if column.name in {"published_at", "answer_published_at"}:
        return literal(copy.published_at, UTCDateTime())
    return column


def _make_live(copy: Copy, step: int) -> None:
    """Tracks are copied before the versions that they name."""
    track, version = (Base.metadata.tables[name] for name in ("caption_track", "caption_version"))
    newest = select(func.max(version.c.id)).where(version.c.track_id == track.c.id)
    mine = track.c.id.between(copy.shift, copy.shift + step - 1)
    live = update(track).where(mine).values(live_version_id=newest.scalar_subquery())
    db.session.execute(live)
