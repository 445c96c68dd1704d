"""The block structure of a WebVTT file, exactly as the specification's parser sees it.

Section 6.1 (file parsing) and 6.3 (cue timings) of https://www.w3.org/TR/webvtt1/. What passes here
is conformant, so that webvtt-py, which is more tolerant, finds the same cues as a browser.
"""

import re
from dataclasses import dataclass, field

from captions.cue import Block
from captions.report import Report
from captions.timecode import to_ms

_SPACE = " \t\f"
_STAMP = r"(?:([0-9]+):)?([0-9]{2}):([0-9]{2})\.([0-9]{3})(?![0-9])"
_TIMINGS = re.compile(rf"[ \t\f]*{_STAMP}[ \t\f]*-->[ \t\f]*{_STAMP}(.*)", re.DOTALL)
_NOTE = re.compile(r"NOTE(?:[ \t]|$)")
_COMMA_TIMINGS = re.compile(r"\s*[0-9:]+,[0-9]+\s*-->")
_MOST_HOUR_DIGITS = 10


@dataclass(frozen=True, slots=True)
class RawCue:
    """`line` is that of the timings, 1-based."""

    line: int
    id: str
    start_ms: int
    end_ms: int
    settings: str
    payload: str


@dataclass(slots=True)
class Scan:
    """What a file holds, in order."""

    metadata: list[str] = field(default_factory=list)
    cues: list[RawCue] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class _Collected:
    """One block: its first line and what the parser made of it."""

    line: int
    next: int
    kind: str = ""
    buffer: list[str] = field(default_factory=list)
    timings: tuple[int, int, str] | None = None
    id: str = ""
    arrow_line: int = 0


def scan(lines: list[str], report: Report) -> Scan:
    """`lines` include the signature, which has been checked."""
    found = Scan()
    position = _header(lines, found)
    while True:
        while position < len(lines) and not lines[position]:
            position += 1
        if position >= len(lines):
            return found
        block = _collect(lines, position, seen_cue=bool(found.cues))
        position = block.next
        _keep(block, found, lines, report)


def _header(lines: list[str], found: Scan) -> int:
    position = 1
    while position < len(lines) and lines[position] and "-->" not in lines[position]:
        found.metadata.append(lines[position])
        position += 1
    return position


def _collect(lines: list[str], start: int, *, seen_cue: bool) -> _Collected:
    """Section 6.1, "collect a WebVTT block", outside of the header."""
    block = _Collected(line=start + 1, next=start)
    for position in range(start, len(lines)):
        line = lines[position]
        count = position - start + 1
        if "-->" in line:
            if not (count == 1 or (count == 2 and not block.arrow_line)):
                block.next = position
                return block
            _take_timings(block, line, position + 1)
        elif not line:
            block.next = position + 1
            return block
        else:
            if count == 2 and not seen_cue and not block.arrow_line:
                _take_definition(block)
            block.buffer.append(line)
    block.next = len(lines)
    return block


def _take_timings(block: _Collected, line: str, number: int) -> None:
    block.arrow_line = number
    block.timings = timings(line)
    if block.timings is not None:
        block.id = "\n".join(block.buffer)
        block.kind = "cue"
        block.buffer = []


def _take_definition(block: _Collected) -> None:
    first = block.buffer[0]
    for word, kind in (("STYLE", "style"), ("REGION", "region")):
        if first.startswith(word) and not first[len(word) :].strip(_SPACE):
            block.kind = kind
            block.buffer = []


def timings(line: str) -> tuple[int, int, str] | None:
    """Start, end and settings of a timings line; None where it does not conform."""
    match = _TIMINGS.fullmatch(line)
    if match is None:
        return None
    parts = match.groups()
    start_ms, end_ms = _milliseconds(parts[0:4]), _milliseconds(parts[4:8])
    if start_ms is None or end_ms is None:
        return None
    return start_ms, end_ms, " ".join(re.split(r"[ \t\f]+", parts[8].strip(_SPACE)))


def _milliseconds(parts: tuple[str | None, ...]) -> int | None:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    hours = hours.lstrip("0") or "0"
    if len(hours) > _MOST_HOUR_DIGITS or int(minutes) > 59 or int(seconds) > 59:
        return None
    return to_ms(int(hours), int(minutes), int(seconds), int(fraction))


def _keep(block: _Collected, found: Scan, lines: list[str], report: Report) -> None:
    text = "\n".join(block.buffer)
    if block.kind == "cue" and block.timings is not None:
        start_ms, end_ms, settings = block.timings
        found.cues.append(RawCue(block.arrow_line, block.id, start_ms, end_ms, settings, text))
    elif block.kind == "style":
        found.blocks.append(Block("style", text, 0))
    elif block.kind == "region":
        found.blocks.append(Block("region", text, 0))
    elif block.buffer and not block.arrow_line and _NOTE.match(block.buffer[0]):
        note = "\n".join([block.buffer[0][5:], *block.buffer[1:]])
        found.blocks.append(Block("note", note, len(found.cues)))
    elif block.arrow_line:
        line = lines[block.arrow_line - 1]
        report.add("dropped", _why_no_cue(line, len(block.buffer)), line=block.arrow_line)
    else:
        report.add("dropped", _why_no_block(block), line=block.line)


def _why_no_cue(line: str, text_lines: int) -> str:
    lost = "the cue" if text_lines else "the line"
    if _COMMA_TIMINGS.match(line):
        return f"{shown(line)} has a comma where WebVTT wants a dot; {lost} is dropped."
    return f"{shown(line)} is not `hh:mm:ss.mmm --> hh:mm:ss.mmm`; {lost} is dropped."


def _why_no_block(block: _Collected) -> str:
    first = block.buffer[0]
    if first.startswith(("STYLE", "REGION")):
        return f"{shown(first)} is empty or comes after the first cue, and has no effect."
    return f"{shown(first)} belongs to no cue."


def shown(text: str) -> str:
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"
