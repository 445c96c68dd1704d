"""The words of a text that begin as others do, without taking all of it apart: ten times as quick,
where only a few of many words can matter."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from episodes.search.language.words import PlacedWord, folded_stem, placed_words

# Letters that may fold into others; quotation marks and dashes do not.
_UNUSUAL = re.compile("[^\\x00-\\x7f\\u2010-\\u2027\\u00a0]")


def words_like(text: str, others: Collection[str]) -> Iterator[PlacedWord]:
    """At least the words of the text whose first two letters are those of one of the others, which
    are folded words, stems or beginnings. Stemming changes no more of those than to leave one."""
    if _UNUSUAL.search(text):
        yield from placed_words(text)
        return
    for match in _pattern(frozenset(word[:2] for word in others)).finditer(text):
        yield PlacedWord(match.start(), match.end(), folded_stem(match[0]))


@lru_cache(maxsize=256)
def _pattern(starts: frozenset[str]) -> re.Pattern[str]:
    either = "|".join(
        f"{re.escape(start[0])}['’]?{re.escape(start[1:])}" for start in sorted(starts) if start
    )
    within = "(?<![^\\W_])(?<![^\\W_]['’])"
    return re.compile(f"{within}(?:{either or '(?!)'})[^\\W_]*(?:['’][^\\W_]+)*", re.IGNORECASE)
