"""Reads of the show and its episodes. What strangers may see is decided here and nowhere else."""

from sqlalchemy import ColumnElement, Select, and_, select, true

from episodes.catalog.models import Episode, Show, Status
from episodes.db import db, now_utc


def is_public() -> ColumnElement[bool]:
    """The one condition under which a stranger may see an episode, or anything of it."""
    return and_(Episode.status == Status.PUBLISHED, Episode.published_at <= now_utc())


def answer_is_public() -> ColumnElement[bool]:
    return and_(is_public(), Episode.answer_published_at <= now_utc())


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
