"""What in a question may tell who wrote it. The browser finds the same by the same table, which is
handed to static/js/lib/identifying.js; a test holds both to the same examples. No hint is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from episodes.messages import Message
from episodes.questions.asked.identifying_table import (
    ADVICE,
    CAPITAL,
    NO_NAMES,
    Kind,
    age_pattern,
    patterns,
)

_PATTERNS, _AGE = patterns(), age_pattern()


@dataclass(frozen=True, slots=True, order=True)
class Hint:
    """start (inclusive) to end (exclusive) count the text's characters."""

    start: int
    end: int
    kind: Kind
    words: str

    @property
    def advice(self) -> Message:
        return ADVICE[self.kind]


def identifying(text: str) -> list[Hint]:
    """In the order of the text; of those that overlap, the first kind in the table."""
    hints: list[Hint] = []
    for hint in _candidates(text):
        if not any(hint.start < other.end and other.start < hint.end for other in hints):
            hints.append(hint)
    if any(hint.kind is Kind.PLACE for hint in hints):
        hints += [_hint(Kind.AGE, match) for match in _AGE.finditer(text)]
    return sorted(hints)


def _candidates(text: str) -> Iterator[Hint]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            hint = _hint(kind, match)
            if kind not in CAPITAL or _is_name(hint.words):
                yield hint


def _hint(kind: Kind, match: re.Match[str]) -> Hint:
    return Hint(match.start(1), match.end(1), kind, match[1])


def _is_name(words: str) -> bool:
    return words[0] != words[0].lower() and words.split(maxsplit=1)[0].lower() not in NO_NAMES
