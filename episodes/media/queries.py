"""Reads of videos; the file system is not touched here."""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, select

from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode
from episodes.catalog.queries import answer_is_public, visible
from episodes.db import constant, db, rows_of
from episodes.media.models import OTHER_FORMS, Place, Video

# Cut from the same film, two files still end some frames apart, and sound runs on a little.
LENGTHS_DIFFER_MS = 1500


def video_of(episode_id: int, place: Place = Place.EPISODE) -> Video | None:
    return db.session.scalar(
        select(Video).where(Video.episode_id == episode_id, Video.place == place)
    )


def newest_video_of(episode_id: int) -> Video | None:
    """The one that people work on: it may still wait for its viewers."""
    return video_of(episode_id, Place.WAITING) or video_of(episode_id)


@dataclass(frozen=True, slots=True)
class ServedFiles:
    """What is served of a video. The fields bear the columns' names."""

    storage_key: str
    media_type: str
    duration_ms: int | None
    poster_key: str
    poster_media_type: str
    storyboard_key: str
    storyboard_layout: dict[str, Any] | None
    waveform_key: str


def served_files(slug: str, *, staff: bool, place: Place = Place.EPISODE) -> ServedFiles | None:
    """None where the asker may not see the episode (or the answer, for the answer's video)."""
    row = rows_of(_served_files(place, staff=staff), {"slug": slug}).one_or_none()
    return ServedFiles(*row) if row else None


@cache
def _served_files(place: Place, *, staff: bool) -> Select[Any]:
    """Built once: a player asks for a film piece by piece, and each piece is asked for here."""
    allowed = visible(staff=staff)
    if place == Place.ANSWER and not staff:
        allowed = answer_is_public()
    if place == Place.WAITING and not staff:
        allowed = false()
    if place in OTHER_FORMS and not staff:
        allowed = and_(allowed, form_is_reviewed(Video))
    return (
        select(*(getattr(Video, field.name) for field in fields(ServedFiles)))
        .join(Episode, Episode.id == Video.episode_id)
        .where(Episode.slug == bindparam("slug"), Video.place == constant(place), allowed)
    )


def form_is_reviewed(video: Any) -> ColumnElement[bool]:
    """video: the table, or an alias of it. What nobody looked at no viewer is given."""
    condition: ColumnElement[bool] = video.review != constant(ReviewState.NOT_REVIEWED)
    return condition


def lengths_fit(one_ms: int | None, other_ms: int | None) -> bool:
    """Nothing is known of a video elsewhere, and nothing said then."""
    return not one_ms or not other_ms or abs(one_ms - other_ms) <= LENGTHS_DIFFER_MS


def sound_key(video: Video) -> str:
    """The stored file to listen to: what is played, whose times captions must fit, or the original
    until that is there. Empty for an address elsewhere."""
    return video.storage_key or video.original_key
