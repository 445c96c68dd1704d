"""Times that a transcript gives: they bound where the words between them can be."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from captions.messages import sentence
from captions.sync.matching.anchors import Run
from captions.sync.matching.chaining import Bounds

Hints = Mapping[int, int]  # word, counted from 0: millisecond

# Times are rounded to seconds, cues begin early, people click late.
SLACK_MS = 2_000
FEW, LONG = 3, 6
NOT_BELIEVED = sentence(
    "The times in the transcript don’t fit the sound, so we didn’t use them. Are they from another"
    " cut?"
)


def rising_hints(hints: Hints, duration_ms: int) -> Hints:
    """The most of them that rise and lie inside the sound."""
    inside = [(word, ms) for word, ms in sorted(hints.items()) if 0 <= ms <= duration_ms]
    tails: list[int] = []  # by length the smallest last time, and the hint that it is of
    ends: list[int] = []
    before: list[int] = []
    for number, (_, ms) in enumerate(inside):
        length = bisect_right(tails, ms)
        before.append(ends[length - 1] if length else -1)
        tails[length:] = [ms, *tails[length + 1 :]]
        ends[length:] = [number, *ends[length + 1 :]]
    chosen, number = {}, ends[-1] if ends else -1
    while number >= 0:
        chosen[inside[number][0]] = inside[number][1]
        number = before[number]
    return dict(sorted(chosen.items()))


def believable_hints(hints: Hints, runs: Sequence[Run]) -> Hints:
    """Without those that the sound contradicts; none at all where it contradicts most."""
    sure = [run for run in runs if len(run.heard) >= FEW]
    against = {word: _longest_against(word, ms, sure) for word, ms in hints.items()}
    if sum(length > 0 for length in against.values()) * 2 > len(hints):
        return {}
    return {word: ms for word, ms in hints.items() if against[word] < LONG}


def _longest_against(word: int, ms: int, runs: Sequence[Run]) -> int:
    """How many words the longest run has that cannot be where it is if the hint is right."""
    lengths = [0]
    for run in runs:
        if run.end <= word:
            wrong = run.heard[-1].start_ms > ms + SLACK_MS
        elif run.first > word:
            wrong = run.heard[0].start_ms < ms - SLACK_MS
        else:
            wrong = abs(run.heard[word - run.first].start_ms - ms) > SLACK_MS
        if wrong:
            lengths.append(len(run.heard))
    return max(lengths)


def bounds(hints: Hints, count: int, duration_ms: int) -> Bounds:
    earliest, latest = [0] * count, [duration_ms] * count
    floor_ms = 0
    for word in range(count):
        if word in hints:
            floor_ms = max(0, hints[word] - SLACK_MS)
            latest[word] = min(duration_ms, hints[word] + SLACK_MS)
        earliest[word] = floor_ms
    for word in range(count - 2, -1, -1):
        latest[word] = min(latest[word], latest[word + 1])
    return Bounds(earliest, latest)


def are_exact(hints: Hints) -> bool:
    """Whether they are finer than seconds."""
    return any(ms % 1000 for ms in hints.values())
