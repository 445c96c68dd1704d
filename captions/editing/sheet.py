"""A WebVTT file as it is edited: cue by cue over the text as it was written.

Every character of the file belongs to one row or to the tail, so that what nobody touched comes out
as it went in: styles, notes, regions, line ends, spaces between times and settings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from captions.cue import Cue, Track
from captions.errors import CaptionError
from captions.formats.vtt_blocks import arrow_line, block_end, timings
from captions.limits import DEFAULT_LIMITS, Limits
from captions.messages import sentence
from captions.reading import read
from captions.timecode import format_vtt
from captions.writing import write

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_STAMPS = re.compile(r"([0-9]+(?::[0-9]{2}){1,2}\.[0-9]{3})([ \t\f]*-->[ \t\f]*)([0-9:.]+)")
_HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Row:
    """One cue. `text` is WebVTT cue text, its lines parted by LF.

    As written, with line ends: `lead` (all that stands between the cue before and this one), `name`
    (the identifier's line), `timing`, `payload`."""

    id: str
    start_ms: int
    end_ms: int
    text: str
    settings: str = ""
    lead: str = ""
    name: str = ""
    timing: str = ""
    payload: str = ""

    @property
    def written(self) -> str:
        return f"{self.lead}{self.name}{self.timing}{self.payload}"

    @property
    def cue(self) -> Cue:
        return Cue(self.start_ms, self.end_ms, self.text, self.name.rstrip("\r\n"), self.settings)


@dataclass(frozen=True, slots=True)
class NewCaption:
    """`after`: the row that it comes behind; empty: it is the first."""

    after: str
    id: str
    start_ms: int
    end_ms: int
    text: str
    settings: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`tail`: what stands after the last cue. `track`: what the file says beside its cues."""

    rows: tuple[Row, ...]
    tail: str = ""
    newline: str = "\n"
    track: Track = field(default_factory=Track)

    @property
    def text(self) -> str:
        return "".join([*(row.written for row in self.rows), self.tail])

    @property
    def cues(self) -> tuple[Cue, ...]:
        return tuple(row.cue for row in self.rows)

    def place(self, row_id: str) -> int | None:
        return next((at for at, row in enumerate(self.rows) if row.id == row_id), None)

    def row(self, row_id: str) -> Row | None:
        place = self.place(row_id)
        return None if place is None else self.rows[place]


def open_sheet(data: bytes, name: str | None = None, *, limits: Limits = DEFAULT_LIMITS) -> Sheet:
    """A WebVTT file as it stands; any other one as the WebVTT that says the same.

    Rows are called c1, c2 and so on. Raises CaptionError for what cannot be read or has no times.
    """
    reading = read(data, name, limits=limits)
    if not reading.track.is_timed:
        raise CaptionError(
            sentence("A transcript without times cannot be edited as captions."),
            hint=sentence("Sync it with the video first."),
        )
    if reading.format == "vtt":
        sheet = _sheet_of_text(data.decode("utf-8", "replace"), reading.track)
        # A reader that had to repair something is believed, not the text.
        if sheet.cues == reading.track.cues and sheet.text.encode() == data:
            return sheet
    return _sheet_of_text(write(reading.track, "vtt").text, reading.track)


def _sheet_of_text(text: str, track: Track) -> Sheet:
    lines = [line for line in _LINE.findall(text) if line]
    bare = [line.rstrip("\r\n") for line in lines]
    rows: list[Row] = []
    written_to = 0
    for start, arrow, end in _cue_places(bare):
        times = timings(bare[arrow])
        if times is not None:
            rows.append(
                Row(
                    id=f"c{len(rows) + 1}",
                    start_ms=times[0],
                    end_ms=times[1],
                    text="\n".join(bare[arrow + 1 : end]),
                    settings=times[2],
                    lead="".join(lines[written_to:start]),
                    name="".join(lines[start:arrow]),
                    timing=lines[arrow],
                    payload="".join(lines[arrow + 1 : end]),
                )
            )
            written_to = end
    return Sheet(tuple(rows), "".join(lines[written_to:]), _newline_of(lines), track)


def _cue_places(bare: list[str]) -> Iterator[tuple[int, int, int]]:
    """First line, line with the arrow, line after the last, of each block that may be a cue."""
    position = block_end(bare, 1)
    while position < len(bare):
        if not bare[position]:
            position += 1
            continue
        arrow = arrow_line(bare, position)
        end = block_end(bare, position + 1 if arrow is None else arrow + 1)
        if arrow is not None:
            yield position, arrow, end
        position = end


def _newline_of(lines: list[str]) -> str:
    ending = lines[0][len(lines[0].rstrip("\r\n")) :] if lines else ""
    return ending or "\n"


def retimed_row(row: Row, start_ms: int, end_ms: int) -> Row:
    """The times' own line is written over where they stand; all else in it stays."""

    def stamps(match: re.Match[str]) -> str:
        start, arrow, end = match.groups()
        return f"{_stamp_like(start, start_ms)}{arrow}{_stamp_like(end, end_ms)}"

    timing = _STAMPS.sub(stamps, row.timing, count=1)
    return replace(row, start_ms=start_ms, end_ms=end_ms, timing=timing)


def _stamp_like(old: str, ms: int) -> str:
    stamp = format_vtt(ms)
    return stamp[3:] if old.count(":") == 1 and ms < _HOUR_MS else stamp


def reworded_row(row: Row, text: str, newline: str) -> Row:
    text = cue_text(text)
    ending = row.payload[len(row.payload.rstrip("\r\n")) :] if row.payload else newline
    timing = row.timing if row.timing.endswith(("\r", "\n")) or not text else row.timing + newline
    payload = text.replace("\n", newline) + ending if text else ""
    return replace(row, text=text, timing=timing, payload=payload)


def new_row(caption: NewCaption, lead: str) -> Row:
    """`lead` ends in the file's line end, of which the row's own lines are made."""
    newline = "\r\n" if lead.endswith("\r\n") else lead[-1:]
    settings = " ".join(part for part in caption.settings.split() if "-->" not in part)
    stamps = f"{format_vtt(caption.start_ms)} --> {format_vtt(caption.end_ms)}"
    timing = f"{stamps} {settings}".rstrip() + newline
    row = Row(caption.id, caption.start_ms, caption.end_ms, "", settings, lead=lead, timing=timing)
    return reworded_row(row, caption.text, newline)


def cue_text(text: str) -> str:
    """An empty line would end the cue, an arrow begin another."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").split("\n")
    return "\n".join(line.replace("-->", "--&gt;") for line in lines if line)
