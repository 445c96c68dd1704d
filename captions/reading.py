"""From bytes to a track and a report of what was done to it."""

from dataclasses import dataclass
from fractions import Fraction

from captions import formats
from captions.cue import Track
from captions.decoding import decode
from captions.errors import EmptyFileError, UnsupportedFormatError
from captions.formats import json_tree
from captions.frames import as_frame_rate
from captions.limits import DEFAULT_LIMITS, Limits, guard_size, guard_text
from captions.messages import sentence
from captions.report import Note, Report
from captions.rolling import is_rolling
from captions.sniffing import refuse_binary, refuse_unread_formats
from captions.sources import Source, bytes_of
from captions.timecode import clock

_HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Reading:
    """`format` is the id of one of `captions.FORMATS`; `encoding` a name that Python knows, or
    "binary" for a format that is not text."""

    track: Track
    format: str
    encoding: str
    report: tuple[Note, ...]


def read(
    source: Source,
    name: str | None = None,
    *,
    limits: Limits = DEFAULT_LIMITS,
    encoding: str | None = None,
    frame_rate: Fraction | str | None = None,
) -> Reading:
    """Captions or a transcript of any known format, recognised by content.

    `source`: the bytes of a file, the text of one, a Path to one, or an open file. A `str` is a
    path where it is one line without an arrow that names a file, else text. `name` (a file name)
    decides only between formats that fit equally well; `encoding` overrides the guess, `frame_rate`
    counts frames in times that are written with them. Raises OSError for a file that cannot be
    opened; for whatever is in it CaptionError, and nothing else.
    """
    data, name, encoding = bytes_of(source, name, encoding, limits)
    guard_size(data, limits)
    report = Report(as_frame_rate(frame_rate))
    binary = formats.best_format(
        [(each.recognise(data), each) for each in formats.BINARY_FORMATS], name
    )
    if binary:
        track = binary.read(data, report, limits)
        return Reading(track, binary.id, "binary", report.notes())
    refuse_binary(data)
    decoded = decode(data, report, encoding)
    if not decoded.text or decoded.text.isspace():
        raise EmptyFileError(sentence("The file is empty."), hint=sentence("Is it the right file?"))
    track, format_id = _read_text(decoded.text, name, report, limits)
    _note_what_surprises(track, report)
    return Reading(track, format_id, decoded.encoding, report.notes())


def _note_what_surprises(track: Track, report: Report) -> None:
    """What is not a fault of the file, and yet is hardly meant."""
    if is_rolling(track):
        reason = sentence(
            "The captions roll: each line is shown twice, as in automatic captions of YouTube. "
            "The fix “rolling” shows each once."
        )
        report.add("noted", reason)
    first_ms = track.cues[0].start_ms if track.cues else 0
    if first_ms >= _HOUR_MS and first_ms % _HOUR_MS < _HOUR_MS // 12:
        reason = sentence(
            "The first caption is at {time}: timelines of editing programs often begin at a full "
            "hour. If this one did, move all times by -{hours} h (shift --by -{seconds}s).",
            time=clock(first_ms), hours=first_ms // _HOUR_MS,
            seconds=first_ms // _HOUR_MS * 3600,
        )  # fmt: skip
        report.add("noted", reason)


def _read_text(text: str, name: str | None, report: Report, limits: Limits) -> tuple[Track, str]:
    whole = formats.best_format(
        [(each.recognise(text), each) for each in formats.TEXT_FORMATS], name
    )
    if whole:
        return whole.read(text, report, limits), whole.id
    if json_tree.looks_like_json(text):
        return _read_json(text, name, report, limits)
    refuse_unread_formats(text)
    lines = guard_text(text, limits, report)
    by_lines = formats.best_format(
        [(each.recognise(lines), each) for each in formats.LINE_FORMATS], name
    )
    assert by_lines is not None  # noqa: S101 - a plain transcript is anything that is not empty
    return by_lines.read(lines, report, limits), by_lines.id


def _read_json(text: str, name: str | None, report: Report, limits: Limits) -> tuple[Track, str]:
    document = json_tree.parse(text, limits)
    scores = [
        (json_format.recognise(document), json_format) for json_format in formats.JSON_FORMATS
    ]
    json_format = formats.best_format(scores, name)
    if json_format is None:
        raise UnsupportedFormatError(
            sentence("This is JSON, but of no kind that holds captions."),
            hint=sentence(
                "JSON of Whisper, YouTube, Podcasting 2.0, AssemblyAI, Deepgram, Rev and "
                "Otter can be read, and lists of parts with a time and a text."
            ),
        )
    return json_format.read(document, report, limits), json_format.id
