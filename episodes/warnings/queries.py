"""Reads of an episode's assertions."""

from collections.abc import Sequence

from sqlalchemy import select

from episodes.db import db
from episodes.warnings.models import ContentWarning


def warnings_of(episode_id: int) -> Sequence[ContentWarning]:
    """In the order of the video for those with times, the rest before them as written."""
    return db.session.scalars(
        select(ContentWarning)
        .where(ContentWarning.episode_id == episode_id)
        .order_by(ContentWarning.start_ms.is_not(None), ContentWarning.start_ms, ContentWarning.id)
    ).all()
