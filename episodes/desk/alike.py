"""Which asked questions are close to one another: by the words they share, the rarer the more."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from episodes.search.stop_words import MANY
from episodes.search.words import WORD, folded, folded_stem

CLOSE_ENOUGH = 0.18
MOST = 3


@dataclass(frozen=True, slots=True)
class Alike:
    """score: 0 to 1."""

    number: int
    text: str
    score: float


def alike(text: str, others: Sequence[tuple[int, str]], most: int = MOST) -> list[Alike]:
    """others: numbers and texts. Best first; only what is close enough."""
    own, theirs = _stems(text), [(number, words, _stems(words)) for number, words in others]
    known = Counter(stem for _, _, stems in theirs for stem in stems)
    weights = {
        stem: log(1 + (len(theirs) + 1) / (1 + known[stem])) ** 2 for stem in own | set(known)
    }
    found = [Alike(number, words, _cosine(own, stems, weights)) for number, words, stems in theirs]
    close = [each for each in found if each.score >= CLOSE_ENOUGH]
    return sorted(close, key=lambda each: (-each.score, -each.number))[:most]


def _stems(text: str) -> frozenset[str]:
    words = (match[0] for match in WORD.finditer(text))
    return frozenset(folded_stem(word) for word in words if folded(word) not in MANY)


def _cosine(own: frozenset[str], other: frozenset[str], weights: dict[str, float]) -> float:
    both = sum(weights[stem] for stem in own & other)
    size = sqrt(sum(weights[s] for s in own) * sum(weights[s] for s in other))
    return both / size if size else 0.0
