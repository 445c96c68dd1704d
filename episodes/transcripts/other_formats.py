"""A version of captions in the formats of other programs."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import captions
from captions.formats import AnyFormat
from captions.report import Note
from episodes.transcripts.models import CaptionVersion

# What needs no times.
WITHOUT_TIMES = frozenset({"txt", "html"})


@dataclass(frozen=True, slots=True)
class Loss:
    """count: of how many captions it is true; first_cue: one of them, to look at."""

    reason: str
    count: int
    first_cue: int | None


def formats_for(version: CaptionVersion) -> list[AnyFormat]:
    return [
        each
        for each in captions.FORMATS
        if each.write and (version.is_timed or each.id in WITHOUT_TIMES)
    ]


def format_or_none(version: CaptionVersion, format_id: str) -> AnyFormat | None:
    return next((each for each in formats_for(version) if each.id == format_id), None)


def version_written_as(version: CaptionVersion, target: AnyFormat) -> captions.Written:
    """Raises CaptionError where the format cannot hold these captions at all."""
    track = captions.read(version.source, version.source_name).track
    return captions.write(track, target.id)


def losses_told(notes: Iterable[Note]) -> list[Loss]:
    """The same said of many captions is said once, what is true of most first."""
    notes = list(notes)
    first = {note.reason: note.cue for note in reversed(notes)}
    counts = Counter(note.reason for note in notes)
    return [Loss(reason, count, first[reason]) for reason, count in counts.most_common()]
