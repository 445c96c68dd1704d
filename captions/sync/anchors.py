"""Which of the recognised words may be trusted: they stand in the transcript in the same order,
in company, and leave their neighbours the time it takes to say them."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from captions.sync.recognise import Heard
from captions.sync.speech import Span

# The fastest speech that can be followed, and what its limit may be missed by.
FASTEST_MS_A_LETTER = 25
SLACK_MS = 300
FEW = 3
NEAR = 4


@dataclass(frozen=True, slots=True)
class Run:
    """Words from `first` on that were recognised one after another; counted from 0."""

    first: int
    heard: tuple[Heard, ...]

    @property
    def end(self) -> int:
        return self.first + len(self.heard)

    @property
    def is_trustworthy(self) -> bool:
        letters = sum(len(heard.word) for heard in self.heard)
        return len(self.heard) >= 3 or (len(self.heard) >= 2 and letters >= 8) or letters >= 9


def anchors(words: Sequence[str], heard: Sequence[Heard], room: Span) -> list[Run]:
    """Runs in the order of the transcript. `room`: where the words are said at all."""
    runs = _runs(words, heard)
    kept = _possible([run for run in runs if run.is_trustworthy], words, room)
    return sorted(kept + _between(runs, kept), key=lambda run: run.first)


def _runs(words: Sequence[str], heard: Sequence[Heard]) -> list[Run]:
    blocks = Levenshtein.opcodes(words, [each.word for each in heard])
    return [
        Run(block.src_start, tuple(heard[block.dest_start : block.dest_end]))
        for block in blocks
        if block.tag == "equal"
    ]


def _possible(runs: list[Run], words: Sequence[str], room: Span) -> list[Run]:
    """Without those that leave the words beside them too little time: the shorter of two goes."""
    kept = list(runs)
    place = 0
    while place <= len(kept):
        if _fits(kept, place, words, room):
            place += 1
            continue
        before = place - 1
        shorter = before if place == len(kept) or _is_shorter(kept, before, place) else place
        kept.pop(shorter)
        place = max(0, shorter - 1)
    return kept


def _is_shorter(kept: list[Run], before: int, after: int) -> bool:
    return before >= 0 and len(kept[before].heard) < len(kept[after].heard)


def _fits(kept: list[Run], place: int, words: Sequence[str], room: Span) -> bool:
    """Whether the words before the run at `place` have time; at the end: those after the last."""
    if not kept:
        return True
    first = kept[place - 1].end if place else 0
    start_ms = kept[place - 1].heard[-1].end_ms if place else room[0]
    last = kept[place].first if place < len(kept) else len(words)
    end_ms = kept[place].heard[0].start_ms if place < len(kept) else room[1]
    if last - first < FEW:
        return True
    return end_ms - start_ms >= shortest_ms(words[first:last]) - SLACK_MS


def shortest_ms(words: Sequence[str]) -> int:
    return sum(len(word) + 1 for word in words) * FASTEST_MS_A_LETTER


def _between(runs: list[Run], kept: list[Run]) -> list[Run]:
    """Short runs are believed where trusted ones stand close on both sides."""
    close = []
    for run in runs:
        before = [other for other in kept if other.end <= run.first]
        after = [other for other in kept if other.first >= run.end]
        if not before or not after or run in kept:
            continue
        if run.first - before[-1].end <= NEAR and after[0].first - run.end <= NEAR:
            close.append(run)
    return close
