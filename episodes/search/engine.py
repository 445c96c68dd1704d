"""What search asks of a database. SQLite and PostgreSQL each answer in a module of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Protocol

from sqlalchemy import ColumnElement

from episodes.db import db
from episodes.search.models import PlaceKind
from episodes.search.query import Phrase


@dataclass(frozen=True, slots=True)
class Wanted:
    """A passage fits that has one of any_of, each of all_of, each phrase, and nothing excluded.

    documents: in how many passages each word stands. is_weighed: best first by BM25, which costs
    by the passage; else newest first."""

    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    documents: dict[str, int] = field(default_factory=dict)
    is_weighed: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """score: BM25, the more the better."""

    passage_id: int
    episode_id: int
    kind: PlaceKind
    score: float


class Engine(Protocol):
    def documents(self, words: Sequence[str], beginning: str) -> dict[str, int]: ...

    def matches(
        self,
        wanted: Wanted,
        kinds: Sequence[PlaceKind],
        visible: ColumnElement[bool],
        limit: int,
    ) -> list[Match]: ...

    def holding(self, passages: Sequence[int], phrases: Sequence[Phrase]) -> set[int]:
        """Those of the passages in which one of the phrases stands."""
        ...

    def is_one_of(self, column: Any) -> ColumnElement[bool]:
        """A condition on many numbers, given as the one value :numbers, which costs a third of
        what as many values do."""
        ...

    def numbers(self, numbers: Sequence[int]) -> Any:
        """The value for :numbers."""
        ...


def engine() -> Engine:
    return import_module(f"episodes.search.{db.engine.dialect.name}")
