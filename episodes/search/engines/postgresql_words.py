"""What is asked of one word or phrase, in PostgreSQL's words.

The words stand in the statement itself, so that they are constants to the planner. Then it knows
from its statistics how common they are: of a value that comes beside the statement it expects one
passage in a thousand, and reads the half that say "mother" from all over the table instead of the
newest 300 of them.

Each is one element to SQLAlchemy: as the dozen that it is made of, twelve words took 40 ms of
building before anything was asked."""

import math
from collections.abc import Iterable
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, Float, String, bindparam
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from episodes.search.language.query import Phrase

BASEL = math.pi**2 / 6
LEAST_REST = 0.003  # a word that stands 330 times, beyond which one more counts for nothing


class _EitherLanguage(FunctionElement[Any]):
    """The phrase as it is looked for in English passages and in all others."""

    name = "either_language"
    type = TSQUERY()
    inherit_cache = True


class _Beginning(FunctionElement[Any]):
    name = "beginning"
    type = TSQUERY()
    inherit_cache = True


class _Times(FunctionElement[Any]):
    """How often the word stands in the passage, good to 6 %."""

    name = "times"
    type = Float()
    inherit_cache = True


class _TimesBegun(_Times):
    inherit_cache = True


def either_language(phrase: Phrase) -> ColumnElement[Any]:
    """A tsquery. "begin*", alone or at the end, is the beginning of words."""
    words = " ".join(phrase)
    if words.endswith("*"):
        return _Beginning(_written(words.removesuffix("*")))
    return _EitherLanguage(_written(words))


def joined(operator: str, queries: Iterable[ColumnElement[Any]]) -> ColumnElement[Any]:
    return reduce(lambda one, other: one.op(operator)(other), queries)


def times(word: str) -> ColumnElement[float]:
    """In the passage of the row."""
    if word.endswith("*"):
        return _TimesBegun(_written(word.removesuffix("*")))
    return _Times(_written(word))


def _written(words: str) -> ColumnElement[str]:
    """Quoted by SQLAlchemy when the statement is sent; what is compiled is the same for all."""
    return bindparam(None, words, String, literal_execute=True)


@compiles(_EitherLanguage)
def _either_language(element: Any, compiler: Any, **options: Any) -> str:
    words = compiler.process(element.clauses, **options)
    return f"(passage_fts_query('en', {words}) || passage_fts_query('', {words}))"


@compiles(_Beginning)
def _beginning(element: Any, compiler: Any, **options: Any) -> str:
    words = compiler.process(element.clauses, **options)
    return f"to_tsquery('simple', quote_literal({words}) || ':*')"


@compiles(_Times)
def _times(element: Any, compiler: Any, **options: Any) -> str:
    words = compiler.process(element.clauses, **options)
    return _times_of(
        "CASE WHEN starts_with(passage.language, 'en')"
        f" THEN passage_fts_query('en', {words}) ELSE passage_fts_query('', {words}) END"
    )


@compiles(_TimesBegun)
def _times_begun(element: Any, compiler: Any, **options: Any) -> str:
    return _times_of(_beginning(element, compiler, **options))


def _times_of(query: str) -> str:
    rank = f"ts_rank(passage.hand_made_words, {query})"
    rest = f"float8 '{BASEL}' - {rank} * float8 '{10 * BASEL}'"
    return f"(1 / greatest({rest}, float8 '{LEAST_REST}') - float8 '{1 / BASEL}')"
