"""Spruce STL, the text that DVD authors used; the EBU's STL of the same name is in stl.py."""

import re
from fractions import Fraction

from captions.cue import Track
from captions.errors import MalformedFileError
from captions.formats.base import Confidence, Format
from captions.formats.collecting import Collector
from captions.formats.runs import Run, Style, cue_text
from captions.formats.vtt_blocks import quotation
from captions.frames import ms_of_timecode, rate_of_file
from captions.limits import Limits, guard_cues, guard_tags
from captions.messages import sentence
from captions.report import Report

_STAMP = r"([0-9]{1,3}):([0-5][0-9]):([0-5][0-9])[:;.]([0-9]{2})"
_LINE = re.compile(rf"\s*{_STAMP}\s*,\s*{_STAMP}\s*,\s?(.*)", re.DOTALL)
_SETTING = re.compile(r"\s*\$[A-Za-z]")
_CODE = re.compile(r"\^([BIU])")


def recognise(lines: list[str]) -> Confidence:
    for line in lines[:200]:
        if _LINE.fullmatch(line):
            return Confidence.CERTAIN
        if line.strip() and not line.lstrip().startswith(("//", "$")):
            return Confidence.NO
    return Confidence.NO


def read(lines: list[str], report: Report, limits: Limits) -> Track:
    guard_tags(sum(line.count("^") for line in lines), limits)
    rows: list[tuple[int, re.Match[str]]] = []
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match:
            rows.append((number, match))
        elif _SETTING.match(line):
            report.add(
                "dropped",
                sentence("The setting {text}.", text=quotation(line.strip())),
                line=number,
            )
        elif line.strip() and not line.lstrip().startswith("//"):
            report.add(
                "dropped",
                sentence("{text} has no times.", text=quotation(line.strip())),
                line=number,
            )
    if not rows:
        raise MalformedFileError(
            sentence("No line has times like 00:00:01:00 , 00:00:02:12 , text."), line=1
        )
    rate = _rate(rows, report)
    guard_cues(len(rows), limits)
    collector = Collector(report, limits)
    for number, match in rows:
        parts = match.groups()
        start_ms, end_ms = _milliseconds(parts[:4], rate), _milliseconds(parts[4:8], rate)
        collector.add(start_ms, end_ms, cue_text(_runs(parts[8])), line=number)
    return Track(cues=collector.cues())


def _rate(rows: list[tuple[int, re.Match[str]]], report: Report) -> Fraction:
    """The file does not say; a frame past the 25th says that it is not 25 a second."""
    highest = max(int(match[group]) for _, match in rows for group in (4, 8))
    return rate_of_file(highest, drops=False, report=report)


def _milliseconds(parts: tuple[str, ...], rate: Fraction) -> int:
    hours, minutes, seconds, frames = map(int, parts)
    return ms_of_timecode(hours, minutes, seconds, frames, rate)


def _runs(text: str) -> list[Run]:
    """`^B`, `^I` and `^U` switch a style on, and off when they come again; `|` breaks the line."""
    on: set[str] = set()
    runs: list[Run] = []
    parts = _CODE.split(text.replace("|", "\n"))
    for index, part in enumerate(parts):
        if index % 2:
            on ^= {part}
        else:
            runs.append(Run(part, Style("B" in on, "I" in on, "U" in on)))
    return runs


FORMAT = Format(
    id="spruce",
    name="Spruce STL",
    extensions=("stl",),
    media_type="text/plain; charset=utf-8",
    recognise=recognise,
    read=read,
)
