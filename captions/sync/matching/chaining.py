"""The most believable way to walk through the transcript and what was heard at once.

Plain edit distance takes any of the ways with the fewest edits, and where text is missing or a
phrase comes back it walks astray. Here a step from one run of words to the next is the dearer the
less the text that is passed over agrees with the speech that is."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from captions.sync.matching.recognition import Heard

# The fastest speech that can be followed, what its limit may be missed by, and the usual one.
FASTEST_MS_A_LETTER, SLACK_MS, USUAL_MS_A_LETTER = 25, 300, 62
# Worth of a run: its letters less a constant, so that two short words are worth next to nothing.
OPENING = 6.0
DISAGREEMENT, EASED_MS = 4.0, 600
# Of passing over words that have no time to be said, and by the letter: what nobody says comes in
# short runs, and a wrong way passes over many (docs/sync.md, Words never spoken).
UNSAID, UNSAID_LETTER = 4.0, 0.25
RARE, LONG = 2, 6
MOST_BEFORE = 3000
NEVER = -1e9

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Match:
    """`length` words, alike from `word` on in the transcript and from `heard` on in the sound."""

    word: int
    heard: int
    length: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """For each word the milliseconds between which it begins, as far as the transcript says."""

    earliest: Sequence[int]
    latest: Sequence[int]

    def hold(self, word: int, heard: Heard) -> bool:
        return self.earliest[word] <= heard.start_ms <= self.latest[word]


def chain(
    words: Sequence[str],
    heard: Sequence[Heard],
    bounds: Bounds,
    *,
    is_each_said: bool = False,
) -> list[Match]:
    """is_each_said: words that are passed over must have the time to be said."""
    matches = [
        match
        for match in _matches(words, [each.word for each in heard])
        if bounds.hold(match.word, heard[match.heard])
    ]
    unsaid = -NEVER if is_each_said else UNSAID
    return _Chain(matches, words, heard, bounds, unsaid).best() if matches else []


def _matches(words: Sequence[str], heard: Sequence[str]) -> Iterator[Match]:
    """By their place in what was heard. Pairs of words at least, or one that is long and rare."""
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    singles: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        singles[word].append(place)
        if place + 1 < len(words):
            pairs[word, words[place + 1]].append(place)
    for at, word in enumerate(heard):
        following = heard[at + 1] if at + 1 < len(heard) else ""
        for place in pairs.get((word, following), ()):
            if not (at and place and heard[at - 1] == words[place - 1]):
                yield Match(place, at, _length(words, heard, place, at))
        places = singles.get(word, [])
        if len(word) >= LONG and len(places) <= RARE:
            yield from (
                Match(place, at, 1) for place in places if _is_alone(words, heard, place, at)
            )


def _length(words: Sequence[str], heard: Sequence[str], place: int, at: int) -> int:
    length = 2
    while (
        place + length < len(words)
        and at + length < len(heard)
        and words[place + length] == heard[at + length]
    ):
        length += 1
    return length


def _is_alone(words: Sequence[str], heard: Sequence[str], place: int, at: int) -> bool:
    before = at and place and heard[at - 1] == words[place - 1]
    after = at + 1 < len(heard) and place + 1 < len(words) and heard[at + 1] == words[place + 1]
    return not before and not after


class _Chain:
    """Dynamic programming over the matches, each compared with those before it."""

    def __init__(
        self,
        matches: list[Match],
        words: Sequence[str],
        heard: Sequence[Heard],
        bounds: Bounds,
        unsaid: float,
    ) -> None:
        self.matches = matches
        self.unsaid = unsaid
        letters = np.cumsum([0, *(len(word) + 1 for word in words)])
        spoken = np.cumsum([0, *(each.end_ms - each.start_ms for each in heard)])
        self.word = np.array([match.word for match in matches])
        self.heard = np.array([match.heard for match in matches])
        self.length = np.array([match.length for match in matches])
        self.letters_at, self.letters_after = letters[self.word], letters[self.word + self.length]
        self.spoken_at, self.spoken_after = spoken[self.heard], spoken[self.heard + self.length]
        self.start_ms = np.array([heard[match.heard].start_ms for match in matches])
        last = self.heard + self.length - 1
        self.end_ms = np.array([heard[place].end_ms for place in last])
        self.worth = (self.letters_after - self.letters_at).astype(np.float64)
        self.room_before_ms = self.start_ms - bounds.earliest[0]
        self.room_after_ms = bounds.latest[-1] - self.end_ms
        self.all_letters, self.all_spoken = letters[-1], spoken[-1]

    def best(self) -> list[Match]:
        totals = np.full(len(self.matches), NEVER)
        came_from = np.full(len(self.matches), -1)
        for place in range(len(self.matches)):
            totals[place] = self.worth[place] - OPENING - self._from_the_start(place)
            first = max(0, place - MOST_BEFORE)
            if place:
                gains = totals[first:place] + self._steps(slice(first, place), place)
                before = int(np.argmax(gains))
                if gains[before] > totals[place]:
                    totals[place], came_from[place] = gains[before], first + before
        totals -= self._to_the_end()
        last = int(np.argmax(totals))
        return self._walk(last, came_from) if totals[last] > 0 else []

    def _from_the_start(self, place: int) -> float:
        letters = self.letters_at[place]
        unsaid = float(self._price_of_unsaid(letters, self.room_before_ms[place]))
        return unsaid + float(_disagreement(letters, self.spoken_at[place])) / 2

    def _to_the_end(self) -> Floats:
        letters = self.all_letters - self.letters_after
        unsaid = self._price_of_unsaid(letters, self.room_after_ms)
        return unsaid + _disagreement(letters, self.all_spoken - self.spoken_after) / 2

    def _steps(self, before: slice, place: int) -> Floats:
        """What `place` adds after each of those before it, where two may share some words."""
        ends_word = self.word[before] + self.length[before]
        ends_heard = self.heard[before] + self.length[before]
        shared = np.maximum(
            0, np.maximum(ends_word - self.word[place], ends_heard - self.heard[place])
        )
        part = 1 - shared / self.length[place]
        letters = np.maximum(0, self.letters_at[place] - self.letters_after[before])
        spoken = np.maximum(0, self.spoken_at[place] - self.spoken_after[before])
        room_ms = self.start_ms[place] - self.end_ms[before]
        possible = (
            (shared < self.length[place])
            & (shared < self.length[before])
            & (self.word[before] < self.word[place])
            & (self.heard[before] < self.heard[place])
        )
        unsaid = np.where(shared > 0, 0, self._price_of_unsaid(letters, room_ms))
        gains = self.worth[place] * part - OPENING - _disagreement(letters, spoken) - unsaid
        return np.where(possible, gains, NEVER)

    def _price_of_unsaid(self, letters: Integers, room_ms: Integers) -> Floats:
        """Of passing over more letters than can be said in the room there is."""
        lacking = letters - (room_ms + SLACK_MS) / FASTEST_MS_A_LETTER
        price: Floats = np.where(lacking > 0, self.unsaid + UNSAID_LETTER * lacking, 0.0)
        return price

    def _walk(self, place: int, came_from: Integers) -> list[Match]:
        """Words that two matches share stay with the later one."""
        walked: list[Match] = []
        while place >= 0:
            match = self.matches[place]
            if walked:
                over = max(
                    match.word + match.length - walked[-1].word,
                    match.heard + match.length - walked[-1].heard,
                    0,
                )
                match = Match(match.word, match.heard, match.length - over)
            walked.append(match)
            place = int(came_from[place])
        return walked[::-1]


def _disagreement(letters: Integers, spoken_ms: Integers) -> Floats:
    expected_ms = letters * USUAL_MS_A_LETTER
    cost: Floats = np.abs(np.log((spoken_ms + EASED_MS) / (expected_ms + EASED_MS)))
    return DISAGREEMENT * cost
