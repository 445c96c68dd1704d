"""How words are said, in the phones of CMUdict, for the words of one transcript only: a decoder
that loads all 134,000 words takes 14 s to begin."""

import re
from collections.abc import Iterable

from captions.sync.borrowed import WORD_LIST, checked_path
from captions.sync.text.guessing import guessed_phones
from captions.sync.text.letters import by_letters

ENGLISH_WORD = re.compile(r"[a-z']*[a-z][a-z']*")
VARIANT = re.compile(r"\(\d+\)$")

Pronunciations = dict[str, tuple[str, ...]]


def pronunciations(words: Iterable[str]) -> Pronunciations:
    """For each word the ways to say it, phones with blanks between ("HH AH L OW"). Words without
    an English letter have none."""
    wanted = {word for word in words if ENGLISH_WORD.fullmatch(word)}
    phones_of = _from_dictionary(wanted)
    for word in wanted - phones_of.keys():
        phones = guessed_phones(word) or by_letters(word)
        if phones:
            phones_of[word] = (phones,)
    return phones_of


def _from_dictionary(wanted: set[str]) -> Pronunciations:
    ways_of: dict[str, list[str]] = {}
    with checked_path(WORD_LIST).open(encoding="utf-8") as lines:
        for line in lines:
            entry, _, phones = line.strip().partition(" ")
            word = VARIANT.sub("", entry)
            if word in wanted:
                ways_of.setdefault(word, []).append(phones)
    return {word: tuple(ways) for word, ways in ways_of.items()}
