"""Finding episodes by what a person typed: the one ranking that pages, the API, the commands and
the hints to askers share."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement

from episodes.search import plan
from episodes.search.engine import engine
from episodes.search.query import Query, parsed
from episodes.search.ranking import RankedEpisode, ranked

MOST_EPISODES = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """query: what was searched for; its `repaired` says so where that is not what was typed.
    beginning: the last word, where it was taken for the beginning of words. ranked: best first."""

    query: Query
    ranked: tuple[RankedEpisode, ...] = ()
    beginning: str = ""


def find(
    typed: str,
    *,
    may_find: ColumnElement[bool],
    limit: int,
    exactly: bool = False,  # noqa: ARG001  # repair follows
) -> Finding:
    """At most `limit` episodes (and MOST_EPISODES). may_find: a condition over Passage and
    Episode. exactly: nothing that was typed is repaired. Raises nothing, whatever is typed."""
    query = parsed(typed)
    if query.is_empty:
        return Finding(query)
    beginning = plan.beginning_of(query)
    documents = engine().documents(query.words, beginning)
    words = plan.words_to_find(query, documents)
    if not words:
        return Finding(query)
    matches = [
        match
        for step in plan.steps(query, words, documents)
        for match in engine().matches(step.wanted, step.kinds, may_find, step.limit)
    ]
    best = ranked(matches, min(limit, MOST_EPISODES))
    return Finding(query, tuple(best), beginning if f"{beginning}*" in words else "")
