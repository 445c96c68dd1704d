"""How much a passage is worth by its words: BM25, made in SQL.

PostgreSQL's own ranking knows nothing of how rare a word is. Of one word, ts_rank is 0.1 times
(1 + 1/4 + 1/9 + ... by the times that the word stands there) over pi squared / 6, so that number of
times can be had back from it.

What is asked of a passage whatever the word stands in a subquery `place`, which is kept apart, so
that a dozen words ask it once: the best places of a letter took 37 ms instead of 52. A word is one
element to SQLAlchemy, as in postgresql_words."""

import math
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import ColumnElement, Float, Select, Subquery, case, func, literal, literal_column
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from episodes.db import constant
from episodes.search.engines.engine import OF_THE_QUESTION
from episodes.search.engines.plan import ABOUT
from episodes.search.engines.postgresql_words import (
    either_language,
    joined,
    sql_of_beginning,
    sql_of_either_language,
    written,
)
from episodes.search.models import Passage

K1, B = 1.2, 0.75
LEAST_RARITY = 1e-6  # of a word that stands in more than half of all passages
BASEL = math.pi**2 / 6
LEAST_REST = 0.003  # a word that stands 330 times, beyond which one more counts for nothing
# With an offset the planner leaves a subquery as it is.
APART: ColumnElement[Any] = literal_column("0")

vector: ColumnElement[Any] = literal_column("passage.hand_made_words", TSVECTOR)
_IS_ENGLISH: ColumnElement[Any] = func.starts_with(Passage.language, literal_column("'en'"))
_LENGTH = func.octet_length(Passage.body) + func.octet_length(Passage.heading)


def places_to_weigh(fitting: Select[*tuple[Any, ...]], average: ColumnElement[float]) -> Subquery:
    """The rows, with what `bm25` asks of each. average: the mean length of a passage."""
    k = K1 * (1 - B + B * _LENGTH / average)
    return (
        fitting.add_columns(vector, _IS_ENGLISH.label("is_english"), k.label("k"))
        .offset(APART)
        .subquery("place")
    )


def places_to_count(fitting: Select[*tuple[Any, ...]], words: Iterable[str]) -> Subquery:
    """Passages, with what `count_of` asks of each: episode_id, length, and what stands in those
    that have one of the words."""
    any_word = joined("||", (either_language((word,)) for word in words))
    is_about = Passage.kind.in_([constant(kind) for kind in ABOUT])
    return (
        fitting.add_columns(
            Passage.episode_id,
            _LENGTH.label("length"),
            case((is_about, OF_THE_QUESTION), else_=1).label("weight"),
            _IS_ENGLISH.label("is_english"),
            case((vector.op("@@")(any_word), vector)).label("hand_made_words"),
        )
        .offset(APART)
        .subquery("place")
    )


def bm25(rarities: Mapping[str, ColumnElement[float]]) -> ColumnElement[float]:
    """Of a row of `places_to_weigh`."""
    worth = (
        (_Worth if not word.endswith("*") else _WorthBegun)(written(word.removesuffix("*")), rare)
        for word, rare in rarities.items()
    )
    score: ColumnElement[float] = reduce(add, worth, literal(0.0))
    return score


def rarity(documents: int, passages: ColumnElement[float]) -> ColumnElement[float]:
    count = documents + 0.5
    rare = func.ln(func.greatest(passages + 1 - count, count) / count)
    return func.greatest(rare, LEAST_RARITY)


def count_of(word: str) -> ColumnElement[float]:
    """How often it stands in the rows of `places_to_count`, good to 6 %."""
    kind = _CountBegun if word.endswith("*") else _Count
    return kind(written(word.removesuffix("*")))


class _Worth(FunctionElement[Any]):
    """A word, and how rare it is."""

    name = "worth"
    type = Float()
    inherit_cache = True


class _WorthBegun(_Worth):
    inherit_cache = True


class _Count(FunctionElement[Any]):
    name = "word_count"
    type = Float()
    inherit_cache = True


class _CountBegun(_Count):
    inherit_cache = True


@compiles(_Worth)
def _worth(element: Any, compiler: Any, **options: Any) -> str:
    word, rare = (compiler.process(one, **options) for one in element.clauses)
    return _worth_of(rare, _times(_query_in_its_language(word)))


@compiles(_WorthBegun)
def _worth_begun(element: Any, compiler: Any, **options: Any) -> str:
    word, rare = (compiler.process(one, **options) for one in element.clauses)
    return _worth_of(rare, _times(sql_of_beginning(word)))


@compiles(_Count)
def _count(element: Any, compiler: Any, **options: Any) -> str:
    word = compiler.process(element.clauses, **options)
    return _count_of(sql_of_either_language(word), _times(_query_in_its_language(word)))


@compiles(_CountBegun)
def _count_begun(element: Any, compiler: Any, **options: Any) -> str:
    query = sql_of_beginning(compiler.process(element.clauses, **options))
    return _count_of(query, _times(query))


def _worth_of(rare: str, times: str) -> str:
    return f"{rare} * float8 '{K1 + 1}' * (1 - place.k / ({times} + place.k))"


def _count_of(query: str, times: str) -> str:
    return f"sum(CASE WHEN place.hand_made_words @@ {query} THEN place.weight * {times} ELSE 0 END)"


def _query_in_its_language(word: str) -> str:
    english, other = f"passage_fts_query('en', {word})", f"passage_fts_query('', {word})"
    return f"CASE WHEN place.is_english THEN {english} ELSE {other} END"


def _times(query: str) -> str:
    """How often the word stands in the place."""
    rank = f"ts_rank(place.hand_made_words, {query})"
    rest = f"float8 '{BASEL}' - {rank} * float8 '{10 * BASEL}'"
    return f"(1 / greatest({rest}, float8 '{LEAST_REST}') - float8 '{1 / BASEL}')"
