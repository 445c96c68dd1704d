"""Topics to offer where nothing was found."""

from sqlalchemy import func, select

from episodes.catalog.models import Episode, Topic, episodes_topics
from episodes.catalog.queries import is_public
from episodes.db import db

MOST_TOPICS = 12


def topics_to_try() -> list[tuple[str, str]]:
    """slug and name of those with most public episodes."""
    rows = db.session.execute(
        select(Topic.slug, Topic.name)
        .join(episodes_topics, episodes_topics.c.topic_id == Topic.id)
        .join(Episode, Episode.id == episodes_topics.c.episode_id)
        .where(is_public())
        .group_by(Topic.id, Topic.slug, Topic.name)
        .order_by(func.count().desc(), Topic.name)
        .limit(MOST_TOPICS)
    )
    return [(slug, name) for slug, name in rows]
