"""Tables as comma-separated values, as Premiere exports transcripts: who, from when to when, what.

`"Speaker Name","Start Time","End Time","Text"`, with frames, clocks, seconds or milliseconds.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from captions.cue import Track
from captions.errors import MalformedFileError, TimecodeError
from captions.formats.base import Confidence, TextFormat
from captions.formats.collecting import Collector
from captions.formats.json_tree import decimal
from captions.formats.runs import Run, Style, cue_text
from captions.formats.vtt_blocks import quotation
from captions.frames import ms_of_timecode, rate_of_file
from captions.limits import Limits, too_many_cues
from captions.messages import sentence
from captions.report import Report
from captions.timecode import parse

_COLUMNS = {
    "speaker": ("speaker", "speaker name", "name", "who", "actor", "character"),
    "start": ("start", "start time", "begin", "from", "in", "timecode in", "in time", "time",
              "timestamp", "timecode"),
    "end": ("end", "end time", "stop", "to", "out", "timecode out", "out time"),
    "text": ("text", "transcript", "caption", "captions", "subtitle", "words", "content",
             "dialogue", "dialog"),
}  # fmt: skip
_FRAMES = re.compile(r"([0-9]{1,2})[:;]([0-5][0-9])[:;]([0-5][0-9])([:;])([0-9]{2})")
# No caption lasts a minute: where most last less than 60, the unit is the second.
_LONGEST_IN_SECONDS = 60
_LAST_MS = 4_000


@dataclass(slots=True)
class _Row:
    """A line of the table; times as they are written."""

    line: int
    start: str
    end: str
    text: str
    speaker: str


def recognise(text: str) -> Confidence:
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0].strip()
    return Confidence.CERTAIN if _places(first) else Confidence.NO


def _places(head: str) -> tuple[str, dict[str, int]] | None:
    """What parts the columns, and where each stands that we know."""
    for mark in (",", ";"):
        if mark not in head or len(head) > 1_000:
            continue
        names = [name.strip().lower() for name in next(csv.reader([head], delimiter=mark))]
        places = {
            column: names.index(name)
            for column, titles in _COLUMNS.items()
            for name in titles[::-1]
            if name in names
        }
        # A line of speech has commas too: three columns that we know are a head.
        if {"start", "text"} <= places.keys() and len(places) > 2:
            return mark, places
    return None


def read(text: str, report: Report, limits: Limits) -> Track:
    rows = list(_rows(text.lstrip("\ufeff\r\n"), limits))
    as_ms = _Clock(rows, report)
    collector = Collector(report, limits)
    timed = [(row, as_ms(row.start), as_ms(row.end)) for row in rows if row.text.strip()]
    starts = [start for _, start, _ in timed]
    for place, (row, start_ms, end_ms) in enumerate(timed):
        if start_ms is None:
            reason = sentence("{text} does not begin with two times.", text=quotation(row.text))
            report.add("dropped", reason, line=row.line)
            continue
        if end_ms is None:
            following = next((ms for ms in starts[place + 1 :] if ms is not None), None)
            end_ms = start_ms + _LAST_MS if following is None else following  # noqa: PLW2901
            reason = sentence("Nothing says when the caption ends; it now lasts until the next.")
            report.add("changed", reason, line=row.line, cue=collector.next_number)
        words = cue_text([Run(row.text.strip(), Style(voice=row.speaker.strip()))])
        collector.add(start_ms, end_ms, words, line=row.line)
    return Track(cues=collector.cues())


def _rows(text: str, limits: Limits) -> Iterator[_Row]:
    head, _, rest = text.partition("\n")
    layout = _places(head.strip())
    assert layout is not None  # noqa: S101 - recognised by it
    mark, places = layout
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=mark)
    count = 0
    try:
        for cells in reader:
            count += 1
            if count > limits.cues:
                raise too_many_cues(count, limits)
            row = {name: cells[at] for name, at in places.items() if at < len(cells)}
            parts = (row.get(name, "") for name in ("start", "end", "text", "speaker"))
            yield _Row(reader.line_num + 1, *parts)
    except csv.Error as error:
        line = reader.line_num + 1
        raise MalformedFileError(sentence("The table is broken here."), line=line) from error


class _Clock:
    """Of a whole table: what its times count shows only in all of them."""

    def __init__(self, rows: list[_Row], report: Report) -> None:
        times = [time for row in rows for time in (row.start, row.end)]
        framed = [match for time in times if (match := _FRAMES.fullmatch(time.strip()))]
        self._rate = (
            rate_of_file(
                max(int(match[5]) for match in framed),
                drops=any(match[4] == ";" for match in framed),
                report=report,
            )
            if framed
            else None
        )
        pairs = ((decimal(row.start.strip()), decimal(row.end.strip())) for row in rows)
        lengths = [end - start for start, end in pairs if start is not None and end is not None]
        is_whole = all(length == length.to_integral_value() for length in lengths)
        is_ms = is_whole and bool(lengths) and median(lengths) >= _LONGEST_IN_SECONDS
        self._unit_ms = 1 if is_ms else 1000

    def __call__(self, time: str) -> int | None:
        time = time.strip()
        match = _FRAMES.fullmatch(time)
        if match and self._rate:
            hours, minutes, seconds, frames = (int(match[place]) for place in (1, 2, 3, 5))
            drops = match[4] == ";"
            return ms_of_timecode(hours, minutes, seconds, frames, self._rate, drops=drops)
        number = decimal(time)
        if number is not None:
            return round(number * self._unit_ms)
        try:
            return parse(time)
        except TimecodeError:
            return None


FORMAT = TextFormat(
    id="csv",
    name=sentence("table (CSV)"),
    extensions=("csv",),
    media_type="text/csv; charset=utf-8",
    recognise=recognise,
    read=read,
)
