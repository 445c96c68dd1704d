"""Finding episodes by what a person typed: the one ranking that pages, the API, the commands and
the hints to askers share."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import ColumnElement

from episodes.search import plan
from episodes.search.engine import Asked, Known, Match, engine
from episodes.search.nearness import Sight, near, sight_of
from episodes.search.query import Query, may_be_misspelt, parsed, repaired
from episodes.search.ranking import WEIGHTS, RankedEpisode, Weights, ranked
from episodes.search.spelling import Repair, repairs, strange

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
    beginning: the last word, where it was taken for the beginning of words. ranked: best first."""

    query: Query
    ranked: tuple[RankedEpisode, ...] = ()
    beginning: str = ""


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
    query, known = _known(query, may_find)
    beginning = plan.beginning_of(query)
    words = plan.words_to_find(query, known.documents)
    said = _said(query, words, known.documents, may_find) if legs is not Legs.MEANING else []
    sight = sight_of(query.meant, weights, known.latest_vector) if legs is not Legs.WORDS else None
    by_words = ranked(said, MOST_BY_WORDS, weights=weights) if sight else []
    meant = _meant(query, sight, by_words, may_find, limit) if sight else []
    if query.phrases:
        # A phrase must stand in what is found.
        fitting = {match.passage_id for match in said}
        meant = [match for match in meant if match.passage_id in fitting]
    best = ranked(said, limit, meant, weights)
    begun = beginning if f"{beginning}*" in words else ""
    return Finding(query, tuple(best), begun)


def _known(query: Query, may_find: ColumnElement[bool]) -> tuple[Query, Known]:
    """The query, repaired where it is misspelt, and what the corpus knows of its words."""
    beginning = plan.beginning_of(query)
    doubtful = () if query.exactly else strange(may_be_misspelt(query))
    asked = Asked(query.words, beginning, doubtful, with_size=bool(doubtful))
    known = engine().known(asked, may_find)
    is_begun = known.documents.get(beginning) or known.documents.get(f"{beginning}*")
    unknown = [
        word for word in doubtful
        if not known.seen.get(word) and not (is_begun and word == beginning)
    ]  # fmt: skip
    repair = repairs(unknown, known.corpus_words, may_find) if unknown else Repair()
    if not repair.exchanged:
        return query, known
    query = repaired(query, repair.exchanged)
    documents = known.documents | repair.documents
    # A short form that was spelt out has brought words that nobody has asked about.
    others = [word for word in query.words if word not in documents]
    if others:
        documents |= engine().known(Asked(others), may_find).documents
    return query, replace(known, documents=documents)


def _said(
    query: Query,
    words: tuple[str, ...],
    documents: dict[str, int],
    may_find: ColumnElement[bool],
) -> list[Match]:
    if not words:
        return []
    return engine().matches(plan.steps(query, words, documents), may_find)


def _meant(
    query: Query,
    sight: Sight,
    by_words: Iterable[RankedEpisode],
    may_find: ColumnElement[bool],
    limit: int,
) -> list[Match]:
    """Also how near those are that were found by words, and these only where there is a phrase."""
    wanted = 0 if query.phrases else min(limit, MOST_BY_MEANING)
    matches = near(sight, may_find, wanted, [one.episode_id for one in by_words])
    if not query.excluded:
        return matches
    without = engine().holding([match.passage_id for match in matches], query.excluded)
    return [match for match in matches if match.passage_id not in without]
