"""What all writers of captions ask of a track first."""

from captions.cue import Cue, Track
from captions.errors import WriteError
from captions.messages import sentence
from captions.report import Report


def timed_cues(track: Track) -> tuple[Cue, ...]:
    """Raises WriteError for a transcript without times."""
    if not track.is_timed:
        raise WriteError(
            sentence("A transcript without times cannot become captions."),
            hint=sentence("Give it times first, or write it as plain text."),
        )
    return track.cues


def report_lost_blocks(track: Track, format_name: str, report: Report) -> None:
    for kind in ("style", "region", "note"):
        if any(block.kind == kind for block in track.blocks):
            report.add(
                "dropped",
                sentence(
                    "{format_name} has no {kind} blocks.",
                    format_name=format_name,
                    kind=kind.upper(),
                ),
            )


def report_never_shown(cue: Cue, number: int, report: Report) -> None:
    if cue.end_ms > cue.start_ms:
        return
    reason = sentence(
        "The caption ends before it starts, or at the same moment, so it is never shown."
    )
    report.add("noted", reason, cue=number)
