"""Repair of misspelt words: one that neither the corpus nor a general list of words knows is taken
for a word of the corpus that differs from it in a letter or two."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from threading import Lock

from flask import Flask, current_app
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects import postgresql, sqlite

from episodes.db import db, rows_of
from episodes.search.engine import Wanted, engine
from episodes.search.models import CorpusWord, PlaceKind
from episodes.search.query import LONGEST_WORD, MOST_WORDS
from episodes.search.stop_words import MANY
from episodes.search.words import WORD, folded

SHORTEST = 3
SHORTEST_WITH_TWO_MISTAKES = 6
MOST_CANDIDATES = 40
AT_ONCE = 1_000
_KEY = "search vocabulary"


def learn(texts: Iterable[str]) -> None:
    """Adds the words that are new to the corpus, in the caller's transaction."""
    words = {folded(found[0]) for text in texts for found in WORD.finditer(text)}
    # In one order everywhere, or two who add the same words could wait for one another.
    rows = [{"word": word} for word in sorted(words) if _may_be_meant(word)]
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    statement = insert(CorpusWord.__table__).on_conflict_do_nothing()  # type: ignore[arg-type]
    for at in range(0, len(rows), AT_ONCE):
        db.session.connection().execute(statement, rows[at : at + AT_ONCE])


def _may_be_meant(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST_WORD and word.isalpha()


def init_spelling(app: Flask) -> None:
    app.extensions[_KEY] = Vocabulary()


class Vocabulary:
    """The corpus's words by their length, read again when there are more of them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._count = -1
        self._by_length: dict[int, list[str]] = {}

    def like(self, word: str) -> dict[str, int]:
        """Words by the number of mistakes between them and this one, fewest first."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        self._refresh()
        most = 2 if len(word) >= SHORTEST_WITH_TWO_MISTAKES else 1
        found: list[tuple[str, int]] = []
        for length in range(len(word) - most, len(word) + most + 1):
            words = self._by_length.get(length, [])
            matches = extract(
                word, words, scorer=OSA.distance, score_cutoff=most, limit=MOST_CANDIDATES
            )
            found += [(other, int(mistakes)) for other, mistakes, _ in matches if other != word]
        return dict(
            sorted(found, key=lambda pair: (pair[1], pair[0][0] != word[0]))[:MOST_CANDIDATES]
        )

    def _refresh(self) -> None:
        count = rows_of(_COUNT).scalar() or 0
        with self._lock:
            if count != self._count:
                by_length = defaultdict(list)
                for (word,) in rows_of(_WORDS):
                    by_length[len(word)].append(word)
                self._count, self._by_length = count, by_length


_COUNT = select(func.count()).select_from(CorpusWord)
_WORDS = select(CorpusWord.word)


def repairs(
    words: Sequence[str], documents: dict[str, int], may_find: ColumnElement[bool]
) -> dict[str, str]:
    """For each word that is misspelt the one it is taken for. documents: in how many passages each
    stands. A word that stands only where this person may not look is not known, and none such is
    ever suggested."""
    unknown = [
        word
        for word in words
        if _may_be_meant(word) and word not in general_words() and word not in MANY
        and not (documents.get(word) and _is_seen(word, may_find))
    ]  # fmt: skip
    meant = {word: _meant(word, may_find) for word in unknown[:MOST_WORDS]}
    return {word: other for word, other in meant.items() if other}


def _meant(word: str, may_find: ColumnElement[bool]) -> str | None:
    known: Vocabulary = current_app.extensions[_KEY]
    mistakes = known.like(word)
    documents = engine().documents(list(mistakes), "") if mistakes else {}

    def unlikely(other: str) -> tuple[int, bool, int, str]:
        return mistakes[other], other[0] != word[0], -documents.get(other, 0), other

    there = [other for other in sorted(mistakes, key=unlikely) if documents.get(other)]
    return next((other for other in there[:5] if _is_seen(other, may_find)), None)


def _is_seen(word: str, may_find: ColumnElement[bool]) -> bool:
    anywhere = Wanted(any_of=(word,), is_weighed=False)
    return bool(engine().matches(anywhere, tuple(PlaceKind), may_find, 1))


@cache
def general_words() -> frozenset[str]:
    """82,765 English words, from the package symspellpy; its code is not needed. None where the
    package is not there: then only what the corpus knows counts as known."""
    name = "symspellpy/frequency_dictionary_en_82_765.txt"
    try:
        text = Path(str(distribution("symspellpy").locate_file(name))).read_text("utf-8-sig")
    except (PackageNotFoundError, OSError):
        return frozenset()
    return frozenset(folded(line.split(" ", 1)[0]) for line in text.splitlines())
