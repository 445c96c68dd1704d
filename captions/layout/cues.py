"""Timed words into captions: the cheapest way through the whole passage.

The cost of a caption is the sum of
  a charge for each caption, so that there are few;
  its break at the end (captions.layout.sense), less what a pause there is worth;
  its own line breaks and their imbalance (captions.layout.lines);
  each end of a sentence and each pause that it runs over;
  what it lacks of the time that it takes to read.
No caption holds two speakers, more lines or columns than the profile allows, or speech beyond the
longest duration, unless a single word does. A dynamic programme over all places for a break finds
the least total; it looks back as far as one caption can reach, so its time grows with the passage.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from captions.layout.atoms import Atom
from captions.layout.lines import Passage
from captions.layout.sense import CLAUSE, SENTENCE
from captions.profiles import Profile

_PAUSE_FROM_MS = 150
_MOST_PAUSE_MS = 2000


@dataclass(frozen=True, slots=True)
class Weights:
    """Settled on real captions; bench/line_breaking.py says which and how well."""

    per_cue: int = 60
    end_break_percent: int = 100
    line_break_percent: int = 35
    pause_per_second: int = 300
    sentence_inside: int = 60
    clause_inside: int = 0
    unreadable: int = 300
    too_short: int = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """Atoms first to end, end not among them, as one caption with these line breaks."""

    first: int
    end: int
    breaks: tuple[int, ...]


class Costs:
    def __init__(self, passage: Passage, rules: Profile, weights: Weights) -> None:
        self._passage = passage
        self._rules = rules
        self._weights = weights
        atoms = passage.atoms
        pauses = [self._pause(left, right) for left, right in pairwise(atoms)]
        self._pauses = [0, *pauses, 0]
        inside = [
            pause + self._run_over(strain)
            for pause, strain in zip(self._pauses, passage.strains, strict=True)
        ]
        self._inside = [0, *accumulate(inside)]
        self._words = [0, *accumulate(int(atom.has_space) for atom in atoms)]

    def _pause(self, left: Atom, right: Atom) -> int:
        pause_ms = min(right.start_ms - left.end_ms, _MOST_PAUSE_MS) - _PAUSE_FROM_MS
        return max(0, pause_ms) * self._weights.pause_per_second // 1000

    def _run_over(self, strain: int) -> int:
        if strain == SENTENCE:
            return self._weights.sentence_inside
        return self._weights.clause_inside if strain == CLAUSE else 0

    def of(self, first: int, end: int) -> tuple[int, tuple[int, ...]] | None:
        """The cost of a caption and its line breaks; None where the rules forbid it."""
        passage, weights = self._passage, self._weights
        if end - first > 1 and not self._is_short_enough(first, end):
            return None
        lines = passage.lines(first, end, self._rules.lines)
        if lines is None:
            return None
        cost = weights.per_cue + lines[0] * weights.line_break_percent // 100
        cost += self._inside[end] - self._inside[first + 1] + self._haste(first, end)
        if end < len(passage.atoms):
            cost += passage.strains[end] * weights.end_break_percent // 100 - self._pauses[end]
        return cost, lines[1]

    def _is_short_enough(self, first: int, end: int) -> bool:
        atoms, longest_ms = self._passage.atoms, self._rules.longest_ms
        return longest_ms is None or atoms[end - 1].end_ms - atoms[first].start_ms <= longest_ms

    def _haste(self, first: int, end: int) -> int:
        """For the part of the needed time that there is not."""
        rules, atoms = self._rules, self._passage.atoms
        if end == len(atoms):
            return 0
        room_ms = max(atoms[end].start_ms - atoms[first].start_ms, 1)
        words = self._words[end] - self._words[first + 1] + 1
        needed_ms = rules.needed_ms(self._passage.width(first, end), words)
        if room_ms >= needed_ms:
            return 0
        cost = self._weights.unreadable * (needed_ms - room_ms) // needed_ms
        shortest_ms = rules.shortest_ms or 1
        if room_ms < shortest_ms:
            cost += self._weights.too_short * (shortest_ms - room_ms) // shortest_ms
        return cost


def pieces(
    passage: Passage, rules: Profile, weights: Weights, walls: Sequence[int] = ()
) -> tuple[Piece, ...]:
    """The cheapest captions; a caption also ends at each place in `walls`."""
    costs = Costs(passage, rules, weights)
    stops = frozenset(walls)
    best: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, ())]
    for end in range(1, len(passage.atoms) + 1):
        best.append(min(_ways(costs, best, stops, end)))
    return tuple(_way_back(best))


def _ways(
    costs: Costs, best: list[tuple[int, int, tuple[int, ...]]], stops: frozenset[int], end: int
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    for first in range(end - 1, -1, -1):
        priced = costs.of(first, end)
        # Once too long, it only grows longer.
        if priced is None:
            return
        yield best[first][0] + priced[0], first, priced[1]
        if first in stops:
            return


def _way_back(best: list[tuple[int, int, tuple[int, ...]]]) -> list[Piece]:
    captions = []
    end = len(best) - 1
    while end:
        _, first, breaks = best[end]
        captions.append(Piece(first, end, breaks))
        end = first
    return captions[::-1]
