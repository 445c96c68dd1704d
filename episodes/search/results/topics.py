"""Topics to offer where nothing was found."""

from sqlalchemy import ColumnElement, func, select, true

from episodes.catalog.models import Episode, Topic, episodes_topics
from episodes.catalog.queries import is_public
from episodes.db import rows_of

MOST_TOPICS = 12


def topics_to_try(not_hidden: ColumnElement[bool] | None) -> list[tuple[str, str]]:
    """slug and name of those with most public episodes that the viewer does not hide."""
    rows = rows_of(
        select(Topic.slug, Topic.name)
        .join(episodes_topics, episodes_topics.c.topic_id == Topic.id)
        .join(Episode, Episode.id == episodes_topics.c.episode_id)
        .where(is_public(), true() if not_hidden is None else not_hidden)
        .group_by(Topic.id, Topic.slug, Topic.name)
        .order_by(func.count().desc(), Topic.name)
        .limit(MOST_TOPICS)
    )
    return [(slug, name) for slug, name in rows]
