"""Words that people use everywhere: what a word is held against before it is taken for misspelt."""

import gzip
import logging
import re
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from zlib import crc32

from episodes.once import once_a_process
from episodes.search.language.query import LONGEST_WORD
from episodes.search.language.small_words import ENGLISH, small_words
from episodes.search.language.words import folded
from episodes.search.package_files import ENGLISH_WORDS, WORDS, FileRefusedError

SHORTEST = 3
_ENTRY = re.compile(r'"([^\W\d_]+)":')
logger = logging.getLogger(__name__)


@once_a_process
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


def is_known(word: str, language: str) -> bool:
    """language: of the text that the word is in; empty: it may be any, and what one of them knows
    is not misspelt. While another thread reads a list, which takes seconds for all of them, each
    word of it is taken for known: a search is not held up for its spelling."""
    if language == ENGLISH:
        words = general_words.unless_busy()
        return words is None or word in words or word in small_words(ENGLISH)
    if language:
        hashes = _hashes.unless_busy(language)
        return hashes is None or word in small_words(language) or _has(hashes, word)
    return is_known(word, ENGLISH) or any(is_known(word, other) for other in WORDS)


def is_known_elsewhere(word: str) -> bool:
    """Whether a list of another language than English has it; not while one of them is read."""
    lists = (_hashes.unless_busy(language) for language in WORDS)
    return any(hashes is not None and _has(hashes, word) for hashes in lists)


def _has(hashes: "array[int]", word: str) -> bool:
    wanted = crc32(word.encode())
    place = bisect_left(hashes, wanted)
    return place < len(hashes) and hashes[place] == wanted


@once_a_process
def _hashes(language: str) -> "array[int]":
    """Of a language's words, in order: 100,000 words take 0.4 MB so, and 10 MB as they stand. One
    word of 10,000 is taken for a known one that is not. Read when a text first needs it."""
    try:
        content = gzip.decompress(WORDS[language].read()).decode() if language in WORDS else ""
    except FileRefusedError as error:
        logger.warning("words of the language %s are not known: %s", language, error)
        content = ""
    return array(
        "I", sorted({crc32(folded(match[1]).encode()) for match in _ENTRY.finditer(content)})
    )


def is_repairable(word: str) -> bool:
    """Whether it is a word at all, not a number, an abbreviation of two letters or a string."""
    return SHORTEST <= len(word) <= LONGEST_WORD and word.isalpha()
