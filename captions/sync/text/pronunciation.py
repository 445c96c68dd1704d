"""How words are said, in the phones of CMUdict, for the words of one transcript only: a decoder
that loads all 134,000 words takes 14 s to begin."""

import re
from collections.abc import Iterable
from pathlib import Path

import pocketsphinx

from captions.sync.text.guessing import guessed
from captions.sync.text.letters import by_letters

CMUDICT = "en-us/cmudict-en-us.dict"
ENGLISH_WORD = re.compile(r"[a-z']*[a-z][a-z']*")
VARIANT = re.compile(r"\(\d+\)$")

Pronunciations = dict[str, tuple[str, ...]]


def pronunciations(words: Iterable[str]) -> Pronunciations:
    """For each word the ways to say it, phones with blanks between ("HH AH L OW"). Words without
    an English letter have none."""
    wanted = {word for word in words if ENGLISH_WORD.fullmatch(word)}
    known = _looked_up(wanted)
    for word in wanted - known.keys():
        said = guessed(word) or by_letters(word)
        if said:
            known[word] = (said,)
    return known


def _looked_up(wanted: set[str]) -> Pronunciations:
    found: dict[str, list[str]] = {}
    path = Path(pocketsphinx.get_model_path(CMUDICT))
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            entry, _, phones = line.strip().partition(" ")
            word = VARIANT.sub("", entry)
            if word in wanted:
                found.setdefault(word, []).append(phones)
    return {word: tuple(ways) for word, ways in found.items()}
