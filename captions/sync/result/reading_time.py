"""Captions too quick to read take a little time from neighbours that have some to spare."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from captions.cue import Cue
from captions.layout import width
from captions.profiles import Profile

# A caption that begins so much too soon or too late is not yet out of step with what is said.
_SOONER_MS = 110
_LATER_MS = 200
_ROUNDS = 3


@dataclass(slots=True)
class _Slot:
    """`needed_ms`: to be read. `sooner_ms`, `later_ms`: how far its start may still be moved."""

    start_ms: int
    end_ms: int
    needed_ms: int
    sooner_ms: int = _SOONER_MS
    later_ms: int = _LATER_MS

    @property
    def lacks_ms(self) -> int:
        return max(0, self.needed_ms - (self.end_ms - self.start_ms))

    @property
    def spares_ms(self) -> int:
        return max(0, self.end_ms - self.start_ms - self.needed_ms)

    def move_start(self, by_ms: int) -> None:
        self.start_ms += by_ms
        self.later_ms -= by_ms
        self.sooner_ms += by_ms


def with_time_to_read(cues: Sequence[Cue], rules: Profile) -> tuple[Cue, ...]:
    """Order, text and gaps between neighbours stay as they are."""
    slots = [_Slot(cue.start_ms, cue.end_ms, _needed_ms(cue, rules)) for cue in cues]
    for _ in range(_ROUNDS):
        for place in range(len(slots)):
            _lend(slots, place, rules)
    return tuple(
        replace(cue, start_ms=slot.start_ms, end_ms=slot.end_ms)
        for cue, slot in zip(cues, slots, strict=True)
    )


def _needed_ms(cue: Cue, rules: Profile) -> int:
    words = cue.plain_text.split()
    return rules.needed_ms(width(" ".join(words)), len(words))


def _lend(slots: Sequence[_Slot], place: int, rules: Profile) -> None:
    slot = slots[place]
    before = slots[place - 1] if place else None
    after = slots[place + 1] if place + 1 < len(slots) else None
    if slot.lacks_ms:
        _from_pause(slot, before, rules)
    if slot.lacks_ms and after:
        lent_ms = min(slot.lacks_ms, after.spares_ms, after.later_ms)
        slot.end_ms += lent_ms
        after.move_start(lent_ms)
    if slot.lacks_ms and before:
        lent_ms = min(slot.lacks_ms, before.spares_ms, slot.sooner_ms)
        before.end_ms -= lent_ms
        slot.move_start(-lent_ms)


def _from_pause(slot: _Slot, before: _Slot | None, rules: Profile) -> None:
    """Of the pause before it; what is left of that is the smallest gap, none, or long enough."""
    pause_ms = slot.start_ms - before.end_ms if before else slot.start_ms
    gap_ms = max(rules.gap_ms or 0, rules.close_ms or 0) if before else 0
    slot.move_start(-max(0, min(slot.lacks_ms, slot.sooner_ms, pause_ms - gap_ms)))
