"""What may be said: a trigram model of a stretch of the transcript, in ARPA's format.

Counts are discounted by a half (absolute discounting); what is left goes to shorter histories, so
that words may follow one another in another order, as they do where people speak freely."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

DISCOUNT = 0.5
# Of the mass that is left, only a part goes to other orders: text is said as it is written.
TO_PAIRS, TO_WORDS = 0.5, 0.7
LEAST = 1e-4
NEVER = -99.0

Gram = tuple[str, ...]
Grams = Counter[Gram]


def trigrams(words: Sequence[str], sentences: Sequence[Sequence[str]]) -> str:
    """`words`: the running text; `sentences`: the same, in parts that may be said after a pause."""
    single = _counts([words], 1)
    single[("</s>",)] = len(sentences)
    bounded = [("<s>", *sentence, "</s>") for sentence in sentences if sentence]
    texts = [*bounded, tuple(words)]
    pairs, triples = _counts(texts, 2), _counts(texts, 3)
    first = _single_lines(single, _back_off(pairs, TO_WORDS))
    second = _lines(pairs, _back_off(triples, TO_PAIRS))
    third = _lines(triples, {})
    sizes = [f"ngram {order}={len(part)}" for order, part in enumerate((first, second, third), 1)]
    parts = [
        f"\\{order}-grams:\n{part}"
        for order, part in enumerate(map(_text, (first, second, third)), 1)
    ]
    return "\n".join(["\\data\\", *sizes, "", *parts, "\\end\\", ""])


def _counts(texts: Iterable[Sequence[str]], order: int) -> Grams:
    return Counter(
        gram for text in texts for gram in zip(*(text[at:] for at in range(order)), strict=False)
    )


def _back_off(grams: Grams, part: float) -> dict[Gram, float]:
    """For each history the logarithm of what shorter histories are weighted with."""
    total: Grams = Counter()
    kinds: Grams = Counter()
    for gram, count in grams.items():
        total[gram[:-1]] += count
        kinds[gram[:-1]] += 1
    return {
        history: math.log10(max(LEAST, DISCOUNT * kinds[history] / total[history] * part))
        for history in total
    }


def _single_lines(single: Grams, back_off: dict[Gram, float]) -> list[str]:
    total = single.total() + DISCOUNT * len(single)
    lines = [f"{NEVER} <s> {back_off.get(('<s>',), 0.0):.4f}"]
    for gram, count in sorted(single.items()):
        probability = math.log10((count + DISCOUNT) / total)
        lines.append(f"{probability:.4f} {gram[0]} {back_off.get(gram, 0.0):.4f}")
    return lines


def _lines(grams: Grams, back_off: dict[Gram, float]) -> list[str]:
    total: Grams = Counter()
    for gram, count in grams.items():
        total[gram[:-1]] += count
    lines = []
    for gram, count in sorted(grams.items()):
        probability = math.log10((count - DISCOUNT) / total[gram[:-1]])
        weight = f" {back_off.get(gram, 0.0):.4f}" if back_off else ""
        lines.append(f"{probability:.4f} {' '.join(gram)}{weight}")
    return lines


def _text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
