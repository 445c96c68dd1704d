"""From a track to the bytes of a file, and what the format could not hold."""

from dataclasses import dataclass

from captions.cue import Track
from captions.formats import by_id
from captions.report import Note, Report


@dataclass(frozen=True, slots=True)
class Written:
    """`data` is UTF-8; `losses` is empty where the format holds all of the track."""

    data: bytes
    media_type: str
    losses: tuple[Note, ...]

    @property
    def text(self) -> str:
        return self.data.decode()


def write(track: Track, format_id: str) -> Written:
    """Raises UnsupportedFormatError, and WriteError for captions of an untimed transcript."""
    known = by_id(format_id)
    report = Report()
    text = known.write(track, report)
    # A lone surrogate cannot be read from a file, only made by a program.
    return Written(text.encode("utf-8", "replace"), known.media_type, report.notes())
