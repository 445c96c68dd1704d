"""A part's ID outlives its heading: people have linked to it, content notes and resources name it.
Where a heading was reworded, the ID that it had is written beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from episodes.answers.errors import MarkdownError
from episodes.answers.markdown import parse_answer
from episodes.answers.sanitised import MEANT_ANCHOR, tokens_of

_CLOSING_MARKS = re.compile(r"\s+#+\s*$")
# Half of the words of a heading, or half of the lines below it: then it is the same part. Two parts
# of one text share a line of its own at most.
_SAME_PART = 0.5


@dataclass(frozen=True, slots=True)
class _PlacedPart:
    """line: where its heading's words stand, from 0. is_named: with an ID that somebody typed."""

    anchor: str
    heading: str
    line: int
    is_named: bool
    lines: frozenset[str]


def with_kept_anchors(before: str, after: str) -> str:
    """after: the same answer as somebody changed it; given back as it is where either cannot be
    read: the save says so."""
    try:
        earlier, parts = _parts_of(before), _parts_of(after)
    except MarkdownError:
        return after
    lines = after.split("\n")
    taken = {part.anchor for part in parts}
    for part, anchor in _earlier_anchors(earlier, parts).items():
        if anchor not in taken:
            heading = _CLOSING_MARKS.sub("", lines[part.line]).rstrip()
            lines[part.line] = f"{heading} {{#{anchor}}}"
            taken.add(anchor)
    return "\n".join(lines)


def _parts_of(markdown: str) -> list[_PlacedPart]:
    """Raises MarkdownError."""
    parts = [part for part in parse_answer(markdown) if part.heading]
    openings = [
        token
        for token in tokens_of(markdown)
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0
    ]
    lines = markdown.split("\n")
    placed = []
    for part, token in zip(parts, openings, strict=True):
        start, end = token.map or [0, 1]
        line = start if end - start == 1 else end - 2  # a line of - or = stands below its words
        is_named = bool(MEANT_ANCHOR.search(_CLOSING_MARKS.sub("", lines[line])))
        own = frozenset(filter(None, part.plain.split("\n")))
        placed.append(_PlacedPart(part.anchor, part.heading, line, is_named, own))
    return placed


def _earlier_anchors(
    earlier: Sequence[_PlacedPart], parts: Sequence[_PlacedPart]
) -> dict[_PlacedPart, str]:
    """By part: the ID that it had. What keeps its heading keeps its ID anyway."""
    headings = {part.heading for part in parts}
    gone = [part for part in earlier if part.heading not in headings]
    before = {part.heading for part in earlier}
    anchors: dict[_PlacedPart, str] = {}
    for part in parts:
        if part.is_named or part.heading in before or not gone:
            continue
        best = max(gone, key=lambda other: _likeness(other, part))
        if _likeness(best, part) >= _SAME_PART:
            anchors[part] = best.anchor
            gone.remove(best)
    return anchors


def _likeness(one: _PlacedPart, other: _PlacedPart) -> float:
    """From 0 to 1."""
    words = [frozenset(part.heading.casefold().split()) for part in (one, other)]
    return max(_shared(one.lines, other.lines), _shared(*words))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0
