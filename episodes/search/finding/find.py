"""Finding episodes by what a person typed: the one ranking that pages, the API, the commands and
the hints to askers share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import ColumnElement

from episodes.search.engines import plan
from episodes.search.engines.engine import CountRequest, Match, WordCounts, engine
from episodes.search.finding.nearness import nearest_places
from episodes.search.finding.ranking import WEIGHTS, RankedEpisode, Weights, ranked
from episodes.search.finding.spelling import Repair, repairs, unfamiliar_words
from episodes.search.finding.word_weight import Rarity, weigh
from episodes.search.language.english import is_strange
from episodes.search.language.query import Query, may_be_misspelt, parsed, repaired
from episodes.search.meaning.process import meaning
from episodes.search.meaning.sight import Sight, sight_of

MOST_EPISODES = 200
# Deeper down nobody looks, and each costs: of these it is asked whether they may be found.
MOST_BY_WORDS, MOST_BY_MEANING = 60, 50
MOST_WEIGHED = 100
# A word that stands in more passages tells no episode from another.
MOST_COMMON = 10_000


class Legs(StrEnum):
    WORDS = "words"
    MEANING = "meaning"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What both ways of searching read. query: repaired where it was misspelt. words: to look for,
    rarest first. beginning: the last word, where it is taken for the beginning of others. known:
    how often the corpus has each word."""

    query: Query
    words: tuple[str, ...]
    beginning: str
    known: WordCounts


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
    prepared = prepare(query, may_find)
    by_words = _matches_by_words(prepared, may_find) if legs is not Legs.MEANING else []
    weighed = _weighed(prepared, by_words, may_find)
    sight = _sight(prepared, weights) if legs is not Legs.WORDS else None
    by_meaning: list[Match] = []
    if sight:
        best_by_words = ranked(by_words, MOST_BY_WORDS, weights=weights, weighed=weighed)
        by_meaning = _matches_by_meaning(prepared.query, sight, best_by_words, may_find, limit)
    if query.phrases:
        # A phrase must stand in what is found.
        with_phrase = {match.passage_id for match in by_words}
        by_meaning = [match for match in by_meaning if match.passage_id in with_phrase]
    best = ranked(by_words, limit, by_meaning, weights, weighed)
    return Finding(prepared.query, tuple(best), prepared.beginning)


def prepare(query: Query, may_find: ColumnElement[bool]) -> Prepared:
    """One statement; where a word is misspelt, up to three."""
    beginning = plan.beginning_of(query)
    meant, counts = _repaired(query, beginning, may_find)
    if meant is not query:
        query, beginning = meant, plan.beginning_of(meant)
    words = plan.words_to_find(query, beginning, counts.documents)
    return Prepared(query, words, beginning if f"{beginning}*" in words else "", counts)


def _repaired(
    query: Query, beginning: str, may_find: ColumnElement[bool]
) -> tuple[Query, WordCounts]:
    """The query, repaired where it is misspelt, and what the corpus knows of its words."""
    is_left = query.exactly or is_strange(query)
    doubtful = () if is_left else unfamiliar_words(may_be_misspelt(query), query.language)
    counts = _counts(query.words, beginning, may_find, with_size=bool(doubtful))
    is_begun = bool(beginning) and f"{beginning}*" in counts.documents
    unknown = [
        word for word in doubtful
        if word not in counts.documents and not (is_begun and word == beginning)
    ]  # fmt: skip
    repair = (
        repairs(unknown, query.language, counts.corpus_words, may_find) if unknown else Repair()
    )
    if not repair.exchanged:
        return query, counts
    query = repaired(query, repair.exchanged)
    documents = counts.documents | repair.documents
    # A short form that was spelt out has brought words that nobody has asked about.
    others = [word for word in query.words if word not in documents]
    if others:
        documents |= _counts(others, "", may_find).documents
    return query, replace(counts, documents=documents)


def _counts(
    words: Sequence[str], beginning: str, may_find: ColumnElement[bool], *, with_size: bool = False
) -> WordCounts:
    """Of what stands in a draft only, or in what this person hides, nothing is known: no answer
    may differ by it."""
    beginnings = (f"{beginning}*",) if beginning else ()
    request = CountRequest(words, beginning, (*words, *beginnings), with_size=with_size)
    counts = engine().word_counts(request, may_find)
    documents = {word: count for word, count in counts.documents.items() if counts.seen.get(word)}
    return replace(counts, documents=documents)


def _matches_by_words(prepared: Prepared, may_find: ColumnElement[bool]) -> list[Match]:
    if not prepared.words:
        return []
    documents = prepared.known.documents
    steps = plan.steps(prepared.query, prepared.words, documents, engine().BUDGET)
    return engine().matches(steps, may_find)


def _weighed(
    prepared: Prepared, matches: list[Match], may_find: ColumnElement[bool]
) -> dict[int, float]:
    """What those episodes are worth by their words that have the best places."""
    episodes = [one.episode_id for one in ranked(matches, MOST_WEIGHED)]
    if len(episodes) < 2:
        return {}
    words = [word for word in prepared.words if prepared.known.documents[word] <= MOST_COMMON]
    of_episodes = engine().episode_words(words, episodes, may_find) if words else {}
    return weigh(of_episodes, Rarity(prepared.known.documents, prepared.known.passages))


def _sight(prepared: Prepared, weights: Weights) -> Sight | None:
    latest = prepared.known.latest_vector
    query, worth = prepared.query, weights.by_meaning
    return sight_of(
        query.meant, latest, worth, weights.far, is_english=meaning().first_reads(query)
    )


def _matches_by_meaning(
    query: Query,
    sight: Sight,
    by_words: Iterable[RankedEpisode],
    may_find: ColumnElement[bool],
    limit: int,
) -> list[Match]:
    """Also how near those are that were found by words, and these only where there is a phrase."""
    wanted = 0 if query.phrases else min(limit, MOST_BY_MEANING)
    matches = nearest_places(sight, may_find, wanted, [one.episode_id for one in by_words])
    if not query.excluded:
        return matches
    excluded = engine().passages_with([match.passage_id for match in matches], query.excluded)
    return [match for match in matches if match.passage_id not in excluded]
