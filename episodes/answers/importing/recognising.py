"""Lines to decisions: what each is taken for, why, and how certainly."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from episodes.answers.importing.blocks import BlockKind, Decision, Line, Shape
from episodes.answers.importing.gathering import gathered, list_decision
from episodes.answers.importing.headings import Mark, heading_marks
from episodes.answers.importing.listing import is_entry, region_of_resources, resource_decision
from episodes.answers.importing.phrases import CLUTTER
from episodes.answers.importing.remarks import remark_decision, spoken_decision
from episodes.messages import Message

_TOP_LINES = 6  # notes stand among the first lines, before the first part
_TOP_OF_ALL = 3  # and right below it, where the title is as large as the parts
_LONG_LEAD = 25  # words: a longer paragraph above a list says more than what the list is


@dataclass(slots=True)
class _State:
    lines: Sequence[Line]
    marks: dict[int, Mark]
    region: dict[int, str]
    decisions: list[Decision] = field(default_factory=list)
    heading: str = ""

    @property
    def first_part(self) -> int:
        parts = (i for i, mark in self.marks.items() if mark.kind is BlockKind.PART)
        return min(parts, default=len(self.lines))


def decisions_for(lines: Sequence[Line]) -> tuple[Decision, ...]:
    """lines: as `preparing.prepared` gives them. Every line is in one decision, but for rules."""
    lines = _without_clutter(lines)
    marks = heading_marks(lines)
    state = _State(lines, marks, region_of_resources(lines, marks))
    index = 0
    while index < len(lines):
        index = _decide(state, index)
    return tuple(state.decisions)


def _without_clutter(lines: Sequence[Line]) -> Sequence[Line]:
    """A heading such as “Share this” takes what is below it along, until the next heading."""
    around, is_around = [], False
    for line in lines:
        if line.shape is Shape.HEADING:
            is_around = bool(CLUTTER.match(line.words))
        is_outside = is_around and line.shape is not Shape.RULE
        around.append(replace(line, shape=Shape.OUTSIDE) if is_outside else line)
    return around


def _decide(state: _State, index: int) -> int:
    """The index behind what was decided."""
    line, lines = state.lines[index], state.lines
    if line.shape is Shape.RULE:
        return index + 1
    if index in state.region and (end := _decide_in_region(state, index)):
        return end
    if mark := state.marks.get(index):
        state.decisions.append(Decision(mark.kind, (line,), mark.reason, mark.confidence))
        if mark.kind is not BlockKind.LEFT_OVER:
            state.heading = line.words
        return index + 1
    if line.shape is Shape.ITEM:
        members = gathered(lines, index, state.marks.keys() | state.region.keys())
        state.decisions.append(list_decision(members, _lead(lines, index), state.heading))
        return members.end
    if line.shape is Shape.TABLE:
        reason = Message("A table in the text.")
        state.decisions.append(Decision(BlockKind.TABLE, (line,), reason, 0.9))
        return index + 1
    return _decide_text(state, index)


def _decide_text(state: _State, index: int) -> int:
    is_first = index < state.first_part and index < max(_TOP_LINES, state.first_part // 2)
    is_top = is_first or index < _TOP_OF_ALL
    decision = remark_decision(state.lines, index, is_top=is_top) or spoken_decision(
        state.lines, index
    )
    if decision is None:
        reason = Message("A paragraph.")
        decision = Decision(BlockKind.PARAGRAPH, (state.lines[index],), reason, 0.95)
    state.decisions.append(decision)
    return index + len(decision.lines)


def _decide_in_region(state: _State, index: int) -> int:
    """0 where the line is treated as outside of the list."""
    line, topic = state.lines[index], state.region[index]
    if topic == "-":
        if _keeps_heading(state, index):
            return 0
        reason = Message("The list of things to watch and read has its own heading on the page.")
        state.decisions.append(Decision(BlockKind.LEFT_OVER, (line,), reason, 0.85))
        return index + 1
    remark = remark_decision(state.lines, index, is_top=False)
    if remark is not None:
        state.decisions.append(remark)
        return index + 1
    if is_entry(line) or line.is_under:
        if line.is_under and state.decisions[-1].kind is BlockKind.RESOURCE:
            _lengthen_last(state, line)
        else:
            state.decisions.append(resource_decision(line, topic))
        return index + 1
    return 0


def _lengthen_last(state: _State, line: Line) -> None:
    last = state.decisions.pop()
    lines = (*last.lines, line)
    state.decisions.append(Decision(last.kind, lines, last.reason, last.confidence, last.topic))


def _keeps_heading(state: _State, index: int) -> bool:
    """A part that has more than its list stays a part."""
    if index not in state.marks:
        return False
    for place in range(index + 1, len(state.lines)):
        line = state.lines[place]
        if place not in state.region or (place in state.marks and state.region[place] != "-"):
            return False
        if state.region[place] != "-" and not is_entry(line) and not line.is_under:
            return True
    return False


def _lead(lines: Sequence[Line], index: int) -> str:
    """The words right above a list, where they announce it."""
    above = lines[index - 1] if index else None
    if above is None or above.shape not in (Shape.TEXT, Shape.HEADING):
        return ""
    is_short = len(above.words.split()) <= _LONG_LEAD
    if above.words.rstrip("”’\"' ").endswith((":", "…")) or is_short:
        return above.words if is_short else above.words.rsplit(". ", 1)[-1]
    return ""
