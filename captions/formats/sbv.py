"""SBV, YouTube's own plain captions: a line of times, lines of text, an empty line."""

import re

from captions.cue import Cue, Track
from captions.errors import MalformedFileError
from captions.formats.base import Confidence, Format
from captions.formats.collecting import Collector
from captions.formats.runs import Run, clean_text, cue_text
from captions.formats.srt_text import from_payload
from captions.formats.styled import lost_voices
from captions.formats.vtt_blocks import quotation
from captions.formats.writable import (
    report_losses,
    report_lost_blocks,
    report_lost_language,
    timed_cues,
)
from captions.limits import Limits, guard_cues
from captions.messages import Message, sentence
from captions.report import Report
from captions.timecode import format_vtt, to_ms

_STAMP = r"([0-9]{1,10}):([0-5]?[0-9]):([0-5]?[0-9])\.([0-9]{1,3})"
_TIMES = re.compile(rf"\s*{_STAMP}\s*,\s*{_STAMP}\s*")
# Digits with colons and a comma between: what was meant as times.
_MEANT_AS_TIMES = re.compile(r"\s*-?[0-9][0-9a-f:.]{4,30}\s*,\s*-?[0-9][0-9a-f:.]{4,30}\s*")
_LINE_BREAK = re.compile(r"\[br\]", re.IGNORECASE)


def recognise(lines: list[str]) -> Confidence:
    written = (line for line in lines[:1000] if line.strip())
    first = next(written, "")
    if _TIMES.fullmatch(first) or first.strip() == "[SUBTITLE]":
        return Confidence.CERTAIN
    return Confidence.LIKELY if any(_TIMES.fullmatch(line) for line in written) else Confidence.NO


def read(lines: list[str], report: Report, limits: Limits) -> Track:
    guard_cues(sum(map(_is_meant_as_times, lines)), limits)
    collector = Collector(report, limits)
    position = _after_header(lines)
    count = 0
    while position < len(lines):
        start = position
        while position < len(lines) and lines[position].strip():
            position += 1
        block = lines[start:position]
        position += 1
        if block:
            count += _add_block(block, start + 1, collector)
    if not count:
        raise MalformedFileError(
            sentence("No line says when a caption starts and ends."),
            hint=sentence("SBV needs lines like 0:00:01.000,0:00:02.500."),
        )
    return Track(cues=collector.cues())


def _after_header(lines: list[str]) -> int:
    """Subviewer's sections come first in some files; they say nothing about the captions."""
    for index, line in enumerate(lines[:100]):
        if line.strip() == "[SUBTITLE]":
            position = index + 1
            while position < len(lines) and lines[position].startswith("["):
                position += 1
            return position
    return 0


def _add_block(block: list[str], line: int, collector: Collector) -> int:
    """How many times there are in a block, which may be several where no line is left empty."""
    starts = [index for index, text in enumerate(block) if _is_meant_as_times(text)]
    lost = block[: starts[0]] if starts else block
    if any(text.strip() for text in lost):
        reason = sentence("{text} has no time.", text=quotation(" / ".join(lost)))
        collector.report.add("dropped", reason, line=line)
    for index, end in zip(starts, [*starts, len(block)][1:], strict=True):
        _add_cue(block[index], block[index + 1 : end], line + index, collector)
    return len(starts)


def _is_meant_as_times(text: str) -> bool:
    return "," in text and _MEANT_AS_TIMES.fullmatch(text) is not None


def _add_cue(times: str, text_lines: list[str], line: int, collector: Collector) -> None:
    match = _TIMES.fullmatch(times)
    if match is None:
        collector.report.add("dropped", _why_no_cue(times, text_lines), line=line)
        return
    start_ms, end_ms = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:])
    text = _LINE_BREAK.sub("\n", "\n".join(text_lines))
    collector.add(start_ms, end_ms, cue_text([Run(text)]), line=line)


def _milliseconds(parts: tuple[str, ...]) -> int:
    hours, minutes, seconds, fraction = parts
    return to_ms(int(hours), int(minutes), int(seconds), int(fraction.ljust(3, "0")))


def _why_no_cue(times: str, text_lines: list[str]) -> Message:
    text = quotation(times.strip())
    if not text_lines:
        return sentence("{text} is not `h:mm:ss.mmm,h:mm:ss.mmm`.", text=text)
    return sentence(
        "{text} is not `h:mm:ss.mmm,h:mm:ss.mmm`, so {lost} is left out too.",
        text=text,
        lost=quotation(" / ".join(text_lines)),
    )


def write(track: Track, report: Report) -> str:
    cues = timed_cues(track)
    report_lost_blocks(track, "SBV", report)
    report_lost_language(track, "SBV", report)
    return "\n".join(_block(cue, number, report) for number, cue in enumerate(cues, 1))


def _block(cue: Cue, number: int, report: Report) -> str:
    text, losses = from_payload(cue.text)
    if re.search(r"<[biu]>", text):
        losses.append(sentence("bold, italic or underline"))
    if "<font " in text:
        losses.append(sentence("colours"))
    if cue.settings:
        losses.append(sentence("positions"))
    if cue.id:
        losses.append(sentence("names of captions"))
    text = "\n".join(_plain_lines(cue))
    report_losses([*losses, *lost_voices(cue, text)], "SBV", report, number)
    return f"{_stamp(cue.start_ms)},{_stamp(cue.end_ms)}\n{text}\n"


def _plain_lines(cue: Cue) -> list[str]:
    """With each voice as a label, since SBV has no other way to name it."""
    lines: list[str] = []
    for speech in cue.speeches:
        label = f"{speech.speaker}: " if speech.speaker else ""
        lines += f"{label}{clean_text(speech.text)}".split("\n")
    return [line for line in lines if line.strip()]


def _stamp(ms: int) -> str:
    hours, rest = format_vtt(ms).split(":", 1)
    return f"{int(hours)}:{rest}"


FORMAT = Format(
    id="sbv",
    name="SBV",
    extensions=("sbv",),
    media_type="text/plain; charset=utf-8",
    recognise=recognise,
    read=read,
    write=write,
)
