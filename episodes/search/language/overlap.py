"""How alike texts are by the words that they share, the rarer among them the more. Pure."""

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

from episodes.search.language.small_words import MANY
from episodes.search.language.words import WORD, folded, folded_stem


def overlaps(text: str, others: Sequence[str]) -> list[float]:
    """For each of the others 0 (no telling word in common) to 1."""
    own, theirs = _telling_stems(text), [_telling_stems(other) for other in others]
    texts_with = Counter(stem for stems in theirs for stem in stems)
    weights = {
        stem: log(1 + (len(theirs) + 1) / (1 + texts_with[stem])) ** 2
        for stem in own | set(texts_with)
    }
    return [_cosine(own, stems, weights) for stems in theirs]


def _telling_stems(text: str) -> frozenset[str]:
    words = (match[0] for match in WORD.finditer(text))
    return frozenset(folded_stem(word) for word in words if folded(word) not in MANY)


def _cosine(own: frozenset[str], other: frozenset[str], weights: dict[str, float]) -> float:
    both = sum(weights[stem] for stem in own & other)
    size = sqrt(sum(weights[s] for s in own) * sum(weights[s] for s in other))
    return both / size if size else 0.0
