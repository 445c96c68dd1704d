"""Reads of the show and its episodes. What strangers may see is decided here and nowhere else."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, select, true

from episodes.catalog.models import Episode, Show, Status
from episodes.catalog.zones import USUAL_ZONE, zone_of
from episodes.db import UTCDateTime, constant, db, now_utc

# The time at which the statement is sent, so that a statement may be built once and kept.
AT_THIS_MOMENT: BindParameter[datetime] = bindparam(
    "at_this_moment", callable_=now_utc, type_=UTCDateTime()
)


def is_public() -> ColumnElement[bool]:
    """The one condition under which a stranger may see an episode, or anything of it."""
    return and_(
        Episode.status == constant(Status.PUBLISHED), Episode.published_at <= AT_THIS_MOMENT
    )


def answer_is_public() -> ColumnElement[bool]:
    return and_(is_public(), Episode.answer_published_at <= AT_THIS_MOMENT)


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


def the_zone() -> ZoneInfo:
    """By whose clock the show goes."""
    show = the_show()
    return zone_of(show.time_zone if show else USUAL_ZONE)
