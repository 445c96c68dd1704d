"""What a person typed, as words to look for. Nothing that they type is an operator but a pair of
quotation marks around a phrase and a minus before a word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from episodes.search.language.short_forms import spelt_out, stands_for
from episodes.search.language.small_words import CHAT, ENGLISH, FEW, language_of, small_words
from episodes.search.language.stems import stem
from episodes.search.language.words import WORD, folded

MOST_CHARACTERS = 2_000
MOST_WORDS = 12
LONGEST_WORD = 60
SHORT_QUESTION = 12

_PART = re.compile(
    r'(?P<minus>(?:(?<=\s)|^)-(?=[^\W_"]|"\s*[^\W_]))?(?:"(?P<phrase>[^"]*)"|(?P<plain>[^\s"]+|"))'
)

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """words: folded, each once, in order. phrases must stand somewhere, excluded must not.
    repaired: what is searched for, where that is not the text as typed; exactly: it is the text
    as typed, to the letter. language: that it is in, where small words tell; else empty."""

    text: str
    words: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    was_cut: bool = False
    repaired: str | None = None
    exactly: bool = False
    language: str = ""

    @property
    def searched(self) -> str:
        return self.text if self.repaired is None else self.repaired

    @property
    def meant(self) -> str:
        """For a sentence model, to which a minus means nothing, nor most short forms."""
        text = without_excluded(self.searched) if self.excluded else self.searched
        return text if self.exactly or not has_short_forms(self.language) else spelt_out(text)

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.phrases

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self.words)

    @property
    def last_word(self) -> str:
        """What the person may still be typing; empty behind a space or a quotation mark."""
        ends_in_word = self.searched[-1:].isalnum()
        return self.words[-1] if self.words and ends_in_word else ""


def parsed(typed: str, *, exactly: bool = False) -> Query:
    """exactly: short forms are not spelt out."""
    text = typed.strip()[:MOST_CHARACTERS]
    language = language_of(_words(text))
    is_spelt_out = has_short_forms(language) and not exactly
    words: list[str] = []
    phrases: list[Phrase] = []
    excluded: list[Phrase] = []
    for part in _PART.finditer(text):
        words_there = _words(part["phrase"] if part["phrase"] is not None else part["plain"])
        if part["minus"] and words_there:
            excluded.append(words_there)
        else:
            if part["plain"] and is_spelt_out:
                words.extend(_spelt_out(part["plain"], text))
            words.extend(words_there)
            if part["phrase"] is not None and words_there:
                phrases.append(words_there)
    if not words:
        words = [word for phrase in excluded for word in phrase]
        excluded = []
    return Query(
        text=text,
        words=_without_small_words(words, language),
        phrases=tuple(dict.fromkeys(phrases))[:MOST_WORDS],
        excluded=tuple(dict.fromkeys(excluded))[:MOST_WORDS],
        was_cut=len(typed.strip()) > MOST_CHARACTERS,
        exactly=exactly,
        language=language,
    )


def repaired(query: Query, repairs: Mapping[str, str]) -> Query:
    """The query with words exchanged, but for those between quotation marks or behind a minus."""

    def part_repaired(part: re.Match[str]) -> str:
        if part["minus"] or part["phrase"] is not None:
            return part[0]
        return WORD.sub(lambda match: repairs.get(folded(match[0]), match[0]), part[0])

    text = _PART.sub(part_repaired, query.text)
    return replace(parsed(text), text=query.text, was_cut=query.was_cut, repaired=text)


def may_be_misspelt(query: Query) -> tuple[str, ...]:
    is_english = has_short_forms(query.language)
    kept_as_typed = {word for phrase in query.phrases for word in phrase}
    return tuple(
        word
        for word in query.words
        if word not in kept_as_typed and not (is_english and stands_for(word, ""))
    )


def has_short_forms(language: str) -> bool:
    """Those that are known are English; "dat" and "dis" are words elsewhere."""
    return language in ("", ENGLISH)


def without_excluded(text: str) -> str:
    return _PART.sub(lambda part: "" if part["minus"] else part[0], text)


def _spelt_out(plain: str, text: str) -> list[str]:
    long_forms = (stands_for(match[0], text) for match in WORD.finditer(plain))
    return [word for long in long_forms if long for word in _words(long)]


def _words(text: str) -> Phrase:
    """A phrase is cut as the list of words is: nobody remembers more of one."""
    each = (folded(match[0])[:LONGEST_WORD] for match in WORD.finditer(text))
    return tuple(word for word in each if word)[: MOST_CHARACTERS // 2]


def _without_small_words(words: list[str], language: str) -> tuple[str, ...]:
    """All of them where there are none but small words."""
    each_once = tuple(dict.fromkeys(words))
    is_short = len(words) <= SHORT_QUESTION
    small = FEW | CHAT if is_short else small_words(language or ENGLISH)
    return tuple(word for word in each_once if word not in small) or each_once
