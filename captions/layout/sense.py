"""What a break between two words costs the reader, from 0 (a sentence ends) to 200."""

import re
from dataclasses import dataclass
from functools import lru_cache

from captions.layout.function_words import FunctionWords, function_words
from captions.layout.scripts import is_unspaced, strain

SENTENCE, CLAUSE, COMMA, OPENER, PREPOSITION, PLAIN = 0, 15, 25, 45, 60, 80
WEAK_END, OPENER_END, LEANING_END, BOUND = 120, 140, 160, 180

# Quotation marks and brackets, which may stand around a word with its punctuation.
_AROUND = "\"'“”‘’«»‹›()[]{}*_♪¿¡„‚"
_SENTENCE_ENDS = ".!?…‽。！？｡؟۔।"
_CLAUSE_ENDS = ";:—–；：؛"
_COMMAS = ",，、،"
_TITLES = frozenset({
    "don", "doña", "dr", "fr", "frau", "herr", "hr", "jr", "m", "mlle", "mme", "mr", "mrs", "ms",
    "no", "nr", "prof", "sig", "sr", "sra", "st", "vs",
})  # fmt: skip
# Alone before a speech. The longer dashes are punctuation as well, and then end a line.
_MARKS = frozenset({"-", ">>", ">>>"})
_DASHES = frozenset({"–", "—"}) | _MARKS
_NUMBER = re.compile(r"[$€£¥#]?\d[\d.,:]*")
_UNIT = re.compile(r"[%°\w]+")


@dataclass(frozen=True, slots=True)
class Ends:
    """One word as both its neighbours see it."""

    bare: str
    closes: int
    is_capital: bool
    is_number: bool
    is_title: bool


# Speech says the same words again.
@lru_cache(maxsize=8192)
def ends_of(word: str) -> Ends:
    inner = word.strip(_AROUND)
    bare = inner.rstrip(_SENTENCE_ENDS + _CLAUSE_ENDS + _COMMAS + _AROUND)
    is_title = inner[-1:] == "." and (bare.lower() in _TITLES or (len(bare) == 1 and bare != "I"))
    # A word all in capitals may be a loud one; only `Ada` looks like a name, or `A.`.
    is_capital = bare[:1].isupper() and (bare[1:2].islower() or is_title)
    closes = PLAIN if is_title else _closing(inner, word)
    return Ends(bare.lower(), closes, is_capital, bool(_NUMBER.fullmatch(bare)), is_title)


def _closing(inner: str, word: str) -> int:
    last = inner[-1:]
    if (last and last in _SENTENCE_ENDS) or word[-1:] in ("]", "♪"):
        return SENTENCE
    if (last and last in _CLAUSE_ENDS) or inner.endswith("--") or word[-1:] in (")", "-"):
        return CLAUSE
    return COMMA if last and last in _COMMAS else PLAIN


class Sense:
    """Costs of breaks in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words: FunctionWords = function_words(language)

    def cost(self, left: str, right: str, *, has_space: bool = True) -> int:
        if not has_space and (is_unspaced(left[-1]) or is_unspaced(right[0])):
            return strain(left, right)
        before, after = ends_of(left), ends_of(right)
        # `Bob:` at the start of a line would be taken for the one who speaks.
        is_label = right[-1] in ":：" and before.closes > SENTENCE
        if left in _MARKS or is_label or self.is_bound(left, right):
            return BOUND
        if before.closes < PLAIN:
            return before.closes
        if right[:1] in "([♪->":
            return CLAUSE
        return OPENER_END if right in _DASHES else self._cost_of_words(before.bare, after.bare)

    def is_bound(self, left: str, right: str) -> bool:
        """First and last name, title and name, number and unit."""
        before, after = ends_of(left), ends_of(right)
        if before.closes < PLAIN:
            return False
        if before.is_number:
            return bool(_UNIT.fullmatch(after.bare)) and after.bare not in self._words.openers
        if before.is_title and after.bare[:1].isalnum():
            return True
        is_function_word = self._leans(before.bare) or before.bare in self._words.openers
        return before.is_capital and after.is_capital and not is_function_word

    def leans(self, word: str) -> bool:
        """An article or a preposition that waits for its noun."""
        ends = ends_of(word)
        return ends.closes == PLAIN and ends.bare in self._words.leaning

    def _leans(self, bare: str) -> bool:
        return bare in self._words.leaning or bare in self._words.weak

    def _cost_of_words(self, before: str, after: str) -> int:
        words = self._words
        if before in words.leaning:
            return LEANING_END
        if before in words.openers:
            return OPENER_END
        if before in words.weak:
            return WEAK_END
        if after in words.openers:
            return OPENER
        return PREPOSITION if after in words.leaning else PLAIN


def is_new_voice(before: str, word: str) -> bool:
    """A dash alone after the end of a sentence; elsewhere it is punctuation."""
    return word in _DASHES and ends_of(before).closes == SENTENCE
