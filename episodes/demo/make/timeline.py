"""When each line sounds: the captions' times are the times at which the speech was laid."""

from dataclasses import dataclass

import numpy as np
from voices import RATE, Samples

PAUSE_MS = 340  # between two lines, where a line asks for no other
LEAD_MS, TAIL_MS = 300, 500
SHORTEST_CUE_MS, CUE_GAP_MS, LINGER_MS = 1_000, 84, 250
FRAME_MS = 100


@dataclass(frozen=True)
class Placed:
    line: dict
    start_ms: int
    spoken_end_ms: int
    cue_end_ms: int


def placed(lines: list[dict], takes: list[Samples]) -> list[Placed]:
    starts, ends, cursor = [], [], LEAD_MS
    for place, (line, take) in enumerate(zip(lines, takes, strict=True)):
        cursor += line.get("pause_ms", PAUSE_MS if place else 0)
        spoken_ms = -(-len(take) * 1000 // RATE)
        starts.append(cursor)
        ends.append(cursor + spoken_ms)
        # A short line keeps its cue up to the shortest time: the next one waits for that.
        cursor += max(spoken_ms, SHORTEST_CUE_MS - LINGER_MS)
    nexts = [*starts[1:], ends[-1] + TAIL_MS]
    return [
        Placed(line, start, end, _cue_end(start, end, following))
        for line, start, end, following in zip(lines, starts, ends, nexts, strict=True)
    ]


def _cue_end(start_ms: int, spoken_end_ms: int, next_ms: int) -> int:
    wanted = max(spoken_end_ms + LINGER_MS, start_ms + SHORTEST_CUE_MS)
    return min(wanted, next_ms - CUE_GAP_MS)


def whole_ms(cues: list[Placed]) -> int:
    """Rounded up to a whole frame, so that sound and picture end together."""
    return -(-(cues[-1].spoken_end_ms + TAIL_MS) // FRAME_MS) * FRAME_MS


def mixed(cues: list[Placed], takes: list[Samples]) -> Samples:
    track = np.zeros(whole_ms(cues) * RATE // 1000)
    for cue, take in zip(cues, takes, strict=True):
        first = cue.start_ms * RATE // 1000
        track[first : first + len(take)] += take
    return np.clip(track, -0.98, 0.98)
