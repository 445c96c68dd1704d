"""Reads of the show and its episodes. What strangers may see is decided here and nowhere else."""

from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, select, true

from episodes.catalog.models import Episode, Show, Status
from episodes.db import UTCDateTime, db, now_utc


def at_this_moment() -> BindParameter[datetime]:
    """The time at which the statement is sent, so that a statement may be built once and kept."""
    return bindparam(None, callable_=now_utc, type_=UTCDateTime())


def is_public() -> ColumnElement[bool]:
    """The one condition under which a stranger may see an episode, or anything of it."""
    return and_(Episode.status == Status.PUBLISHED, Episode.published_at <= at_this_moment())


def answer_is_public() -> ColumnElement[bool]:
    return and_(is_public(), Episode.answer_published_at <= at_this_moment())


def visible(*, staff: bool) -> ColumnElement[bool]:
    return true() if staff else is_public()


def answer_visible(*, staff: bool) -> ColumnElement[bool]:
    return true() if staff else answer_is_public()


def visible_episodes(*, staff: bool) -> Select[Episode]:
    return select(Episode).where(visible(staff=staff))


def visible_episode(slug: str, *, staff: bool) -> Episode | None:
    return db.session.scalar(visible_episodes(staff=staff).where(Episode.slug == slug))


def the_show() -> Show | None:
    return db.session.get(Show, 1)
