"""What search asks of a database. SQLite and PostgreSQL each answer in a module of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Protocol

from sqlalchemy import ColumnElement

from episodes.db import db
from episodes.search.language.query import Phrase
from episodes.search.models import PlaceKind

# To count further says no more about which of two words was meant.
MOST_SEEN = 200


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


@dataclass(frozen=True, slots=True)
class EpisodeWords:
    """Of what may be found of an episode: how long it is, in characters, and how often each word
    stands there, those of the question and title counted twice."""

    length: float
    times: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """The best `limit` passages of these kinds."""

    wanted: Wanted
    kinds: tuple[PlaceKind, ...]
    limit: int


@dataclass(frozen=True, slots=True)
class CountRequest:
    """words: in how many passages each stands. beginning: a last word; where it stands in no
    passage that may be found, it is counted in how many passages a word begins so. seen: in how
    many of the passages that may be found each stands, counted to most_seen; "begin*" asks for
    beginnings. with_size: how many words the corpus has."""

    words: Sequence[str] = ()
    beginning: str = ""
    seen: Sequence[str] = ()
    most_seen: int = 1
    with_size: bool = False


@dataclass(frozen=True, slots=True)
class WordCounts:
    """documents: by word, and by "beginning*", drafts and all: it says what a search may cost, and
    nothing that anybody is shown may depend on it. seen: of what this person may find.
    latest_vector: the number of the newest; corpus_words: how many there are; passages: how many
    there are, roughly."""

    documents: dict[str, int] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    latest_vector: int = 0
    corpus_words: int = 0
    passages: int = 0


class Engine(Protocol):
    BUDGET: int  # how many passages may be read and weighed

    def word_counts(self, request: CountRequest, visible: ColumnElement[bool]) -> WordCounts:
        """One statement."""
        ...

    def matches(self, steps: Sequence[Step], visible: ColumnElement[bool]) -> list[Match]:
        """One statement; of one step best first (newest first where the words are too common to be
        weighed), of several one step's after the other's."""
        ...

    def episode_words(
        self, words: Sequence[str], episodes: Sequence[int], visible: ColumnElement[bool]
    ) -> dict[int, EpisodeWords]:
        """One statement. words: "begin*" is the beginning of words."""
        ...

    def passages_with(self, passages: Sequence[int], phrases: Sequence[Phrase]) -> set[int]:
        """Those of the passages in which one of the phrases stands."""
        ...

    def is_one_of(self, column: Any) -> ColumnElement[bool]:
        """A condition on many numbers, given as the one value :numbers, which costs a third of
        what as many values do."""
        ...

    def numbers(self, numbers: Sequence[int]) -> Any:
        """The value for :numbers."""
        ...


# What is asked says more of an episode than what is said in it.
OF_THE_QUESTION = 2

# What a row of Engine.word_counts is about.
DOCUMENTS, SEEN, VECTORS, SIZE, PASSAGES = "documents", "seen", "vectors", "size", "passages"
COUNTED = (DOCUMENTS, SEEN, VECTORS, SIZE, PASSAGES)


def engine() -> Engine:
    return import_module(f"episodes.search.engines.{db.engine.dialect.name}")
