"""How words are said, in the phones of CMUdict, for the words of one transcript only: a decoder
that loads all 134,000 words takes 14 s to begin."""

import re
from collections.abc import Iterable

from captions.sync.borrowed import WORD_LIST, checked_path
from captions.sync.language_tags import base_language
from captions.sync.text.guessing import guessed_phones
from captions.sync.text.languages import language_named
from captions.sync.text.languages.rules import Language
from captions.sync.text.letters import by_letters

ENGLISH_WORD = re.compile(r"[a-z']*[a-z][a-z']*")
VARIANT = re.compile(r"\(\d+\)$")

Pronunciations = dict[str, tuple[str, ...]]


def is_english(tag: str) -> bool:
    return base_language(tag) == "en"


def pronunciations(words: Iterable[str], language: str) -> Pronunciations:
    """For each word the ways to say it, phones with blanks between ("HH AH L OW"). Words without
    a letter that has a sound have none; no word has one where the language has no rules."""
    if is_english(language):
        return _english(set(words))
    return _by_rules(set(words), language_named(language))


def _english(words: set[str]) -> Pronunciations:
    wanted = {word for word in words if ENGLISH_WORD.fullmatch(word)}
    phones_of = _from_dictionary(wanted)
    for word in wanted - phones_of.keys():
        phones = guessed_phones(word) or by_letters(word)
        if phones:
            phones_of[word] = (phones,)
    return phones_of


def _by_rules(words: set[str], language: Language) -> Pronunciations:
    """English words in the text are said both ways: nobody knows how much English a speaker has."""
    if not language.rules:
        return {}
    native = {word: language.ways(word) for word in words}
    english = _from_dictionary({word for word in words if language.may_be_english(word)})
    ways = {word: (*native[word], *english.get(word, ())) for word in words}
    return {word: tuple(dict.fromkeys(own)) for word, own in ways.items() if own}


def _from_dictionary(wanted: set[str]) -> Pronunciations:
    ways_of: dict[str, list[str]] = {}
    with checked_path(WORD_LIST).open(encoding="utf-8") as lines:
        for line in lines:
            entry, _, phones = line.strip().partition(" ")
            word = VARIANT.sub("", entry)
            if word in wanted:
                ways_of.setdefault(word, []).append(phones)
    return {word: tuple(ways) for word, ways in ways_of.items()}
