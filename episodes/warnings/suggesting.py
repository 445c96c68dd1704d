"""Which content notes the captions' words make worth a thought. Nothing is taken by itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from captions import Cue
from episodes.warnings.clues import CLUES, OF_SOUNDS

# What is said again within this is still the same talk, and one range.
SAME_TALK_MS = 10_000
MOST = 30
_TAG = re.compile(r"<[^>]*>")
_SOUND = re.compile(r"[\[(♪][^\])]*[\])♪]?")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """quote: the first line that made it."""

    category: str
    start_ms: int
    end_ms: int
    quote: str


def suggested_notes(cues: Iterable[Cue], language: str) -> list[Suggestion]:
    """In the order of the video; none for a language without clues."""
    open_ranges: dict[str, Suggestion] = {}
    suggestions: list[Suggestion] = []
    for cue in cues:
        text = _TAG.sub("", cue.text).replace("\n", " ")
        for category in _categories_in(text, language.split("-", maxsplit=1)[0].lower()):
            before = open_ranges.get(category)
            if before and cue.start_ms - before.end_ms <= SAME_TALK_MS:
                open_ranges[category] = replace(before, end_ms=max(before.end_ms, cue.end_ms))
                continue
            if before:
                suggestions.append(before)
            open_ranges[category] = Suggestion(category, cue.start_ms, cue.end_ms, text)
    suggestions += open_ranges.values()
    return sorted(suggestions, key=lambda each: (each.start_ms, each.category))[:MOST]


def _categories_in(text: str, language: str) -> list[str]:
    sounds = " ".join(_SOUND.findall(text))
    return [
        category
        for category, pattern in _patterns(language).items()
        if pattern.search(sounds if category in OF_SOUNDS else text)
    ]


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    return {
        category: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)
        for category, words in CLUES.get(language, {}).items()
    }
