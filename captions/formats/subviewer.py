"""SubViewer 1: `[00:01:02]`, the words on the next line, and a time without words at their end."""

import re

from captions.cue import Track
from captions.errors import MalformedFileError
from captions.formats.base import Confidence, Format
from captions.formats.collecting import Collector
from captions.formats.runs import Run, cue_text
from captions.formats.vtt_blocks import quotation
from captions.limits import Limits, guard_cues
from captions.messages import sentence
from captions.report import Report
from captions.timecode import to_ms

_TIME = re.compile(r"\s*\[([0-9]{1,2}):([0-5][0-9]):([0-5][0-9])\]\s*")
_SCRIPT = re.compile(r"\*{4,}\s*(?:START|END) SCRIPT\s*\*{4,}", re.IGNORECASE)
_LOOKED_AT = 100
_LAST_MS = 4_000


def recognise(lines: list[str]) -> Confidence:
    start = [line.strip() for line in lines[:_LOOKED_AT]]
    has_head = "[BEGIN]" in start or any(map(_SCRIPT.fullmatch, start))
    return Confidence.CERTAIN if has_head and any(map(_TIME.fullmatch, start)) else Confidence.NO


def read(lines: list[str], report: Report, limits: Limits) -> Track:
    guard_cues(sum(map(_is_time, lines)), limits)
    first = next((n for n, line in enumerate(lines) if _TIME.fullmatch(line)), None)
    if first is None:
        raise MalformedFileError(sentence("No line says when a caption starts and ends."))
    moments = _moments(lines, first)
    collector = Collector(report, limits)
    for place, (start_ms, line, words) in enumerate(moments):
        if not words:
            continue
        if place + 1 < len(moments):
            end_ms = moments[place + 1][0]
        else:
            end_ms = start_ms + _LAST_MS
            reason = sentence("Nothing says when the caption ends; its end is estimated.")
            report.add("changed", reason, line=line, cue=collector.next_number)
        text = cue_text([Run("\n".join(words).replace("|", "\n"))])
        collector.add(start_ms, end_ms, text, line=line)
    _report_head(lines[:first], report)
    return Track(cues=collector.cues())


def _is_time(line: str) -> bool:
    return "[" in line and _TIME.fullmatch(line) is not None


def _report_head(lines: list[str], report: Report) -> None:
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if text and not text.startswith(("[", "*")) and not text.isdigit():
            reason = sentence("The heading {text}.", text=quotation(text))
            report.add("dropped", reason, line=number)


def _moments(lines: list[str], first: int) -> list[tuple[int, int, list[str]]]:
    """When, on which line, and what is shown from then on."""
    moments: list[tuple[int, int, list[str]]] = []
    for number, line in enumerate(lines[first:], first + 1):
        time = _TIME.fullmatch(line)
        if time:
            ms = to_ms(int(time[1]), int(time[2]), int(time[3]), 0)
            moments.append((ms, number, []))
        elif line.strip() == "[END]" or _SCRIPT.fullmatch(line.strip()):
            break
        elif line.strip():
            moments[-1][2].append(line.strip())
    return moments


FORMAT = Format(
    id="subviewer",
    name="SubViewer 1",
    extensions=("sub",),
    media_type="text/plain; charset=utf-8",
    recognise=recognise,
    read=read,
)
