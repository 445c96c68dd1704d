"""Captions as one row of words, which can be cut anywhere and put together again."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from captions.cue import Cue
from captions.cuetext import escape
from captions.layout import break_lines
from captions.sync.result.same_words import bare

_VOICE = re.compile(r"<v(?:\.[^ >]*)? [^>]*>")
# What a caption of the machine is given where one made by hand takes its time.
_LEAST_MS = 500


class CueWords:
    """Caption k has words starts[k] to starts[k + 1], that one not among them."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self.cues = tuple(cues)
        texts = [cue.plain_text.split() for cue in cues]
        self.written = [word for text in texts for word in text]
        self.words = [bare(word) for word in self.written]
        self.starts = [0, *accumulate(len(text) for text in texts)]
        self.borders = frozenset(self.starts)

    def time_at(self, word: int) -> int:
        """When the word begins, by its share of the letters of its caption."""
        if word >= len(self.words):
            return self.cues[-1].end_ms if self.cues else 0
        number = bisect_right(self.starts, word) - 1
        cue, first, end = self.cues[number], self.starts[number], self.starts[number + 1]
        whole = sum(map(len, self.written[first:end]))
        before = sum(map(len, self.written[first:word]))
        return cue.start_ms + (cue.end_ms - cue.start_ms) * before // max(whole, 1)

    def between(self, first: int, end: int) -> Iterator[Cue]:
        """Captions of these words; one that reaches beyond them is cut."""
        for number, cue in enumerate(self.cues):
            begins, ends = self.starts[number], self.starts[number + 1]
            if begins == ends and first <= begins < end:
                yield cue
            elif max(first, begins) < min(end, ends):
                yield self._part(cue, (begins, ends), (max(first, begins), min(end, ends)))

    def _part(self, cue: Cue, whole: tuple[int, int], part: tuple[int, int]) -> Cue:
        if whole == part:
            return cue
        lines = break_lines(" ".join(self.written[slice(*part)]))
        voice = _VOICE.match(cue.text)
        start_ms = self.time_at(part[0])
        end_ms = cue.end_ms if part[1] == whole[1] else self.time_at(part[1])
        return replace(
            cue,
            start_ms=start_ms,
            end_ms=max(end_ms, start_ms + 1),  # one of a millisecond can be cut as well
            text=(voice[0] if voice else "") + escape("\n".join(lines)),
        )


def shifted_cue(cue: Cue, by_ms: int) -> Cue:
    start_ms = max(0, cue.start_ms + by_ms)
    return replace(cue, start_ms=start_ms, end_ms=start_ms + cue.end_ms - cue.start_ms)


def without_overlaps(cues: Iterable[tuple[Cue, bool]]) -> tuple[Cue, ...]:
    """In the order given; each with whether it was made by hand, and so keeps its times where it
    can."""
    placed_cues: list[Cue] = []
    was_by_hand = False
    for cue, is_by_hand in cues:
        if placed_cues and cue.start_ms < placed_cues[-1].end_ms:
            last = placed_cues[-1]
            if is_by_hand and not was_by_hand and cue.start_ms > last.start_ms:
                placed_cues[-1] = replace(last, end_ms=cue.start_ms)
                placed_cues.append(cue)
            else:
                end_ms = max(cue.end_ms, last.end_ms + _LEAST_MS)
                placed_cues.append(replace(cue, start_ms=last.end_ms, end_ms=end_ms))
        else:
            placed_cues.append(cue)
        was_by_hand = is_by_hand
    return tuple(placed_cues)
