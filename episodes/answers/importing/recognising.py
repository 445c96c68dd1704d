"""Lines to decisions: what each is taken for, why, and how certainly."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from episodes.answers.importing.blocks import BlockKind, Decision, Line, Shape
from episodes.answers.importing.edges import (
    as_cover,
    cover_end,
    with_edges,
    without_signature,
)
from episodes.answers.importing.gathering import gathered, list_decision
from episodes.answers.importing.heading_looks import may_be_heading
from episodes.answers.importing.headings import Mark, heading_marks
from episodes.answers.importing.languages import language_of, less_certain
from episodes.answers.importing.listing import (
    guessed_region,
    is_entry,
    region_of_resources,
    resource_decision,
)
from episodes.answers.importing.phrases import CLUTTER, GREETING, SIGN_OFF, SIGNATURE_PART, WROTE
from episodes.answers.importing.remarks import (
    ends_as_said,
    remark_decision,
    spoken_decision,
)
from episodes.messages import Message

_TOP_LINES = 6  # notes stand among the first lines, before the first part
_TOP_OF_ALL = 3  # and right below it, where the title is as large as the parts
_LOOKS_LIKE_ONE = Message("It looks like something to watch or read, at the end of the text.")
_LONGEST_RUN_IN = 8  # words of a heading that stands in the same line as its text
_LONGEST_NAME = 5  # words below a farewell
_ENTRIES_PER_OTHER = 3  # so many name something for each line of a list that does not
_LONG_LEAD = 25  # words: a longer paragraph above a list says more than what the list is


@dataclass(slots=True)
class _State:
    lines: Sequence[Line]
    marks: dict[int, Mark]
    region: dict[int, str]
    cover_end: int = 0
    is_guessed: bool = False  # nothing says that they are resources but how they look
    decisions: list[Decision] = field(default_factory=list)
    heading: str = ""
    first_part: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        """Asked of every line, so it is looked for once."""
        parts = (i for i, mark in self.marks.items() if mark.kind is BlockKind.PART)
        self.first_part = min(parts, default=len(self.lines))


def decisions_for(lines: Sequence[Line]) -> tuple[Decision, ...]:
    """lines: as `preparing.prepared` gives them. Every line is in one decision, but for rules."""
    lines = without_signature(_without_clutter(lines))
    marks = heading_marks(lines)
    region = region_of_resources(lines, marks)
    guessed = {} if region else guessed_region(lines, marks)
    state = _State(lines, marks, region or guessed, cover_end(lines), is_guessed=bool(guessed))
    index = 0
    while index < len(lines):
        index = _decide(state, index)
    return less_certain(with_edges(state.decisions), language_of(lines))


def _without_clutter(lines: Sequence[Line]) -> Sequence[Line]:
    """A heading such as “Share this” takes what is below it along, until the next heading; and
    “On 4 May, Mei wrote:” the mail that it quotes."""
    around, is_around, is_mail = [], False, False
    for line in lines:
        is_quoted = line.shape is Shape.QUOTE
        is_head = bool(WROTE.match(line.words))
        is_mail = is_head or (is_mail and is_quoted)
        if is_mail and (is_quoted or is_head):
            around.append(replace(line, shape=Shape.OUTSIDE))
            continue
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
        decision = _paragraph_decision(state.lines, index)
    if index < state.cover_end:
        decision = as_cover(decision)
    state.decisions.append(decision)
    return index + len(decision.lines)


def _paragraph_decision(lines: Sequence[Line], index: int) -> Decision:
    line = lines[index]
    if farewell := _farewell(lines, index):
        return Decision(BlockKind.PARAGRAPH, farewell, Message("A farewell with a name."), 0.85)
    if index == 0 and _may_be_no_text(line):
        reason = Message(
            "The first line: a paragraph, or a title or greeting that is not for readers."
        )
        return Decision(BlockKind.PARAGRAPH, (line,), reason, 0.65)
    if may_be_heading(lines, index) or _is_label(line):
        reason = Message("A short line alone: a paragraph, or a heading unlike the others.")
        return Decision(BlockKind.PARAGRAPH, (line,), reason, 0.6)
    if all(run.emphasis or not run.text.strip() for run in line.runs) and line.stands_alone:
        reason = Message("All of it is set in italics: a paragraph, or said aside.")
        return Decision(BlockKind.PARAGRAPH, (line,), reason, 0.65)
    if (
        line.runs
        and line.runs[0].strong
        and (len(line.runs) == 1 or SIGNATURE_PART.match(line.runs[0].text))
    ):
        reason = Message("It begins in bold: a paragraph, or a heading with its text.")
        is_short = len(line.runs[0].text.split()) <= _LONGEST_RUN_IN
        return Decision(BlockKind.PARAGRAPH, (line,), reason, 0.65 if is_short else 0.95)
    return Decision(BlockKind.PARAGRAPH, (line,), Message("A paragraph."), 0.95)


def _is_label(line: Line) -> bool:
    """Some words that are no sentence: a heading, a name, or what a blog puts around a text."""
    is_short = len(line.words.split()) <= _LONGEST_NAME and line.stands_alone
    return is_short and line.words[-1:].isalnum() and line.words[:1].isupper()


def _farewell(lines: Sequence[Line], index: int) -> tuple[Line, ...]:
    """“Best,” and the name right below it."""
    line = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is None or not SIGN_OFF.match(line.words) or not line.words.endswith(","):
        return ()
    is_name = following.shape is Shape.TEXT and len(following.words.split()) <= _LONGEST_NAME
    return (line, following) if is_name and not following.stands_alone else ()


def _may_be_no_text(line: Line) -> bool:
    is_short = len(line.words.split()) <= _LONGEST_RUN_IN
    return bool(GREETING.match(line.words)) or (is_short and line.words[-1:] not in ".!?…,:")


def _decide_in_region(state: _State, index: int) -> int:
    """0 where the line is treated as outside of the list."""
    line, topic = state.lines[index], state.region[index]
    if topic == "-":
        if _keeps_heading(state, index):
            return 0
        reason = Message("The list of things to watch and read has its own heading on the page.")
        certain = 0.6 if state.is_guessed else 0.85
        state.decisions.append(Decision(BlockKind.LEFT_OVER, (line,), reason, certain))
        return index + 1
    remark = remark_decision(state.lines, index, is_top=False)
    if remark is not None:
        state.decisions.append(remark)
        return index + 1
    if line.shape is Shape.TEXT and ends_as_said(line.words):
        return _decide_text(state, index)
    if is_entry(line) or line.is_under:
        is_note = line.is_under and line.stands_alone
        if is_note and state.decisions[-1].kind is BlockKind.RESOURCE:
            _lengthen_last(state, line)
        else:
            decision = resource_decision(line, topic)
            if state.is_guessed:
                decision = replace(decision, reason=_LOOKS_LIKE_ONE, confidence=0.6)
            state.decisions.append(decision)
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
    entries = others = 0
    for place in range(index + 1, len(state.lines)):
        line = state.lines[place]
        if place not in state.region or place in state.marks:
            break
        is_entry_here = is_entry(line) or line.is_under or state.region[place] == "-"
        entries, others = entries + is_entry_here, others + (not is_entry_here)
    return others * _ENTRIES_PER_OTHER > entries


def _lead(lines: Sequence[Line], index: int) -> str:
    """The words right above a list, where they announce it."""
    above = lines[index - 1] if index else None
    if above is None or above.shape not in (Shape.TEXT, Shape.HEADING):
        return ""
    is_short = len(above.words.split()) <= _LONG_LEAD
    if above.words.rstrip("”’\"' ").endswith((":", "…")) or is_short:
        return above.words if is_short else above.words.rsplit(". ", 1)[-1]
    return ""
