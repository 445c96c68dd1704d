"""Whether a text is in the language that somebody says it is in: by its writing, then by its small
words. Made to find a wrong file or a wrong choice, never to tell relatives apart."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from captions.cue import Track
from captions.layout.function_words import LANGUAGES, function_words, likely_language

# Fewer than these say nothing: a song, a name, "OK".
_FEWEST_LETTERS = 40
_FEWEST_WORDS = 25
_MOST_WORDS = 2000
# The writing of two thirds of the letters is that of the text; the rest are names and quotations.
_MAIN_SHARE = 2 / 3
# A language's small words are a fifth of its text; another's are there by chance, or borrowed.
_CLEAR_SHARE = 0.1
_TIMES_AS_MANY = 3
# Kana stand between Chinese characters, and from this share on say that these are Japanese.
_KANA_SHARE = 0.1

_LANGUAGES_OF_WRITING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "CYRILLIC": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "tg", "mn", "bs", "uz", "tt"),
        "GREEK": ("el",),
        "HEBREW": ("he", "yi", "iw"),
        "ARABIC": ("ar", "fa", "ur", "ps", "ku", "ckb", "sd", "ug", "pa"),
        "DEVANAGARI": ("hi", "mr", "ne", "sa"),
        "HANGUL": ("ko",),
        "KANA": ("ja",),
        "CJK": ("zh", "ja", "yue", "ko"),
        "THAI": ("th",),
        "ARMENIAN": ("hy",),
        "GEORGIAN": ("ka",),
        "BENGALI": ("bn", "as"),
        "TAMIL": ("ta",),
    }
)
# Written in Latin letters as well.
_TWO_WRITINGS = frozenset(("sr", "bs", "uz", "kk", "mn", "pa", "ku", "tt"))


def other_language(track: Track, declared: str) -> str | None:
    """The language that the words seem to be in, where that cannot be `declared` (a tag such as
    `en-GB`); None where it can, or where there are too few words to tell."""
    text = " ".join(_texts(track))
    declared = declared.partition("-")[0].lower()
    writing = _writing_of(text)
    words = text.lower().split()[:_MOST_WORDS]
    if writing is None or not declared:
        return None
    languages = _LANGUAGES_OF_WRITING.get(writing, ())
    if writing != "LATIN" and declared not in languages:
        guess = likely_language(words)
        return guess if guess in languages else languages[0]
    if writing == "LATIN" and _is_written_otherwise(declared):
        return likely_language(words) or "en"
    return _by_small_words(words, declared)


def _texts(track: Track) -> list[str]:
    return [cue.plain_text for cue in track.cues] or [turn.text for turn in track.turns]


def _is_written_otherwise(language: str) -> bool:
    others = {each for group in _LANGUAGES_OF_WRITING.values() for each in group}
    return language in others - _TWO_WRITINGS


def _writing_of(text: str) -> str | None:
    """The name of the letters that most of it is in, of those that this module knows."""
    counts = Counter(_writing_of_letter(letter) for letter in text if letter.isalpha())
    if counts.total() < _FEWEST_LETTERS:
        return None
    if counts["KANA"] > counts.total() * _KANA_SHARE:
        return "KANA"
    writing, count = counts.most_common(1)[0]
    is_known = writing in _LANGUAGES_OF_WRITING or writing == "LATIN"
    return writing if is_known and count >= counts.total() * _MAIN_SHARE else None


@lru_cache(maxsize=4096)
def _writing_of_letter(letter: str) -> str:
    name = unicodedata.name(letter, "").partition(" ")[0]
    return "KANA" if name in ("HIRAGANA", "KATAKANA") else name


def _by_small_words(words: list[str], declared: str) -> str | None:
    guess = likely_language(words)
    if len(words) < _FEWEST_WORDS or guess in ("", declared):
        return None
    # Of a language without a list of its own, only English is certainly no relative.
    if declared not in LANGUAGES and guess != "en":
        return None
    counts = Counter(words)
    share, own = (_small_words(counts, language) for language in (guess, declared))
    is_clear = share >= counts.total() * _CLEAR_SHARE and share >= own * _TIMES_AS_MANY
    return guess if is_clear else None


def _small_words(counts: Counter[str], language: str) -> int:
    lists = function_words(language)
    return sum(counts[word] for word in lists.leaning | lists.openers)


def likely_language_of(track: Track) -> str:
    """By its writing, then by its small words; "" where they do not tell."""
    text = " ".join(_texts(track))
    guess = likely_language(text.lower().split()[:_MOST_WORDS])
    writing = _writing_of(text)
    if writing is None or writing == "LATIN":
        return guess if writing else ""
    languages = _LANGUAGES_OF_WRITING[writing]
    return guess if guess in languages else languages[0]
