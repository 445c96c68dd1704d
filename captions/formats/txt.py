"""Plain transcripts in the shapes that people and tools write; the shapes: txt_shapes.py."""

from captions.cue import Track, Turn
from captions.errors import EmptyFileError
from captions.formats.base import Confidence, Format
from captions.formats.txt_marks import normalised, refuse_unknown_times
from captions.formats.txt_shapes import Entry, entries, may_begin_turn
from captions.formats.txt_timing import timed_cues
from captions.limits import Limits, guard_cues, too_many_cues
from captions.messages import sentence
from captions.report import Report
from captions.timecode import clock
from captions.transcript import speaker_turns

# Below this share, times are marks in a text and not the timing of it.
_TIMED_SHARE = 0.8


def recognise(lines: list[str]) -> Confidence:
    return Confidence.POSSIBLE if any(line.strip() for line in lines) else Confidence.NO


def read(lines: list[str], report: Report, limits: Limits) -> Track:
    guard_cues(sum(map(may_begin_turn, lines)), limits)
    lines, ends_ms = normalised(lines, report)
    turns_read = entries(lines, report)
    if not turns_read:
        raise EmptyFileError(sentence("Nobody says anything in this file."))
    if len(turns_read) > limits.cues:
        raise too_many_cues(len(turns_read), limits)
    if _share_with_time(turns_read) >= _TIMED_SHARE:
        return Track(cues=tuple(timed_cues(turns_read, ends_ms, report, limits)))
    used = {turn.line for turn in turns_read if turn.start_ms is not None}
    refuse_unknown_times(lines, used)
    turns = (Turn(e.speaker, e.text, e.start_ms, tuple(e.lines)) for e in turns_read)
    return Track(turns=tuple(turns))


def _share_with_time(turns_read: list[Entry]) -> float:
    return sum(entry.start_ms is not None for entry in turns_read) / len(turns_read)


def write(track: Track, report: Report) -> str:
    """Turns under their speaker, with times where the track has them: `Ada (0:01:02): ...`."""
    report_losses(track, sentence("Plain text"), report)
    return "\n".join(_paragraph(turn) for turn in speaker_turns(track))


def report_losses(track: Track, format_name: str, report: Report) -> None:
    if track.cues:
        report.add(
            "changed",
            sentence(
                "Captions became one paragraph for each speaker, and times became whole seconds."
            ),
        )
    if any(cue.settings or "<" in cue.text for cue in track.cues):
        report.add(
            "dropped",
            sentence("{format_name} has neither positions nor styles.", format_name=format_name),
        )
    if track.blocks:
        report.add(
            "dropped",
            sentence("{format_name} has no STYLE, REGION or NOTE blocks.", format_name=format_name),
        )


def _paragraph(turn: Turn) -> str:
    text = "\n".join(line for line in turn.text.split("\n") if line.strip())
    time = "" if turn.start_ms is None else _time_with_hours(turn.start_ms)
    if turn.speaker is None:
        return f"{time} {text}\n".lstrip(" ")
    if time:
        return f"{turn.speaker} ({time}):\n{text}\n"
    return f"{turn.speaker}: {text}\n"


def _time_with_hours(ms: int) -> str:
    """Hours always: `0:34` could also be the end of a sentence about a score."""
    short = clock(ms)
    return short if short.count(":") == 2 else f"0:{short:>05}"


FORMAT = Format(
    id="txt",
    name=sentence("plain transcript"),
    extensions=("txt", "md", "markdown", "text"),
    media_type="text/plain; charset=utf-8",
    recognise=recognise,
    read=read,
    write=write,
)
