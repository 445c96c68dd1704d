"""Words as both databases see them: without accents, apostrophes and capitals."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from episodes.search.stems import stem

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
    letters = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES))
    return "".join(c for c in letters if not unicodedata.combining(c)).lower()


def placed_words(text: str) -> Iterator[PlacedWord]:
    for match in WORD.finditer(text):
        yield PlacedWord(match.start(), match.end(), stem(folded(match[0])))
