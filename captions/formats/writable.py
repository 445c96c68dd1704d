"""What all writers of captions ask of a track first."""

from captions.cue import Cue, Track
from captions.errors import WriteError
from captions.report import Report


def timed_cues(track: Track) -> tuple[Cue, ...]:
    """Raises WriteError for a transcript without times."""
    if not track.is_timed:
        raise WriteError(
            "A transcript without times cannot become captions.",
            hint="Give it times first, or write it as plain text.",
        )
    return track.cues


def report_lost_blocks(track: Track, format_name: str, report: Report) -> None:
    for kind in ("style", "region", "note"):
        if any(block.kind == kind for block in track.blocks):
            report.add("dropped", f"{format_name} has no {kind.upper()} blocks.")
