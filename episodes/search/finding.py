"""Finding episodes by what a person typed: the one ranking that pages, the API, the commands and
the hints to askers share."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement

from episodes.search import plan
from episodes.search.engine import Match, engine
from episodes.search.nearness import near, sight_of
from episodes.search.query import Query, may_be_misspelt, parsed, repaired
from episodes.search.ranking import WEIGHTS, RankedEpisode, Weights, ranked
from episodes.search.spelling import repairs

MOST_EPISODES = 200
# Deeper down nobody looks, and each costs: of these it is asked whether they may be found.
MOST_BY_WORDS, MOST_BY_MEANING = 60, 50


class Legs(StrEnum):
    WORDS = "words"
    MEANING = "meaning"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Finding:
    """query: what was searched for; its `repaired` says so where that is not what was typed.
    beginning: the last word, where it was taken for the beginning of words. ranked: best first.
    by_meaning: their scores are above all how near they are (0 to 2), not only whose words match
    best."""

    query: Query
    ranked: tuple[RankedEpisode, ...] = ()
    beginning: str = ""
    by_meaning: bool = False


def find(
    typed: str,
    *,
    may_find: ColumnElement[bool],
    limit: int,
    exactly: bool = False,
    legs: Legs = Legs.BOTH,
    weights: Weights = WEIGHTS,
) -> Finding:
    """At most `limit` episodes (and MOST_EPISODES). may_find: a condition over Passage and
    Episode. exactly: nothing that was typed is repaired. Raises nothing, whatever is typed."""
    query = parsed(typed, exactly=exactly)
    if query.is_empty:
        return Finding(query)
    limit = min(limit, MOST_EPISODES)
    query, documents = _known(query, may_find)
    beginning = plan.beginning_of(query)
    words = plan.words_to_find(query, documents)
    said = _said(query, words, documents, may_find) if legs is not Legs.MEANING else []
    meant = _meant(query, said, may_find, limit, weights) if legs is not Legs.WORDS else []
    best = ranked(said, limit, meant, weights)
    begun = beginning if f"{beginning}*" in words else ""
    return Finding(query, tuple(best), begun, by_meaning=bool(meant))


def _known(query: Query, may_find: ColumnElement[bool]) -> tuple[Query, dict[str, int]]:
    """The query, repaired where it is misspelt, and in how many passages each word stands."""
    beginning = plan.beginning_of(query)
    documents = engine().documents(query.words, beginning)
    if query.exactly:
        return query, documents
    is_begun = beginning and documents.get(f"{beginning}*")
    doubtful = [word for word in may_be_misspelt(query) if not (is_begun and word == beginning)]
    exchanged = repairs(doubtful, documents, may_find)
    if not exchanged:
        return query, documents
    query = repaired(query, exchanged)
    return query, engine().documents(query.words, plan.beginning_of(query))


def _said(
    query: Query,
    words: tuple[str, ...],
    documents: dict[str, int],
    may_find: ColumnElement[bool],
) -> list[Match]:
    if not words:
        return []
    return [
        match
        for step in plan.steps(query, words, documents)
        for match in engine().matches(step.wanted, step.kinds, may_find, step.limit)
    ]


def _meant(
    query: Query,
    said: Sequence[Match],
    may_find: ColumnElement[bool],
    limit: int,
    weights: Weights,
) -> list[Match]:
    """Also how near those are that were found by words, and these only where there is a phrase:
    a phrase must stand in what is found."""
    sight = sight_of(query.meant, weights)
    if sight is None:
        return []
    by_words = [one.episode_id for one in ranked(said, MOST_BY_WORDS, weights=weights)]
    wanted = 0 if query.phrases else min(limit, MOST_BY_MEANING)
    matches = near(sight, may_find, wanted, by_words)
    if query.phrases:
        fitting = {match.passage_id for match in said}
        matches = [match for match in matches if match.passage_id in fitting]
    if query.excluded:
        without = engine().holding([match.passage_id for match in matches], query.excluded)
        matches = [match for match in matches if match.passage_id not in without]
    return matches
