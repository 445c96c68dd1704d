"""tsvector: what the corpus knows of a word, and which passages fit best, weighed as FTS5 does.

PostgreSQL's own ranking knows nothing of how rare a word is. Of one word, ts_rank is 0.1 times
(1 + 1/4 + 1/9 + ... by the times that the word stands there) over pi squared / 6, so that number of
times can be had back from it, and BM25 be made of it in SQL."""

import math
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Float,
    Integer,
    any_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from episodes.catalog.models import Episode
from episodes.db import db
from episodes.search.engine import Match, Wanted
from episodes.search.models import Passage, PlaceKind
from episodes.search.query import Phrase

K1, B = 1.2, 0.75
BASEL = math.pi**2 / 6
SMALL = 20_000

# In a large corpus the planner's statistics know the common words, and only rare ones are counted.
_KNOWN = text(f"""
    WITH size AS (
        SELECT greatest(reltuples, 0) AS passages FROM pg_class WHERE oid = 'passage'::regclass
    ), common AS MATERIALIZED (
        SELECT u.word, u.share FROM pg_stats AS s, size, unnest(
            s.most_common_elems::text::text[], s.most_common_elem_freqs
        ) AS u(word, share)
        WHERE s.schemaname = current_schema() AND s.tablename = 'passage'
        AND s.attname = 'hand_made_words' AND u.word IS NOT NULL AND size.passages > {SMALL}
    ), asked AS MATERIALIZED (
        SELECT word, (ts_lexize('passage_fts_stem', word))[1] AS stem,
               passage_fts_query('en', word) || passage_fts_query('', word) AS query
        FROM unnest(CAST(:words AS text[])) AS w(word)
    ), beginnings AS (
        SELECT word || '*' AS word, to_tsquery('simple', quote_literal(word) || ':*') AS query
        FROM unnest(CAST(:beginnings AS text[])) AS w(word)
    )
    SELECT asked.word, coalesce(
        common.share * (SELECT passages FROM size),
        (SELECT count(*) FROM passage WHERE hand_made_words @@ asked.query)
    ) FROM asked LEFT JOIN common ON common.word = asked.stem
    UNION ALL
    SELECT word, (SELECT count(*) FROM (
        SELECT 1 FROM passage WHERE hand_made_words @@ beginnings.query LIMIT {SMALL}
    ) AS first) FROM beginnings
""")  # noqa: S608  # a number of our own

_CORPUS = text(f"""
    SELECT CASE WHEN passages > {SMALL} THEN passages
           ELSE (SELECT count(*) FROM passage) END AS passages,
           CASE WHEN passages > {SMALL}
           THEN (SELECT coalesce(avg(octet_length(body) + octet_length(heading)), 500)
                 FROM passage TABLESAMPLE SYSTEM (1))
           ELSE (SELECT avg(octet_length(body) + octet_length(heading)) FROM passage)
           END AS length
    FROM (SELECT reltuples AS passages FROM pg_class WHERE oid = 'passage'::regclass) AS size
""")  # noqa: S608  # a number of our own

_vector: ColumnElement[Any] = literal_column("passage.hand_made_words", TSVECTOR)


def documents(words: Sequence[str], beginning: str) -> dict[str, int]:
    """In how many passages each word stands; where `beginning` is given, under "beginning*" in how
    many a word begins so."""
    asked = {"words": list(words), "beginnings": [beginning] if beginning else []}
    return {word: round(count) for word, count in db.session.execute(_KNOWN, asked)}


def matches(
    wanted: Wanted, kinds: Sequence[PlaceKind], visible: ColumnElement[bool], limit: int
) -> list[Match]:
    """Best first; newest first where the words are too common to be weighed."""
    corpus = _CORPUS.columns(passages=Float, length=Float).cte("corpus").prefix_with("MATERIALIZED")
    score = (
        _score(wanted, corpus.c.passages, corpus.c.length) if wanted.is_weighed else literal(0.0)
    )
    order = score.desc() if wanted.is_weighed else Passage.id.desc()
    rows = db.session.execute(
        select(Passage.id, Passage.episode_id, Passage.kind, score)
        .join(Episode, Episode.id == Passage.episode_id)
        .join(corpus, literal(True))
        .where(_vector.op("@@")(_condition(wanted)), Passage.kind.in_(kinds), visible)
        .order_by(order)
        .limit(limit)
    )
    return [Match(*row) for row in rows]


def holding(passages: Sequence[int], phrases: Sequence[Phrase]) -> set[int]:
    either = _joined("||", map(_either_language, phrases))
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
    every = [_either_language(phrase) for phrase in _required(wanted)]
    if wanted.any_of:
        every.append(_joined("||", (_either_language((word,)) for word in wanted.any_of)))
    condition = _joined("&&", every)
    for phrase in wanted.excluded:
        condition = condition.op("&&")(func.tsquery_not(_either_language(phrase), type_=TSQUERY))
    return condition


def _required(wanted: Wanted) -> list[Phrase]:
    return [*((word,) for word in wanted.all_of), *wanted.phrases]


def _joined(operator: str, queries: Iterable[ColumnElement[Any]]) -> ColumnElement[Any]:
    return reduce(lambda one, other: one.op(operator)(other), queries)


def _either_language(phrase: Phrase) -> ColumnElement[Any]:
    return _query("en", phrase).op("||")(_query("", phrase))


def _query(language: str, phrase: Phrase) -> ColumnElement[Any]:
    """As a subquery, which is evaluated once and not for each row, however the plan is cached."""
    words = " ".join(phrase)
    if words.endswith("*"):
        beginning = func.quote_literal(words.removesuffix("*")).op("||")(":*")
        query = func.to_tsquery(text("'simple'"), beginning, type_=TSQUERY)
    else:
        query = func.passage_fts_query(language, words, type_=TSQUERY)
    return select(query).scalar_subquery()


def _score(
    wanted: Wanted, passages: ColumnElement[float], average: ColumnElement[float]
) -> ColumnElement[float]:
    length = func.octet_length(Passage.body) + func.octet_length(Passage.heading)
    k = K1 * (1 - B + B * length / average)
    score: ColumnElement[Any] = literal(0.0)
    of_phrases = (word for phrase in wanted.phrases for word in phrase)
    for word in dict.fromkeys((*wanted.any_of, *wanted.all_of, *of_phrases)):
        count = wanted.documents.get(word, 0) + 0.5
        rarity = func.greatest(func.ln(func.greatest(passages + 1 - count, 0.5) / count), 1e-6)
        score += rarity * (K1 + 1) * (1 - k / (_times(word) + k))
    return score


def _times(word: str) -> ColumnElement[Any]:
    """How often the word stands in the passage, good to 6 %."""
    query = case(
        (func.starts_with(Passage.language, "en"), _query("en", (word,))),
        else_=_query("", (word,)),
    )
    rest = BASEL - func.ts_rank(_vector, query) * (10 * BASEL)
    return 1 / func.greatest(rest, 0.003) - 1 / BASEL
