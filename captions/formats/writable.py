"""What all writers of captions ask of a track first."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from captions.cue import Cue, Track
from captions.errors import WriteError
from captions.frames import rounded_ms
from captions.messages import listed, sentence
from captions.report import Report

# Enough to see what is meant.
_MOST_LETTERS = 20


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


def report_lost_language(track: Track, format_name: str, report: Report) -> None:
    if track.language:
        reason = sentence("{name} does not say that the language is {language}.",
                          name=format_name, language=track.language)  # fmt: skip
        report.add("dropped", reason)


def report_characters(
    letters: Sequence[str], format_name: str, report: Report, number: int
) -> None:
    if letters:
        shown = " ".join(dict.fromkeys(letters[:_MOST_LETTERS]))
        reason = sentence("{name} has no characters for {letters}: others stand for them.",
                          name=format_name, letters=shown)  # fmt: skip
        report.add("changed", reason, cue=number)


def report_losses(losses: Iterable[str], format_name: str, report: Report, number: int) -> None:
    names = listed(losses)
    if names:
        reason = sentence("{name} cannot hold {names}.", name=format_name, names=names)
        report.add("dropped", reason, cue=number)


def in_steps(cues: Iterable[Cue], unit_ms: int | Fraction) -> list[Cue]:
    """Times as whole numbers of units: what is shown at all is shown for one."""
    stepped = []
    for cue in cues:
        start = int((cue.start_ms / Fraction(unit_ms) * 2 + 1) // 2)
        end = int((cue.end_ms / Fraction(unit_ms) * 2 + 1) // 2)
        end = max(end, start + 1) if cue.end_ms > cue.start_ms else end
        times_ms = (
            rounded_ms(start * unit_ms / Fraction(1000)),
            rounded_ms(end * unit_ms / Fraction(1000)),
        )
        stepped.append(replace(cue, start_ms=times_ms[0], end_ms=times_ms[1]))
    return stepped


def report_rounding(
    cues: Sequence[Cue], unit_ms: int | Fraction, format_name: str, report: Report
) -> None:
    """Once for the file: hardly a time is a whole number of frames."""
    if any(time_ms % unit_ms for cue in cues for time_ms in (cue.start_ms, cue.end_ms)):
        reason = sentence(
            "{name} counts in steps of {ms:.0f} ms: times were rounded.",
            name=format_name, ms=float(unit_ms),
        )  # fmt: skip
        report.add("changed", reason)
