"""Items to lists: where a list ends, which paragraphs stand under its points, and whether it is a
checklist."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from episodes.answers.importing.blocks import BlockKind, Decision, Line, Shape
from episodes.answers.importing.phrases import (
    CHECKLIST,
    MAYBE_CHECKLIST,
    NOT_TO_DO,
    VERBS,
)
from episodes.messages import Message

_MOST_UNDER = 6  # paragraphs between two points; more of them are the end of a list
_LONG_ITEM = 40  # words: who writes that many explains something
_LONGEST_ASIDE = 10  # words behind a question that leave it one
_QUOTED = re.compile(r"[“‘\"'].*[”’\"'][.,;]?$", re.DOTALL)
_FIRST_WORD = re.compile(r"[\W_]*([\w’]+)")


@dataclass(frozen=True, slots=True)
class Gathered:
    """lines: the items, and what stands under them (is_under). end: the index behind."""

    lines: tuple[Line, ...]
    end: int
    confidence: float


def gathered(lines: Sequence[Line], start: int, headings: Collection[int]) -> Gathered:
    """The list that begins at `start`."""
    members, index, certain = [lines[start]], start + 1, 1.0
    while index < len(lines) and index not in headings:
        line = lines[index]
        if line.is_under or (line.shape is Shape.ITEM and _goes_on(members, line)):
            members.append(line)
            index += 1
            continue
        following = _next_point(lines, index, headings, members)
        if following is None:
            break
        members.extend(replace(under, is_under=True) for under in lines[index:following])
        index = following
    under = _last_paragraphs(members, lines, index, headings)
    if under:
        index += len(under)
        members.extend(replace(line, is_under=True) for line in under)
        certain = 0.9 if index == len(lines) or index in headings else 0.6
    return Gathered(tuple(members), index, certain)


def _top(members: Sequence[Line]) -> Line:
    """The last item of the list's first level."""
    level = members[0].level
    return next(
        line for line in reversed(members) if line.shape is Shape.ITEM and line.level <= level
    )


def _goes_on(members: Sequence[Line], line: Line) -> bool:
    if line.level > members[0].level:
        return True
    top = _top(members)
    if top.is_typed != line.is_typed:
        return False
    if (top.number is None) != (line.number is None) or (top.ticked is None) != (
        line.ticked is None
    ):
        return False
    starts_again = line.number == 1 and (top.number or 0) > 1
    return not starts_again


def _next_point(
    lines: Sequence[Line], index: int, headings: Collection[int], members: Sequence[Line]
) -> int | None:
    """Where the next number stands, with nothing but paragraphs before it."""
    number = _top(members).number
    for place in range(index, min(index + _MOST_UNDER + 1, len(lines))):
        line = lines[place]
        if place in headings or line.shape not in (Shape.TEXT, Shape.ITEM, Shape.QUOTE):
            return None
        if line.shape is Shape.ITEM:
            goes_on = number is not None and line.number == number + 1 and line.level == 0
            return place if goes_on else None
    return None


def _last_paragraphs(
    members: Sequence[Line], lines: Sequence[Line], index: int, headings: Collection[int]
) -> list[Line]:
    """The last point has as many paragraphs as the one with the fewest, where all have some."""
    if _top(members).number is None or any(line.is_under for line in members[-1:]):
        return []
    counts = _paragraph_counts(members)
    if len(counts) < 2 or min(counts[:-1]) < 1:
        return []
    following = []
    for place in range(index, min(index + min(counts[:-1]), len(lines))):
        if place in headings or lines[place].shape is not Shape.TEXT:
            break
        following.append(lines[place])
    return following


def _paragraph_counts(members: Sequence[Line]) -> list[int]:
    counts: list[int] = []
    for line in members:
        if line.shape is Shape.ITEM and line.level == members[0].level:
            counts.append(0)
        elif line.is_under:
            counts[-1] += 1
    return counts


def list_decision(members: Gathered, lead: str, heading: str) -> Decision:
    """lead: the line right above; heading: of the part."""
    items = [line for line in members.lines if line.shape is Shape.ITEM]
    kind, reason, confidence = _kind(items, members.lines, lead, heading)
    return Decision(kind, members.lines, reason, min(confidence, members.confidence))


def _kind(
    items: list[Line], lines: tuple[Line, ...], lead: str, heading: str
) -> tuple[BlockKind, Message, float]:
    if any(item.ticked is not None for item in items):
        return BlockKind.CHECKLIST, Message("Its items have boxes."), 0.97
    if any(line.is_under for line in lines):
        return BlockKind.LIST, Message("Points with paragraphs under them."), 0.9
    is_to_do = all(_is_to_do(item.words) for item in items)
    for text in (lead, heading):
        if CHECKLIST.search(text):
            reason = Message("“%(line)s” stands above it.", line=text[:60])
            is_order = all(item.number for item in items)  # steps, or boxes to tick
            is_told = lead.endswith(":") and text == lead
            certain = 0.9 if is_told else 0.8 if is_to_do and not is_order else 0.65
            return BlockKind.CHECKLIST, reason, certain
    is_asked = all(_is_asked(item.words) for item in items)
    if len(items) > 1 and is_asked:
        return BlockKind.CHECKLIST, Message("Its items are questions."), 0.8
    if MAYBE_CHECKLIST.search(lead) and not NOT_TO_DO.search(lead):
        reason = Message("“%(line)s” may call it a checklist.", line=lead[:60])
        return BlockKind.LIST, reason, 0.6
    return _kind_by_items(items, lead if lead.endswith(":") else heading)


def _kind_by_items(items: list[Line], above: str) -> tuple[BlockKind, Message, float]:
    if len(items) > 1 and all(_QUOTED.match(item.words) for item in items):
        return BlockKind.LIST, Message("Things to say: a list, or boxes to tick."), 0.6
    if NOT_TO_DO.search(above):
        return BlockKind.LIST, Message("A list of what not to do."), 0.8
    return _kind_by_verbs(items)


def _kind_by_verbs(items: list[Line]) -> tuple[BlockKind, Message, float]:
    is_long = sum(len(item.words.split()) for item in items) > _LONG_ITEM * len(items)
    share = sum(_is_to_do(item.words) for item in items) / len(items)
    is_list = BlockKind.LIST, Message("A list in the text.")
    if is_long and share >= 0.75 and len(items) > 1:
        return BlockKind.LIST, Message("Long points that begin with what to do."), 0.6
    if is_long or share < 0.5 or len(items) < 2:
        return *is_list, 0.9
    reason = Message("Its items are things to do or to ask.")
    if any(item.number for item in items):
        return BlockKind.CHECKLIST, Message("Numbered steps: a list, or boxes to tick."), 0.62
    if share == 1 and len(items) >= 3:
        return BlockKind.CHECKLIST, reason, 0.72
    return (BlockKind.CHECKLIST, reason, 0.6) if share >= 0.75 else (*is_list, 0.6)


def _is_to_do(words: str) -> bool:
    first = _FIRST_WORD.match(words)
    return _is_asked(words) or bool(first and first[1].lower() in VERBS)


def _is_asked(words: str) -> bool:
    """Also where an answer in brackets or a short sentence follows: “Who stops it? (Both.)”."""
    asked = max(words.rfind("?"), words.rfind("؟"))
    return asked > 0 and len(words[asked + 1 :].split()) <= _LONGEST_ASIDE
