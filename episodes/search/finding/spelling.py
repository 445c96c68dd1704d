"""Repair of misspelt words: one that neither the corpus nor a general list of words knows is taken
for a word of either that differs from it in a letter or two."""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from threading import Lock

from sqlalchemy import ColumnElement, and_, select

from episodes.db import rows_of
from episodes.once import once_a_process
from episodes.search.engines.engine import MOST_SEEN, CountRequest, engine
from episodes.search.language.general_words import (
    general_words,
    is_known,
    is_repairable,
)
from episodes.search.language.query import MOST_WORDS
from episodes.search.language.small_words import ENGLISH
from episodes.search.meaning.process import meaning
from episodes.search.models import CorpusWord, Passage
from episodes.site import Site, this_site

SHORTEST_WITH_TWO_MISTAKES = 6
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_TWICE_MISTAKEN = 4
# Of a word's many likenesses so many are asked for: those said most everywhere, and nearly all that
# only this site has, or words of drafts could take the place of others.
MOST_ALIKE, MOST_OWN = 12, 200
# "jealous" was counted twice as often, "carburettor" and "zzz" were not counted so often.
COMMON_EVERYWHERE = 1_000_000
# People everywhere count by the hundred thousand words, and a quarter of what is said here.
EVERYWHERE_IN, EVERYWHERE_WEIGHT = 100_000, 0.25
_KEY = "search vocabulary"


def init_spelling(app: Site) -> None:
    app.extensions[_KEY] = Vocabulary()


class Vocabulary:
    """The corpus's words, read again when there are more of them, and beside them the general."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._count = -1
        self.words: frozenset[str] = frozenset()
        self._by_length: Mapping[int, list[str]] = {}

    def refreshed(self, count: int) -> "Vocabulary":
        """count: how many words there are now."""
        with self._lock:
            if count != self._count:
                self.words = frozenset(row[0] for row in rows_of(_WORDS))
                self._count, self._by_length = count, _by_length(self.words)
        return self

    def like(self, word: str) -> set[str]:
        """Words with one mistake less."""
        near = set(_one_change(word))
        return (near & self.words) | (near & general_words().keys())

    def rather_like(self, word: str) -> set[str]:
        """Words with two mistakes less."""
        if len(word) < SHORTEST_WITH_TWO_MISTAKES:
            return set()
        return {*_within_two(word, self._by_length), *_within_two(word, _general_by_length())}


_WORDS = select(CorpusWord.word)


def _by_length(words: Iterable[str]) -> Mapping[int, list[str]]:
    by_length: dict[int, list[str]] = defaultdict(list)
    for word in words:
        by_length[len(word)].append(word)
    return by_length


def _one_change(word: str) -> Iterator[str]:
    """What it becomes with a letter less, two exchanged, another letter, or a letter more. To look
    these few hundred up costs a hundredth of comparing with all words."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in LETTERS:
            yield before + letter + after
            yield before + letter + after[1:]


def _within_two(word: str, by_length: Mapping[int, list[str]]) -> Iterator[str]:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract_iter

    for length in range(len(word) - 2, len(word) + 2 + 1):
        words = by_length.get(length, ())
        for other, _, _ in extract_iter(word, words, scorer=OSA.distance, score_cutoff=2):
            yield other


@dataclass(frozen=True, slots=True)
class Repair:
    """exchanged: for each word that is misspelt the one it is taken for. documents: in how many
    passages these stand."""

    exchanged: dict[str, str] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)


def unfamiliar_words(words: Iterable[str], language: str) -> tuple[str, ...]:
    """Those that are misspelt if the corpus does not know them. language: see Query."""
    odd = (word for word in words if is_repairable(word) and not is_known(word, language))
    return tuple(odd)[:MOST_WORDS]


def repairs(
    words: Sequence[str], language: str, corpus_words: int, may_find: ColumnElement[bool]
) -> Repair:
    """words: unfamiliar, and standing nowhere where this person may look. What stands only there is
    never suggested either, nor does it keep another word from being. corpus_words: how many the
    corpus has. One statement, one more where a word has two mistakes, and one where there are new
    words."""
    vocabulary: Vocabulary = this_site().extensions[_KEY].refreshed(corpus_words)
    if language not in ("", ENGLISH):
        return _repairs_of_another_language(words, language, vocabulary, may_find)
    once = _likeliest_of({word: vocabulary.like(word) for word in words}, vocabulary, may_find)
    others = [word for word in words if word not in once.exchanged][:MOST_TWICE_MISTAKEN]
    alike = {word: vocabulary.rather_like(word) for word in others}
    twice = _likeliest_of(alike, vocabulary, may_find)
    return Repair(once.exchanged | twice.exchanged, once.documents | twice.documents)


def _repairs_of_another_language(
    words: Sequence[str], language: str, vocabulary: "Vocabulary", may_find: ColumnElement[bool]
) -> Repair:
    """Only into words of passages in that language, and only long words with one mistake: the list
    of its words lacks many of their forms."""
    alike = {
        word: vocabulary.like(word) & vocabulary.words
        for word in words
        if len(word) >= SHORTEST_WITH_TWO_MISTAKES
    }
    return _likeliest_of(alike, vocabulary, _in_language(may_find, language))


@lru_cache(maxsize=64)
def _in_language(may_find: ColumnElement[bool], language: str) -> ColumnElement[bool]:
    """The same object for the same choices, so that statements made with it can be kept."""
    return and_(may_find, Passage.language.startswith(language))


def _likeliest_of(
    alike: Mapping[str, set[str]], vocabulary: "Vocabulary", may_find: ColumnElement[bool]
) -> Repair:
    """alike: for each word those that it may have been meant for."""
    candidates = {word: _worth_asking(others, vocabulary) for word, others in alike.items()}
    each = sorted(set(chain.from_iterable(candidates.values())))
    if not each:
        return Repair()
    request = CountRequest(each, seen=each, most_seen=MOST_SEEN)
    counts = engine().word_counts(request, may_find)
    likeliest = {word: _likeliest(others, counts.seen) for word, others in candidates.items()}
    exchanged = {word: meant for word, meant in likeliest.items() if meant}
    seen = {word: n for word, n in counts.documents.items() if counts.seen.get(word)}
    return Repair(exchanged, seen)


def _worth_asking(alike: set[str], vocabulary: "Vocabulary") -> list[str]:
    """The commonest everywhere, and some of those that this corpus alone knows."""
    general = general_words()
    common = heapq.nlargest(MOST_ALIKE, alike & general.keys(), key=general.__getitem__)
    return common + sorted((alike & vocabulary.words) - general.keys())[:MOST_OWN]


def _likeliest(alike: Iterable[str], seen: Mapping[str, int]) -> str | None:
    """What the corpus says often, and people everywhere; what is not said in it, only where by its
    meaning it can find something."""
    general = general_words()
    least = COMMON_EVERYWHERE if meaning().model() else math.inf
    possible = [word for word in alike if seen.get(word) or general.get(word, 0) >= least]

    def likely(word: str) -> float:
        everywhere = math.log1p(general.get(word, 0) / EVERYWHERE_IN)
        return math.log1p(seen.get(word, 0)) + everywhere * EVERYWHERE_WEIGHT

    return min(possible, key=lambda word: (-likely(word), word), default=None)


@once_a_process
def _general_by_length() -> Mapping[int, list[str]]:
    return _by_length(general_words())
