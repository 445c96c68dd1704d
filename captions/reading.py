"""From bytes to a track and a report of what was done to it."""

from dataclasses import dataclass

from captions.cue import Track
from captions.decoding import decode
from captions.errors import EmptyFileError
from captions.formats import recognised
from captions.limits import DEFAULT_LIMITS, Limits, guard_size, guard_text
from captions.report import Note, Report
from captions.sniffing import refuse_binary, refuse_unread_formats


@dataclass(frozen=True, slots=True)
class Reading:
    """`format` is "vtt", "srt" or "txt"; `encoding` a name that Python knows."""

    track: Track
    format: str
    encoding: str
    report: tuple[Note, ...]


def read(
    data: bytes,
    name: str | None = None,
    *,
    limits: Limits = DEFAULT_LIMITS,
    encoding: str | None = None,
) -> Reading:
    """Captions or a transcript of any known format, recognised by content.

    `name` (a file name) decides only between formats that fit equally well; `encoding` overrides
    the guess. Raises CaptionError, and nothing else, for whatever is in `data`.
    """
    guard_size(data, limits)
    refuse_binary(data)
    report = Report()
    decoded = decode(data, report, encoding)
    if not decoded.text or decoded.text.isspace():
        raise EmptyFileError("The file is empty.", hint="Was the right file chosen?")
    refuse_unread_formats(decoded.text)
    lines = guard_text(decoded.text, limits)
    known = recognised(lines, name)
    track = known.read(lines, report, limits)
    return Reading(track, known.id, decoded.encoding, report.notes())
