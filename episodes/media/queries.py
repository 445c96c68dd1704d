"""Reads of videos; the file system is not touched here."""

from sqlalchemy import select

from episodes.catalog.models import Episode
from episodes.catalog.queries import answer_is_public, visible
from episodes.db import db
from episodes.media.models import Place, Video


def video_of(episode_id: int, place: Place = Place.EPISODE) -> Video | None:
    return db.session.scalar(
        select(Video).where(Video.episode_id == episode_id, Video.place == place)
    )


def visible_video(slug: str, *, staff: bool, place: Place = Place.EPISODE) -> Video | None:
    """None where the asker may not see the episode (or the answer, for the answer's video)."""
    allowed = visible(staff=staff)
    if place == Place.ANSWER and not staff:
        allowed = answer_is_public()
    return db.session.scalar(
        select(Video)
        .join(Episode, Episode.id == Video.episode_id)
        .where(Episode.slug == slug, Video.place == place, allowed)
    )


def sound_key(video: Video) -> str:
    """The stored file to listen to: what is played, whose times captions must fit, or the original
    until that is there. Empty for an address elsewhere."""
    return video.storage_key or video.original_key
