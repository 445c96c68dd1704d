"""What is looked for of one word or phrase, in PostgreSQL's words.

The words stand in the statement itself, so that they are constants to the planner. Then it knows
from its statistics how common they are: of a value that comes beside the statement it expects one
passage in a thousand, and reads the half that say "mother" from all over the table instead of the
newest 300 of them.

Each is one element to SQLAlchemy: as the dozen that it is made of, twelve words took 40 ms of
building before anything was asked."""

from collections.abc import Iterable
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from episodes.search.language.query import Phrase


class _EitherLanguage(FunctionElement[Any]):
    """The phrase as it is looked for in English passages and in all others."""

    name = "either_language"
    type = TSQUERY()
    inherit_cache = True


class _Beginning(FunctionElement[Any]):
    name = "beginning"
    type = TSQUERY()
    inherit_cache = True


def either_language(phrase: Phrase) -> ColumnElement[Any]:
    """A tsquery. "begin*", alone or at the end, is the beginning of words."""
    words = " ".join(phrase)
    if words.endswith("*"):
        return _Beginning(written(words.removesuffix("*")))
    return _EitherLanguage(written(words))


def joined(operator: str, queries: Iterable[ColumnElement[Any]]) -> ColumnElement[Any]:
    return reduce(lambda one, other: one.op(operator)(other), queries)


def written(words: str) -> ColumnElement[str]:
    """Quoted by SQLAlchemy when the statement is sent; what is compiled is the same for all."""
    return bindparam(None, words, String, literal_execute=True)


@compiles(_EitherLanguage)
def _either_language(element: Any, compiler: Any, **options: Any) -> str:
    return sql_of_either_language(compiler.process(element.clauses, **options))


@compiles(_Beginning)
def _beginning(element: Any, compiler: Any, **options: Any) -> str:
    return sql_of_beginning(compiler.process(element.clauses, **options))


def sql_of_either_language(words: str) -> str:
    return f"(passage_fts_query('en', {words}) || passage_fts_query('', {words}))"


def sql_of_beginning(word: str) -> str:
    return f"to_tsquery('simple', quote_literal({word}) || ':*')"
