"""The cues while they are fixed; every step is taken only if the rules like its outcome better."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from captions.checks import RULES, times
from captions.checks.case import Case
from captions.checks.problem import FixKind, Problem
from captions.cue import Cue
from captions.layout.sense import Sense
from captions.profiles import Profile

_LEVELS = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Change:
    """`cue` is its 1-based number before anything was fixed."""

    kind: FixKind
    cue: int
    message: str


@dataclass(frozen=True, slots=True)
class House:
    rules: Profile
    language: str
    media_ms: int | None


@dataclass
class Work:
    """`origins` has for each cue the number that it, or what it was cut from, had at first."""

    cues: list[Cue]
    origins: list[int]
    house: House
    flagged: dict[FixKind, set[int]]
    changes: list[Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._sense = Sense(self.house.language)

    def is_flagged(self, kind: FixKind, place: int) -> bool:
        return self.origins[place] in self.flagged.get(kind, ())

    def replace(self, kind: FixKind, place: int, new: Sequence[Cue], message: str) -> bool:
        """Puts `new` for the cue, unless the rules then find as much wrong as before, or a line
        that begins anew now looks like another speaker's."""
        is_better = self._balance(place, new) < 0 and said(new) == said([self.cues[place]])
        if is_better:
            self._put(kind, place, new, message)
        return is_better

    def accept(self, kind: FixKind, place: int, new: Cue, message: str) -> None:
        """Puts `new` for the cue, unless the rules then find more wrong than before."""
        if self._balance(place, [new]) <= 0:
            self._put(kind, place, [new], message)

    def _put(self, kind: FixKind, place: int, new: Sequence[Cue], message: str) -> None:
        self.cues[place : place + 1] = new
        self.origins[place : place + 1] = [self.origins[place]] * len(new)
        self.changes.append(Change(kind, self.origins[place], message))

    def _balance(self, place: int, new: Sequence[Cue]) -> int:
        """Below 0 where `new` is better, above where it is worse; errors count first."""
        was, becomes = self._wrong(place, [self.cues[place]]), self._wrong(place, new)
        return (becomes > was) - (becomes < was)

    def _wrong(self, place: int, middle: Sequence[Cue]) -> tuple[int, ...]:
        """How many errors, warnings and notes, with the cues above and below."""
        above, below = self.cues[max(0, place - 1) : place], self.cues[place + 1 : place + 2]
        cues = [*above, *middle, *below]
        found: list[Problem] = []
        for number, cue in enumerate(cues):
            case = Case(cue, number + 1, self.house.rules, self._sense)
            if number:
                found.extend(times.order(cues[number - 1], case))
            if self.house.media_ms is not None:
                found.extend(times.media_end(case, self.house.media_ms))
            found.extend(problem for rule in RULES for problem in rule(case))
        # A hasty cue in two parts is as hasty as before, not twice as much.
        inside = range(len(above) + 1, len(above) + len(middle) + 1)
        hasty = [p for p in found if p.rule == "reading-speed" and p.cue in inside]
        counts = [sum(p.level == level for p in found) for level in _LEVELS]
        return counts[0], counts[1] - max(0, len(hasty) - 1), counts[2]


def said(cues: Sequence[Cue]) -> list[tuple[str | None, str]]:
    """Who says what, however it is broken; who is not named goes on."""
    found: list[tuple[str | None, str]] = []
    for speech in (speech for cue in cues for speech in cue.speeches):
        text = "".join(speech.text.split())
        if found and speech.speaker in (None, found[-1][0]):
            found[-1] = (found[-1][0], found[-1][1] + text)
        else:
            found.append((speech.speaker, text))
    return found
