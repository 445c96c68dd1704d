"""Words that people use everywhere, and how often: what a word is held against before it is taken
for misspelt."""

import logging
from collections.abc import Mapping
from functools import cache

from episodes.search.language.query import LONGEST_WORD
from episodes.search.language.words import folded
from episodes.search.package_files import ENGLISH_WORDS, FileRefusedError

SHORTEST = 3
logger = logging.getLogger(__name__)


@cache
def general_words() -> Mapping[str, int]:
    """82,765 English words and how often they were counted. None where the list cannot be used:
    then only the words of the corpus are known."""
    try:
        text = ENGLISH_WORDS.read().decode("utf-8-sig")
    except FileRefusedError as error:
        logger.warning("spelling is repaired by the words of this site only: %s", error)
        return {}
    pairs = (line.split(" ") for line in text.splitlines())
    return {folded(word): int(count) for word, count in pairs}


def is_repairable(word: str) -> bool:
    """Whether it is a word at all, not a number, an abbreviation of two letters or a string."""
    return SHORTEST <= len(word) <= LONGEST_WORD and word.isalpha()
