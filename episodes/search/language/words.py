"""Words as both databases see them: without accents, apostrophes and capitals."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from episodes.search.language.stems import stem

# An accent may stand after its letter as a character of its own, which \w does not know.
_LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"
WORD = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*")
_APOSTROPHES = str.maketrans("", "", "'’")


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """start and end are offsets in the text; `stem` is what is compared."""

    start: int
    end: int
    stem: str


def folded(word: str) -> str:
    if word.isascii():
        return word.translate(_APOSTROPHES).lower()
    letters = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES))
    return "".join(c for c in letters if not unicodedata.combining(c)).lower()


def placed_words(text: str) -> Iterator[PlacedWord]:
    for match in WORD.finditer(text):
        yield PlacedWord(match.start(), match.end(), folded_stem(match[0]))


@lru_cache(maxsize=50_000)
def folded_stem(word: str) -> str:
    """Of a word as written. Nearly all words of a text were met before, so this is remembered."""
    return stem(folded(word))
