"""What people corrected in the captions of one sync, kept in those of the next."""

import difflib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from captions.cue import Block, Cue, Track
from captions.sync.result.cue_words import CueWords, shifted_cue, without_overlaps
from captions.sync.result.same_words import bare, same_words

# From here on the sound itself has moved, and what was set by hand moves along.
_MOVED_MS = 500
# So many captions beside a correction may be taken along, so that it ends where a new one does.
_MOST_TAKEN_ALONG = 4


@dataclass(frozen=True, slots=True)
class KeptCorrections:
    """`count`: how many corrections are in the track; one may concern several captions. `lost`:
    captions made by hand that are not, since the words are others now; where somebody took
    captions out, those of the machine that are there again."""

    track: Track
    count: int
    lost: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class _Correction:
    """Captions first to end of the machine became `cues`; each `end` is not among them."""

    first: int
    end: int
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class _Patch:
    """`cues` instead of words first to end of the new sync. `until`: so many of the machine's
    captions are dealt with then."""

    first: int
    end: int
    cues: tuple[Cue, ...]
    until: int


def keep_corrections(machine: Track, corrected: Track, new: Track) -> KeptCorrections:
    """`machine`: what the last sync wrote; `corrected`: what people made of it; `new`: the next
    sync. Text, breaks and times set by hand stay where the words are the same. Captions come out
    in order and without overlaps."""
    syncs = _Syncs(machine, new)
    patches: list[_Patch] = []
    lost: list[Cue] = []
    corrections = list(_corrections(machine.cues, corrected.cues))
    free = 0
    untils = [*(correction.first for correction in corrections[1:]), len(machine.cues)]
    for correction, until in zip(corrections, untils, strict=False):
        patch = syncs.patch(correction, free, until)
        if patch is None or (patches and patch.first < patches[-1].end):
            lost += correction.cues or machine.cues[correction.first : correction.end]
        else:
            patches.append(patch)
            free = patch.until
    cues = without_overlaps(_with_patches(syncs.new, patches))
    blocks = tuple(_moved_blocks(corrected, cues))
    track = replace(corrected, cues=cues, blocks=blocks, language=new.language)
    return KeptCorrections(track, len(patches), tuple(lost))


def _corrections(machine: Sequence[Cue], corrected: Sequence[Cue]) -> Iterator[_Correction]:
    matcher = difflib.SequenceMatcher(None, machine, corrected, autojunk=False)
    for name, first, end, other, other_end in matcher.get_opcodes():
        if name == "replace" and end - first == other_end - other:
            for k in range(end - first):
                yield _Correction(first + k, first + k + 1, (corrected[other + k],))
        elif name != "equal":
            yield _Correction(first, end, tuple(corrected[other:other_end]))


class _Syncs:
    """The old sync and the new one, and which of their words are the same."""

    def __init__(self, machine: Track, new: Track) -> None:
        self.old, self.new = CueWords(machine.cues), CueWords(new.cues)
        self.same = same_words(self.old.words, self.new.words)

    def patch(self, correction: _Correction, free: int, until: int) -> _Patch | None:
        """`free` to `until`: captions of the machine that no other correction has."""
        first, end, cues = correction.first, correction.end, list(correction.cues)
        span = self._same(first, end) or self._as_written(first, end, cues)
        if span is None:
            return None
        for _ in range(_MOST_TAKEN_ALONG):
            wider = self._same(first - 1, end) if first > free else None
            if span[0] in self.new.borders or wider is None:
                break
            first, span = first - 1, wider
            cues.insert(0, self.old.cues[first])
        for _ in range(_MOST_TAKEN_ALONG):
            wider = self._same(first, end + 1) if end < until else None
            if span[1] in self.new.borders or wider is None:
                break
            cues.append(self.old.cues[end])
            end, span = end + 1, wider
        moved_ms = self.new.time_at(span[0]) - self.old.time_at(self.old.starts[first])
        if abs(moved_ms) >= _MOVED_MS:
            cues = [shifted_cue(cue, moved_ms) for cue in cues]
        return _Patch(*span, tuple(cues), end)

    def _same(self, first: int, end: int) -> tuple[int, int] | None:
        """Where the words of these captions are in the new sync, all of them and no others."""
        old = self.old.starts
        places = [self.same.get(word) for word in range(old[first], old[end])]
        places_now = [place for place in places if place is not None]
        if (
            not places_now
            or len(places_now) < len(places)
            or places_now[-1] - places_now[0] >= len(places_now)
        ):
            return None
        return places_now[0], places_now[-1] + 1

    def _as_written(self, first: int, end: int, cues: Sequence[Cue]) -> tuple[int, int] | None:
        """Where the new sync has, between the same neighbours, nothing or just what somebody wrote
        here by hand."""
        first_word, end_word = self.old.starts[first], self.old.starts[end]
        before = self.same.get(first_word - 1, -1) + 1
        after = self.same.get(end_word, -1)
        if end_word == len(self.old.words):
            after = len(self.new.words)
        if (first_word and before == 0) or after < before:
            return None
        own = [bare(word) for cue in cues for word in cue.plain_text.split()]
        is_nothing = before == after and first_word == end_word
        is_own = self.new.words[before:after] == own
        return (before, after) if is_nothing or is_own else None


def _with_patches(fresh: CueWords, patches: Iterable[_Patch]) -> Iterator[tuple[Cue, bool]]:
    """Each with whether it was made by hand."""
    place = 0
    for patch in patches:
        yield from ((cue, False) for cue in fresh.between(place, patch.first))
        yield from ((cue, True) for cue in patch.cues)
        place = patch.end
    yield from ((cue, False) for cue in fresh.between(place, len(fresh.words)))


def _moved_blocks(corrected: Track, cues: Sequence[Cue]) -> Iterator[Block]:
    """Each note before the caption that follows it in time."""
    starts = [cue.start_ms for cue in cues]
    for block in corrected.blocks:
        if block.before < len(corrected.cues):
            place = bisect_left(starts, corrected.cues[block.before].start_ms)
        else:
            place = len(cues)
        yield replace(block, before=place if block.before else 0)
