"""Tab-separated captions: Whisper's (milliseconds or seconds) and Audacity's labels."""

import re
from decimal import Decimal
from statistics import median

from captions.cue import Track
from captions.errors import MalformedFileError
from captions.formats.base import Confidence, Format
from captions.formats.collecting import Collector
from captions.formats.json_tree import decimal, rounded
from captions.formats.runs import Run, Style, cue_text
from captions.formats.vtt_blocks import quotation
from captions.limits import Limits, guard_cues
from captions.messages import sentence
from captions.report import Report

_NUMBER = r"-?[0-9]{1,19}(?:\.[0-9]{1,9})?"
_ROW = re.compile(rf"{_NUMBER}\t{_NUMBER}\t.*", re.DOTALL)
_LOOKED_AT = 5
# No caption lasts a minute: where most last less than 60, the unit is the second.
_LONGEST_IN_SECONDS = 60

_Row = tuple[int, Decimal, Decimal, str, str]


def recognise(lines: list[str]) -> Confidence:
    rows = [line for line in lines[:50] if line.strip()][:_LOOKED_AT]
    if rows and _columns(rows[0]):
        return Confidence.CERTAIN
    return Confidence.LIKELY if rows and all(map(_ROW.fullmatch, rows)) else Confidence.NO


def _columns(line: str) -> list[str]:
    """The names of the columns, where the line is a header that names all we need."""
    names = [name.strip().lower() for name in line.split("\t")]
    return names if {"start", "end", "text"} <= set(names) else []


def read(lines: list[str], report: Report, limits: Limits) -> Track:
    first = next(index for index, line in enumerate(lines) if line.strip())
    header = _columns(lines[first])
    columns = header or ["start", "end", "text"]
    rows = [
        row
        for index, line in enumerate(lines[first:], first)
        if line.strip() and not (header and index == first)
        for row in [_row(line, index + 1, columns, report)]
        if row
    ]
    if not rows:
        raise MalformedFileError(
            sentence("No row says when a caption starts and ends."), line=first + 1
        )
    guard_cues(len(rows), limits)
    factor = _ms_in_unit(rows, report)
    collector = Collector(report, limits)
    for line_number, start, end, text, voice in rows:
        cue = cue_text([Run(text, Style(voice=voice))])
        collector.add(rounded(start * factor), rounded(end * factor), cue, line=line_number)
    return Track(cues=collector.cues())


def _row(line: str, number: int, columns: list[str], report: Report) -> _Row | None:
    # Only the last column may hold tabs of its own.
    cells = dict(zip(columns, line.split("\t", len(columns) - 1), strict=False))
    start, end = decimal(cells.get("start", "").strip()), decimal(cells.get("end", "").strip())
    if start is None or end is None:
        report.add(
            "dropped",
            sentence("{text} does not begin with two times.", text=quotation(line.strip())),
            line=number,
        )
        return None
    return number, start, end, cells.get("text", ""), cells.get("speaker", "")


def _ms_in_unit(rows: list[_Row], report: Report) -> int:
    if any(time != time.to_integral_value() for row in rows for time in row[1:3]):
        return 1000
    if median(end - start for _, start, end, _, _ in rows) < _LONGEST_IN_SECONDS:
        report.add("noted", sentence("The times are whole numbers; they were read as seconds."))
        return 1000
    return 1


FORMAT = Format(
    id="tsv",
    name=sentence("tab-separated captions"),
    extensions=("tsv",),
    media_type="text/tab-separated-values; charset=utf-8",
    recognise=recognise,
    read=read,
)
