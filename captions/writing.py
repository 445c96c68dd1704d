"""From a track to the bytes of a file, and what the format could not hold."""

from dataclasses import dataclass, replace
from fractions import Fraction

from captions.cue import Track
from captions.errors import UnsupportedFormatError
from captions.formats import FORMATS, by_id
from captions.frames import as_frame_rate
from captions.messages import sentence
from captions.report import Note, Report
from captions.transcript import speaker_turns


@dataclass(frozen=True, slots=True)
class Written:
    """`data` is UTF-8, unless the format is binary; `losses` is empty where it holds all of the
    track. `text` is only of those that are text."""

    data: bytes
    media_type: str
    losses: tuple[Note, ...]

    @property
    def text(self) -> str:
        return self.data.decode()


def write(
    track: Track,
    format_id: str,
    *,
    with_times: bool = True,
    frame_rate: Fraction | str | None = None,
) -> Written:
    """`with_times=False` leaves the times out of what can be said without: txt and html.
    `frame_rate` is for formats that count frames; each has its usual one.

    Raises UnsupportedFormatError, and WriteError for captions of an untimed transcript."""
    target = by_id(format_id)
    if target.write is None:
        ids = ", ".join(other.id for other in FORMATS if other.write)
        raise UnsupportedFormatError(
            sentence("{name} is read, not written.", name=target.name),
            hint=sentence("Use {ids}.", ids=ids),
        )
    report = Report(as_frame_rate(frame_rate))
    content = target.write(track if with_times else _without_times(track, report), report)
    # A lone surrogate cannot be read from a file, only made by a program.
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    return Written(data, target.media_type, report.notes())


def _without_times(track: Track, report: Report) -> Track:
    turns = tuple(replace(turn, start_ms=None) for turn in speaker_turns(track))
    if not turns:
        return track
    report.add("dropped", sentence("The times, as you asked."))
    return Track(turns=turns, language=track.language)
