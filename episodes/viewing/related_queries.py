"""Which episodes are close to one that is shown."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, bindparam, select, union
from sqlalchemy.orm import aliased

from episodes.catalog.models import Episode, episodes_topics
from episodes.search.models import RelatedEpisode
from episodes.search.results.filters import has_answer
from episodes.viewing.listing import ListedEpisode, listed_episodes, newest_listing
from episodes.warnings.hiding import NotHidden

RELATED = 3
RELATED_CANDIDATES = 300


def related_episodes(
    episode_id: int, not_hidden: NotHidden, *, answered: bool = False
) -> list[ListedEpisode]:
    """Those that were worked out as nearest, then the newest that share a topic. The candidates
    are bounded, or a topic that a hundred thousand episodes bear would be read whole for three
    links.

    answered: only those that have a written answer."""
    statement = _related(answered=answered)
    if not_hidden is not None:
        statement = statement.where(not_hidden)
    return listed_episodes(statement, episode_id=episode_id)


@cache
def _related(*, answered: bool) -> Select[Any]:
    mine, theirs = aliased(episodes_topics), aliased(episodes_topics)
    given = bindparam("episode_id", type_=Integer)
    sharing = (
        select(theirs.c.episode_id)
        .join(mine, mine.c.topic_id == theirs.c.topic_id)
        .where(mine.c.episode_id == given, theirs.c.episode_id != given)
        .limit(RELATED_CANDIDATES)
        .subquery()
    )
    near = select(RelatedEpisode.other_id).where(RelatedEpisode.episode_id == given)
    candidates = union(select(sharing.c.episode_id), near).scalar_subquery()
    place = (
        select(RelatedEpisode.position)
        .where(RelatedEpisode.episode_id == given, RelatedEpisode.other_id == Episode.id)
        .correlate(Episode)
        .scalar_subquery()
    )
    conditions: list[ColumnElement[bool]] = [Episode.id.in_(candidates)]
    if answered:
        conditions.append(has_answer(staff=False))
    newest_first = newest_listing(limit=RELATED, conditions=conditions)
    return newest_first.order_by(None).order_by(
        place.asc().nulls_last(), Episode.published_at.desc(), Episode.id.desc()
    )
