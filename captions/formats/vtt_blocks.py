"""The blocks of a WebVTT file, exactly as the specification's parser sees them.

Section 6.1 (file parsing) and 6.3 (cue timings) of https://www.w3.org/TR/webvtt1/. Why this and not
webvtt-py finds the cues: docs/decisions/webvtt-reader.md.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

import webvtt

from captions.cue import Block, BlockKind, Cue
from captions.limits import Limits, bounded_text, guard_words
from captions.messages import sentence
from captions.placement import ignored_settings
from captions.report import Report
from captions.timecode import format_vtt, to_ms

_SPACE = " \t\f"
# Ten digits of hours, as everywhere in this library; those before them may be zeros.
_STAMP = r"(?:0*([0-9]{1,10}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})(?![0-9])"
_TIMINGS = re.compile(rf"[ \t\f]*{_STAMP}[ \t\f]*-->[ \t\f]*{_STAMP}(.*)", re.DOTALL)
_NOTE = re.compile(r"NOTE(?:[ \t]|$)")
_COMMA_TIMINGS = re.compile(r"\s*[0-9:]+,[0-9]+\s*-->")
# A file in which everything is wrong needs no help with every single line.
_MOST_SUGGESTIONS = 100


@dataclass(slots=True)
class Scan:
    """What a file holds, in order; `suggestions` counts the times that were said as they should
    be."""

    limits: Limits
    report: Report
    metadata: list[str] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    suggestions: int = 0


def scan(lines: list[str], report: Report, limits: Limits) -> Scan:
    """`lines` include the signature, which has been checked."""
    file = Scan(limits, report)
    position = _header(lines, file)
    while position < len(lines):
        if not lines[position]:
            position += 1
            continue
        arrow = arrow_line(lines, position)
        end = block_end(lines, position + 1 if arrow is None else arrow + 1)
        if arrow is None:
            _keep_block(lines, position, end, file)
        else:
            _keep_cue(lines, position, arrow, end, file)
        position = end
    return file


def _header(lines: list[str], file: Scan) -> int:
    end = block_end(lines, 1)
    file.metadata = lines[1:end]
    return end


def arrow_line(lines: list[str], start: int) -> int | None:
    """A block is a cue where its first or its second line has an arrow."""
    if "-->" in lines[start]:
        return start
    return start + 1 if start + 1 < len(lines) and "-->" in lines[start + 1] else None


def block_end(lines: list[str], position: int) -> int:
    """An empty line ends a block; so does an arrow, which begins the next."""
    while position < len(lines) and lines[position] and "-->" not in lines[position]:
        position += 1
    return position


def _keep_cue(lines: list[str], start: int, arrow: int, end: int, file: Scan) -> None:
    times = timings(lines[arrow])
    if times is None:
        reason = _why_no_cue(lines, start, arrow, end, file)
        file.report.add("dropped", reason, line=arrow + 1)
        return
    start_ms, end_ms, settings = times
    text = "\n".join(lines[arrow + 1 : end])
    number, limits = len(file.cues) + 1, file.limits
    # Most cues are far from both bounds, and counting their tags would cost more than reading them.
    if len(text) > limits.cue_chars or text.count("<") > limits.tag_depth:
        guard_words(len(text), limits, arrow + 1, number)
        text = bounded_text(text, file.report, limits, arrow + 1, number)
    if settings:
        for setting in ignored_settings(settings):
            file.report.add(
                "noted",
                sentence("Players ignore the setting {setting!r}.", setting=setting),
                line=arrow + 1,
                cue=number,
            )
    name = lines[start] if start < arrow else ""
    file.cues.append(Cue(start_ms, end_ms, text, name, settings, arrow + 2))


def timings(line: str) -> tuple[int, int, str] | None:
    """Start, end and settings of a timings line; None where it does not conform."""
    match = _TIMINGS.fullmatch(line)
    if match is None:
        return None
    hours, minutes, seconds, fraction, *end, settings = match.groups()
    start_ms = to_ms(int(hours or 0), int(minutes), int(seconds), int(fraction))
    end_ms = to_ms(int(end[0] or 0), int(end[1]), int(end[2]), int(end[3]))
    return start_ms, end_ms, _single_spaced(settings)


@lru_cache(maxsize=1024)
def _single_spaced(settings: str) -> str:
    """Cached, so that all cues with the same settings share one string."""
    return " ".join(re.split(r"[ \t\f]+", settings.strip(_SPACE)))


def _why_no_cue(lines: list[str], start: int, arrow: int, end: int, file: Scan) -> str:
    is_caption = arrow + 1 < end or start < arrow
    lost = sentence("the caption") if is_caption else sentence("the line")
    line = quotation(lines[arrow])
    suggestion = _suggestion(lines[start:end], file)
    if suggestion:
        return sentence(
            "{line} would have to be `{suggestion}`; {lost} is left out.",
            line=line,
            suggestion=suggestion,
            lost=lost,
        )
    if _COMMA_TIMINGS.match(lines[arrow]):
        return sentence(
            "{line} has a comma where WebVTT wants a dot; {lost} is left out.", line=line, lost=lost
        )
    return sentence(
        "{line} is not `hh:mm:ss.mmm --> hh:mm:ss.mmm`; {lost} is left out.", line=line, lost=lost
    )


def _suggestion(block: list[str], file: Scan) -> str | None:
    """How the times would be written: webvtt-py understands more than a player does."""
    if file.suggestions == _MOST_SUGGESTIONS:
        return None
    file.suggestions += 1
    captions = webvtt.from_string("\n".join(["WEBVTT", "", *block[:3]])).captions
    if not captions:
        return None
    start, end = captions[0].start_time, captions[0].end_time
    return f"{format_vtt(start.in_milliseconds())} --> {format_vtt(end.in_milliseconds())}"


def _keep_block(lines: list[str], start: int, end: int, file: Scan) -> None:
    first, rest = lines[start], lines[start + 1 : end]
    kind = _defines(first) if rest and not file.cues else None
    if kind:
        file.blocks.append(Block(kind, "\n".join(rest), 0))
    elif _NOTE.match(first):
        file.blocks.append(Block("note", "\n".join([first[5:], *rest]), len(file.cues)))
    else:
        file.report.add("dropped", _why_no_block(first), line=start + 1)


def _defines(line: str) -> BlockKind | None:
    kinds: dict[str, BlockKind] = {"STYLE": "style", "REGION": "region"}
    return kinds.get(line.rstrip(_SPACE))


def _why_no_block(first: str) -> str:
    if _defines(first):
        return f"{quotation(first)} is empty or comes after the first cue, and has no effect."
    return f"{quotation(first)} belongs to no cue."


def quotation(text: str) -> str:
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"
