"""MPL2: times in tenths of a second, `[10][25]text`; `/` for italics, `|` between lines."""

import re

from captions.cue import Track
from captions.errors import MalformedFileError
from captions.formats.base import Confidence, Format
from captions.formats.collecting import Collector
from captions.formats.runs import Run, Style, cue_text
from captions.formats.vtt_blocks import quotation
from captions.limits import Limits, guard_cues
from captions.messages import sentence
from captions.report import Report

_LINE = re.compile(r"\s*\[([0-9]{1,9})\]\s?\[([0-9]{1,9})\](.*)")


def recognise(lines: list[str]) -> Confidence:
    first = next((line for line in lines if line.strip()), "")
    return Confidence.CERTAIN if _LINE.fullmatch(first) else Confidence.NO


def read(lines: list[str], report: Report, limits: Limits) -> Track:
    guard_cues(sum(line.lstrip().startswith("[") for line in lines), limits)
    collector = Collector(report, limits)
    count = 0
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match:
            count += 1
            text = cue_text(_runs(match[3]))
            collector.add(int(match[1]) * 100, int(match[2]) * 100, text, line=number)
        elif line.strip():
            report.add(
                "dropped",
                sentence("{text} has no times.", text=quotation(line.strip())),
                line=number,
            )
    if not count:
        raise MalformedFileError(sentence("No line has times like [10][25]."), line=1)
    return Track(cues=collector.cues())


def _runs(text: str) -> list[Run]:
    runs = []
    for place, line in enumerate(text.split("|")):
        is_italic = line.startswith("/")
        words = f"{chr(10) if place else ''}{line.removeprefix('/')}"
        runs.append(Run(words, Style(italic=is_italic)))
    return runs


FORMAT = Format(
    id="mpl2",
    name="MPL2",
    extensions=("mpl", "sub"),
    media_type="text/plain; charset=utf-8",
    recognise=recognise,
    read=read,
)
