"""tsvector: which passages fit best, weighed as FTS5 does.

PostgreSQL's own ranking knows nothing of how rare a word is. Of one word, ts_rank is 0.1 times
(1 + 1/4 + 1/9 + ... by the times that the word stands there) over pi squared / 6, so that number of
times can be had back from it, and BM25 be made of it in SQL."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Float,
    Integer,
    Select,
    any_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    select,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from episodes.catalog.models import Episode
from episodes.db import constant, db, rows_of
from episodes.search.engines.engine import OF_THE_QUESTION, EpisodeWords, Match, Step, Wanted
from episodes.search.engines.plan import ABOUT
from episodes.search.engines.postgresql_counts import BUDGET, SMALL, word_counts
from episodes.search.engines.postgresql_words import either_language, joined, times
from episodes.search.language.query import Phrase
from episodes.search.models import Passage

__all__ = ["BUDGET", "word_counts"]

K1, B = 1.2, 0.75
LEAST_RARITY = 1e-6  # of a word that stands in more than half of all passages

_CORPUS = text(f"""
    SELECT CASE WHEN passages > {SMALL} THEN passages
           ELSE (SELECT count(*) FROM passage) END AS passages,
           CASE WHEN passages > {SMALL}
           THEN (SELECT coalesce(sum(avg_width), 500) FROM pg_stats
                 WHERE schemaname = current_schema() AND tablename = 'passage'
                 AND attname IN ('body', 'heading'))
           ELSE (SELECT avg(octet_length(body) + octet_length(heading)) FROM passage)
           END AS length
    FROM (SELECT reltuples AS passages FROM pg_class WHERE oid = 'passage'::regclass) AS size
""")  # noqa: S608  # a number of our own

_vector: ColumnElement[Any] = literal_column("passage.hand_made_words", TSVECTOR)
_LENGTH = func.octet_length(Passage.body) + func.octet_length(Passage.heading)


def matches(steps: Sequence[Step], visible: ColumnElement[bool]) -> list[Match]:
    corpus, rarities = _corpus_of([step.wanted for step in steps if step.wanted.is_weighed])
    each = [_matches(step, corpus, rarities, visible) for step in steps]
    many = union_all(*(select(one.subquery()) for one in each))
    return [Match(*row) for row in rows_of(each[0] if len(each) == 1 else many)]


def _corpus_of(weighed: Sequence[Wanted]) -> tuple[Any, dict[str, ColumnElement[float]]]:
    """One row: the mean length of a passage, and how rare each word is, worked out once. Its
    columns have numbers for names, so that what is compiled is the same for all words."""
    size = _CORPUS.columns(passages=Float, length=Float).cte("size")
    counts = {word: one.documents.get(word, 0) for one in weighed for word in _words(one)}
    columns = [
        rarity(count, size.c.passages).label(f"rarity_{place}")
        for place, count in enumerate(counts.values())
    ]
    corpus = select(size.c.length, *columns).cte("corpus").prefix_with("MATERIALIZED")
    return corpus, {word: corpus.c[f"rarity_{place}"] for place, word in enumerate(counts)}


def _matches(
    step: Step, corpus: Any, rarities: Mapping[str, Any], visible: ColumnElement[bool]
) -> Select[*tuple[Any, ...]]:
    wanted = step.wanted
    score: ColumnElement[float] = literal(0.0)
    if wanted.is_weighed:
        score = bm25({word: rarities[word] for word in _words(wanted)}, corpus.c.length)
    places = (
        select(Passage.id, Passage.episode_id, Passage.kind, score.label("score"))
        .join(Episode, Episode.id == Passage.episode_id)
        .where(_vector.op("@@")(_condition(wanted)), _is_of(step), visible)
        .limit(step.limit)
    )
    if wanted.is_weighed:
        return places.join(corpus, literal(True)).order_by(score.desc())
    return places.order_by(Passage.id.desc())


def _words(wanted: Wanted) -> list[str]:
    of_phrases = (word for phrase in wanted.phrases for word in phrase)
    return list(dict.fromkeys((*wanted.any_of, *wanted.all_of, *of_phrases)))


def _is_of(step: Step) -> ColumnElement[bool]:
    """As the index of what episodes are about says it, or the planner would not use it."""
    return Passage.kind.in_([constant(kind) for kind in step.kinds])


def episode_words(
    words: Sequence[str], episodes: Sequence[int], visible: ColumnElement[bool]
) -> dict[int, EpisodeWords]:
    is_about = Passage.kind.in_([constant(kind) for kind in ABOUT])
    weight = case((is_about, OF_THE_QUESTION), else_=1)
    counts = [
        func.sum(case((_vector.op("@@")(either_language((word,))), weight * times(word)), else_=0))
        for word in words
    ]
    statement = (
        select(Passage.episode_id, func.sum(_LENGTH), *counts)
        .join(Episode, Episode.id == Passage.episode_id)
        .where(is_one_of(Passage.episode_id), visible)
        .group_by(Passage.episode_id)
    )
    return {
        episode_id: EpisodeWords(
            float(total), {word: float(n) for word, n in zip(words, of_words, strict=True) if n}
        )
        for episode_id, total, *of_words in rows_of(statement, {"numbers": numbers(episodes)})
    }


def passages_with(passages: Sequence[int], phrases: Sequence[Phrase]) -> set[int]:
    either = joined("||", map(either_language, phrases))
    rows = db.session.execute(
        select(Passage.id).where(Passage.id.in_(passages), _vector.op("@@")(either))
    )
    return {row[0] for row in rows}


def is_one_of(column: Any) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = column == any_(bindparam("numbers", type_=ARRAY(Integer)))
    return condition


def numbers(numbers: Sequence[int]) -> list[int]:
    return list(numbers)


def _condition(wanted: Wanted) -> ColumnElement[Any]:
    required = [*((word,) for word in wanted.all_of), *wanted.phrases]
    every = [either_language(phrase) for phrase in required]
    if wanted.any_of:
        every.append(joined("||", (either_language((word,)) for word in wanted.any_of)))
    condition = joined("&&", every)
    for phrase in wanted.excluded:
        condition = condition.op("&&")(func.tsquery_not(either_language(phrase), type_=TSQUERY))
    return condition


def bm25(
    rarities: Mapping[str, ColumnElement[float]], average: ColumnElement[float]
) -> ColumnElement[float]:
    k = K1 * (1 - B + B * _LENGTH / average)
    score: ColumnElement[Any] = literal(0.0)
    for word, rare in rarities.items():
        score += rare * (K1 + 1) * (1 - k / (times(word) + k))
    return score


def rarity(documents: int, passages: ColumnElement[float]) -> ColumnElement[float]:
    count = documents + 0.5
    rare = func.ln(func.greatest(passages + 1 - count, count) / count)
    return func.greatest(rare, LEAST_RARITY)
