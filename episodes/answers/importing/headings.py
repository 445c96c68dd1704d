"""Which lines are headings: by their source's own, by name, by look, by standing alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from episodes.answers.importing.blocks import BlockKind, Line, Shape
from episodes.answers.importing.edges import cover_end
from episodes.answers.importing.heading_looks import (
    ENDS_SENTENCE,
    LONGEST,
    LONGEST_ALONE,
    NOT_HEADINGS,
    is_bold_heading,
    is_bold_sentence,
    is_title_case,
    may_stand_below_title,
    stands_as_heading,
)
from episodes.answers.importing.phrases import CLOSING_PART, NAMED_PART
from episodes.answers.markdown import MAX_HEADING
from episodes.messages import Message


@dataclass(frozen=True, slots=True)
class Mark:
    """What a heading is: kind PART, SECTION, or LEFT_OVER for the title of the whole."""

    kind: BlockKind
    reason: Message
    confidence: float


_TITLE = Mark(
    BlockKind.LEFT_OVER, Message("The title of the whole text: the episode has its own."), 0.8
)


def heading_marks(lines: Sequence[Line]) -> dict[int, Mark]:
    """By index of the line."""
    real = [
        i
        for i, line in enumerate(lines)
        if line.shape is Shape.HEADING and len(line.words) <= MAX_HEADING
    ]
    marks = _real_marks(lines, real)
    if any(mark.kind is BlockKind.PART for mark in marks.values()):
        return marks | _bold_sections(lines, marks)
    if not marks:
        start = cover_end(lines)
        marks = {start + i: mark for i, mark in _typed_title(lines[start:]).items()}
    for find in _FINDERS:
        if main := find(lines, marks):
            break
    else:
        return marks
    marks = marks | main
    if find is _named:
        marks = marks | _below_named(lines, marks)
    elif find in (_bold, _capitals, _title_case, _numbered):
        marks = _with_named(lines, marks)
    return marks


def _typed_title(lines: Sequence[Line]) -> dict[int, Mark]:
    """The first line of a text, where it looks like a heading and unlike the other headings."""
    if not lines or not _stands_as_title(lines[0]):
        return {}
    others: dict[int, Mark] = {}
    for find in _FINDERS:
        if others := find(lines, {0: _TITLE}):
            break
    if not others:
        return {0: _TITLE} if len(lines) > 2 and lines[0].stands_alone else {}
    if find not in (_often_alone, _title_case, _alone):
        return _loud_title(lines, others) if 0 in find(lines, {}) else {0: _TITLE}
    longest = max(len(lines[i].words.split()) for i in others)
    is_longer = len(lines[0].words.split()) > longest
    return {0: _TITLE if is_longer else replace(_TITLE, confidence=0.6)}


def _loud_title(lines: Sequence[Line], others: dict[int, Mark]) -> dict[int, Mark]:
    """Of a first line that looks like the parts: a byline, a note or a greeting below it tells."""
    below = lines[1]
    if may_stand_below_title(below) or 1 in others:
        return {0: _TITLE}
    longest = max(len(lines[i].words.split()) for i in others)
    is_longer = len(lines[0].words.split()) > longest
    return {0: replace(_TITLE, confidence=0.6)} if is_longer else {}


def _stands_as_title(line: Line) -> bool:
    words = line.words
    if line.shape is not Shape.TEXT or len(words.split()) > LONGEST or NAMED_PART.match(words):
        return False
    return not any(test(words) for test in NOT_HEADINGS) and not words.endswith(":")


def _real_marks(lines: Sequence[Line], real: list[int]) -> dict[int, Mark]:
    if not real:
        return {}
    levels = [lines[i].level for i in real]
    title = real[0] if _is_title(lines, real, levels) else None
    parts = [i for i in real if i != title]
    top = min((lines[i].level for i in parts), default=0)
    marks = {i: _real_mark(lines[i].level == top) for i in parts}
    if title is not None:
        marks[title] = _TITLE
        if _may_be_subtitle(lines, parts, title):
            reason = Message(
                "It stands right under the title: a part, or what the title goes on with."
            )
            marks[parts[0]] = Mark(BlockKind.LEFT_OVER, reason, 0.65)
    return marks


def _may_be_subtitle(lines: Sequence[Line], parts: list[int], title: int) -> bool:
    if len(parts) < 2 or NAMED_PART.match(lines[parts[0]].words):
        return False
    between = lines[title + 1 : parts[0]]
    return lines[parts[0]].level > lines[title].level and all(
        line.shape in (Shape.OUTSIDE, Shape.RULE) for line in between
    )


def _is_title(lines: Sequence[Line], real: list[int], levels: list[int]) -> bool:
    if levels.count(levels[0]) > 1 or levels[0] > min(levels):
        return False
    words_before = sum(len(line.words.split()) for line in lines[: real[0]])
    if len(real) == 1:
        return levels[0] <= 1 and words_before < 30
    return words_before < 30


def _real_mark(is_part: bool) -> Mark:
    if is_part:
        return Mark(BlockKind.PART, Message("It is a heading in the text."), 0.97)
    return Mark(BlockKind.SECTION, Message("It is a smaller heading in the text."), 0.95)


def _bold_sections(lines: Sequence[Line], marks: dict[int, Mark]) -> dict[int, Mark]:
    reason = Message("A short line in bold, under a heading.")
    return {
        i: Mark(BlockKind.SECTION, reason, 0.75)
        for i in range(len(lines))
        if i not in marks and is_bold_heading(lines, i)
    }


def _named(lines: Sequence[Line], marks: dict[int, Mark]) -> dict[int, Mark]:
    """“Part One: The talk”, “Step 2”."""
    places = [
        i
        for i, line in _short(lines, marks, LONGEST)
        if NAMED_PART.match(line.words) and not line.words.endswith(",")
    ]
    reason = Message("It calls itself a part or a step.")
    if len(places) == 1:
        return {places[0]: Mark(BlockKind.PART, reason, 0.8)}
    return {i: Mark(BlockKind.PART, reason, 0.95) for i in places}


def _below_named(lines: Sequence[Line], marks: dict[int, Mark]) -> dict[int, Mark]:
    """Between named parts, other headings are smaller ones; at the end they may be parts."""
    first = min(i for i, mark in marks.items() if mark.kind is BlockKind.PART)
    last = max(i for i, mark in marks.items() if mark.kind is BlockKind.PART)
    others = _bold(lines, marks) or _capitals(lines, marks) or _alone(lines, marks)
    below = {}
    for i, mark in others.items():
        closes = i > last and CLOSING_PART.match(lines[i].words)
        kind = BlockKind.PART if i > last or i < first else BlockKind.SECTION
        confidence = 0.85 if closes else min(mark.confidence, 0.65 if i > last else 0.75)
        below[i] = Mark(kind, mark.reason, confidence)
    return below


def _with_named(lines: Sequence[Line], marks: dict[int, Mark]) -> dict[int, Mark]:
    """Beside parts that look alike, a closing one may look like nothing at all."""
    reason = Message("A short line alone, named as closing parts are.")
    closing = {
        i: Mark(BlockKind.PART, reason, 0.8)
        for i, line in _short(lines, marks, 5)
        if CLOSING_PART.match(line.words) and stands_as_heading(lines, i)
    }
    return closing | marks


def _bold(lines: Sequence[Line], marks: dict[int, Mark]) -> dict[int, Mark]:
    places = [i for i in range(len(lines)) if i not in marks and is_bold_heading(lines, i)]
    ended = [i for i in range(len(lines)) if i not in marks and is_bold_sentence(lines, i)]
    reason = Message("A short line, all of it in bold.")
    bold = {i: Mark(BlockKind.PART, reason, 0.9 if len(places) > 1 else 0.75) for i in places}
    if len(ended) > 1:
        bold |= {i: Mark(BlockKind.PART, reason, 0.75) for i in ended}
    return dict(sorted(bold.items()))


def _capitals(lines: Sequence[Line], marks: dict[int, Mark]) -> dict[int, Mark]:
    reason = Message("A short line in capitals.")
    places = [
        i
        for i, line in _short(lines, marks, LONGEST)
        if line.words.isupper() and len(line.words) > 3 and stands_as_heading(lines, i)
    ]
    if places:  # some of them may have numbers
        places = sorted({*places, *_numbered(lines, marks, is_loud=True)})
    return {i: Mark(BlockKind.PART, reason, 0.9 if len(places) > 1 else 0.75) for i in places}


def _title_case(lines: Sequence[Line], marks: dict[int, Mark]) -> dict[int, Mark]:
    """“What To Do About Kettles”, also right above its text."""
    places = [
        i
        for i, line in _short(lines, marks, LONGEST_ALONE)
        if is_title_case(line.words) and stands_as_heading(lines, i)
    ]
    reason = Message("A short line in which every word begins with a capital.")
    return {i: Mark(BlockKind.PART, reason, 0.85 if len(places) > 1 else 0.6) for i in places}


def _numbered(
    lines: Sequence[Line], _marks: dict[int, Mark], *, is_loud: bool = False
) -> dict[int, Mark]:
    """A number and “The talk”, with paragraphs below each: parts; a sentence would be a point."""
    places = [
        i
        for i, line in enumerate(lines)
        if line.shape is Shape.ITEM and line.level == 0 and line.number and line.is_typed
    ]
    numbers = [lines[i].number for i in places]
    if len(places) < 2 or numbers != list(range(1, len(places) + 1)):
        return {}
    is_short = all(len(lines[i].words.split()) <= LONGEST_ALONE for i in places)
    is_open = not any(ENDS_SENTENCE.search(lines[i].words) for i in places)
    has_text = all(i + 1 < len(lines) and lines[i + 1].shape is not Shape.ITEM for i in places)
    has_much = all(
        sum(len(line.words.split()) for line in lines[a + 1 : b]) >= 25
        for a, b in zip(places, [*places[1:], len(lines)], strict=True)
    )
    shouts = all(lines[i].words.isupper() for i in places)
    if not (is_short and is_open and has_text and (shouts or (has_much and not is_loud))):
        return {}
    reason = Message("A short numbered line with paragraphs below it.")
    return {i: Mark(BlockKind.PART, reason, 0.8) for i in places}


def _alone(lines: Sequence[Line], marks: dict[int, Mark]) -> dict[int, Mark]:
    """What only its place makes a heading: short, alone, without a full stop, text below it."""
    places = [
        i
        for i, line in _short(lines, marks, LONGEST_ALONE)
        if line.stands_alone and stands_as_heading(lines, i)
    ]
    reason = Message("A short line alone, with text below it.")
    certain = 0.85 if len(places) > 1 else 0.55
    return {
        i: Mark(BlockKind.PART, reason, certain if not lines[i].words.endswith(":") else 0.6)
        for i in places
    }


def _often_alone(lines: Sequence[Line], marks: dict[int, Mark]) -> dict[int, Mark]:
    alone = _alone(lines, marks)
    return alone if len(alone) > 1 else {}


def _short(lines: Sequence[Line], marks: dict[int, Mark], longest: int) -> list[tuple[int, Line]]:
    return [
        (i, line)
        for i, line in enumerate(lines)
        if i not in marks
        and line.shape is Shape.TEXT
        and not line.is_under
        and len(line.words.split()) <= longest
    ]


_FINDERS = (_named, _bold, _capitals, _numbered, _often_alone, _title_case, _alone)
