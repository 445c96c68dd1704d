"""LRC: a line each, with its time, and an empty one where nothing is said."""

import re

from captions.cue import Cue, Track
from captions.formats.runs import Run
from captions.formats.styled import (
    CUE_NAMES,
    POSITIONS,
    TIMES,
    labelled,
    lines_of,
    lost_voices,
    one_at_a_time,
    runs_of,
)
from captions.formats.writable import (
    in_steps,
    report_losses,
    report_lost_blocks,
    report_lost_language,
    report_rounding,
    timed_cues,
)
from captions.messages import sentence
from captions.report import Report

# What a reader would take for a time, of the line or of a word.
_LIKE_TIME = re.compile(r"(?<=[\[<])(?=[0-9]{1,4}:[0-9])")
_WORD_JOINER = "\u2060"
# Four digits of minutes.
_LAST_MS = 10_000 * 60_000


def write(track: Track, report: Report) -> str:
    report_rounding(timed_cues(track), 10, "LRC", report)
    cues = one_at_a_time(in_steps(track.cues, 10), report, "LRC")
    report_lost_blocks(track, "LRC", report)
    lines = [f"[la:{track.language}]"] if track.language.isalpha() else []
    if not lines:
        report_lost_language(track, "LRC", report)
    for place, (number, cue) in enumerate(cues):
        if cue.end_ms >= _LAST_MS:
            report.add("dropped", sentence("LRC has no times after 9,999 minutes."), cue=number)
            continue
        lines.append(f"[{_stamp(cue.start_ms)}]{_text(cue, number, report)}")
        if place + 1 == len(cues) or cues[place + 1][1].start_ms > cue.end_ms:
            lines.append(f"[{_stamp(cue.end_ms)}]")
    return "\n".join([*lines, ""])


def _text(cue: Cue, number: int, report: Report) -> str:
    runs, losses = runs_of(cue, {TIMES})
    lines = lines_of(labelled(cue, runs)[0])
    losses += lost_voices(cue, " ".join("".join(run.text for run in line) for line in lines))
    losses += [sentence("line breaks")] if len(lines) > 1 else []
    losses += [POSITIONS] if cue.settings else []
    losses += [CUE_NAMES] if cue.id else []
    report_losses(losses, "LRC", report, number)
    return " ".join("".join(map(_with_time, line)) for line in lines)


def _with_time(run: Run) -> str:
    words = _LIKE_TIME.sub(_WORD_JOINER, run.text)
    return words if run.time_ms is None else f"<{_stamp(run.time_ms)}>{words}"


def _stamp(ms: int) -> str:
    hundredths = (ms + 5) // 10
    return f"{hundredths // 6000:02d}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"
