"""A second look where the result contradicts itself: words that nobody is heard to say beside
speech that has no words. One of the two is wrong, mostly a few words near them that were heard
where they are not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from captions.sync.matching.chaining import USUAL_MS_A_LETTER
from captions.sync.matching.kinds import Kind
from captions.sync.matching.recognition import Heard
from captions.sync.matching.timeline import SKIPPED, Open, Timeline
from captions.sync.sound.speech import CHUNK_MS, SPEECH, Span, Speech

# As many words one after another are where they were heard; between two, a breath at most.
SURE_WORDS, BREATH_MS = 4, 300
# Of the time that the unheard words need, so much is left without words.
ENOUGH_SPEECH = 0.5
FEWEST_UNHEARD = 2
MOST_WORDS, LONGEST_MS = 30, 15_000
# People who speak freely press three words in ten; where more are, words lie on speech that they
# are not.
MOST_PRESSED = 0.35
CONFIDENCE = {Kind.ALIGNED: 0.6, Kind.INTERPOLATED: 0.3}

Laying = Callable[[Span, Sequence[str]], list[Heard] | None]


@dataclass(frozen=True, slots=True)
class SecondLook:
    """lay: words, all of them said, on the stretch of sound that holds them; None: they do not fit.
    is_pressed: whether a word got no more time than the least."""

    timeline: Timeline
    speech: Speech
    lay: Laying
    is_pressed: Callable[[Heard], bool]

    def take(self) -> None:
        looked_at = 0
        for unheard in list(_unheard_runs(self.timeline)):
            if unheard.start < looked_at:
                continue
            stretch = self._between_sure_words(unheard)
            if stretch is not None and self._is_contradiction(unheard, stretch):
                looked_at = stretch.end
                self._lay_again(stretch)

    def _between_sure_words(self, unheard: range) -> Open | None:
        times = self.timeline.times
        first, end = unheard.start, unheard.stop
        while first and not self._is_sure(range(first - SURE_WORDS, first)):
            first -= 1
        while end < len(times) and not self._is_sure(range(end, end + SURE_WORDS)):
            end += 1
        if not first or end == len(times) or end - first > MOST_WORDS:
            return None
        start_ms, end_ms = times[first - 1].end_ms or 0, times[end].start_ms or 0
        is_short = 0 < end_ms - start_ms <= LONGEST_MS
        return Open(first, end, start_ms, end_ms) if is_short else None

    def _is_sure(self, places: range) -> bool:
        if places.start < 0 or places.stop > len(self.timeline.times):
            return False
        times = [self.timeline.times[place] for place in places]
        return all(time.kind == Kind.ANCHOR for time in times) and all(
            (after.start_ms or 0) - (before.end_ms or 0) <= BREATH_MS
            for before, after in pairwise(times)
        )

    def _is_contradiction(self, unheard: range, stretch: Open) -> bool:
        letters = sum(len(self.timeline.words[place]) for place in unheard)
        return self._wordless_ms(stretch) >= letters * USUAL_MS_A_LETTER * ENOUGH_SPEECH

    def _wordless_ms(self, stretch: Open) -> int:
        """How long somebody speaks there beside its words."""
        first, last = stretch.start_ms // CHUNK_MS, stretch.end_ms // CHUNK_MS
        wordless = self.speech.probabilities[first:last] > SPEECH
        for time in self.timeline.times[stretch.first : stretch.end]:
            if time.start_ms is not None and time.end_ms is not None:
                own = slice(
                    max(0, time.start_ms // CHUNK_MS - first), time.end_ms // CHUNK_MS - first
                )
                wordless[own] = False
        return int(np.count_nonzero(wordless)) * CHUNK_MS

    def _lay_again(self, stretch: Open) -> None:
        """Kept only where the words get the time they take."""
        laid = self.lay(stretch.room, self.timeline.words[stretch.first : stretch.end])
        pressed = list(map(self.is_pressed, laid or ()))
        if laid is None or sum(pressed) > len(laid) * MOST_PRESSED:
            return
        for place, heard in enumerate(laid):
            kind = Kind.INTERPOLATED if pressed[place] else Kind.ALIGNED
            self.timeline.put(stretch.first + place, heard, kind, CONFIDENCE[kind])


def _unheard_runs(timeline: Timeline) -> Iterator[range]:
    first = None
    for place, time in enumerate([*timeline.times, None]):
        if time is SKIPPED and first is None:
            first = place
        elif time is not SKIPPED and first is not None:
            if place - first >= FEWEST_UNHEARD:
                yield range(first, place)
            first = None
