"""Rules of cuts: a caption that begins or ends beside a cut flickers with it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from captions.checks.case import Case
from captions.checks.problem import Problem
from captions.messages import sentence

# Within half a second of a cut, 12 frames at 24 a second (Netflix, subtitle timing).
_NEAR_MS = 500
# Less is a frame, which a rounded time may be off by.
_ON_MS = 42
# Captions end two frames before the cut.
_BEFORE_MS = 84


def shot_changes(cases: Sequence[Case], shots_ms: Sequence[int]) -> Iterator[Problem]:
    """`shots_ms`: when each shot begins, in order."""
    for case in cases:
        start_ms, end_ms = case.cue.start_ms, case.cue.end_ms
        shot_ms = _nearest(shots_ms, start_ms)
        if shot_ms is not None and _ON_MS < abs(start_ms - shot_ms) < _NEAR_MS:
            message = (
                sentence(
                    "Begins {s:.2f} s before a cut: begin with it.", s=(shot_ms - start_ms) / 1000
                )
                if start_ms < shot_ms
                else sentence(
                    "Begins {s:.2f} s after a cut: begin with it.", s=(start_ms - shot_ms) / 1000
                )
            )
            yield _problem(case, message, abs(start_ms - shot_ms))
        shot_ms = _nearest(shots_ms, end_ms)
        if shot_ms is not None and start_ms < shot_ms and 0 < end_ms - shot_ms < _NEAR_MS:
            message = sentence("Stays {ms} ms after a cut: end {before} ms before it.",
                               ms=end_ms - shot_ms, before=_BEFORE_MS)  # fmt: skip
            yield _problem(case, message, end_ms - shot_ms)


def _problem(case: Case, message: str, ms: int) -> Problem:
    return case.problem("shot-change", "note", message, measured=ms, limit=_NEAR_MS)


def _nearest(shots_ms: Sequence[int], time_ms: int) -> int | None:
    place = bisect_left(shots_ms, time_ms)
    near = shots_ms[max(0, place - 1) : place + 1]
    return min(near, key=lambda shot_ms: abs(shot_ms - time_ms), default=None)
