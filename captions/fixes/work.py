"""The cues while they are fixed; every step is taken only if the rules like its outcome better."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from captions.checks import RULES, times
from captions.checks.case import Case
from captions.checks.problem import FixKind, Level, Problem
from captions.cue import Cue
from captions.layout.sense import Sense
from captions.profiles import Profile

_LEVELS: tuple[Level, ...] = ("error", "warning", "note")
# The others say the same of a text whenever it is shown.
_OF_TIMES = (times.interval, times.duration, times.reading_speed)
_OF_TEXT = tuple(rule for rule in RULES if rule not in _OF_TIMES)


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
        self._seen: dict[Cue, _Alone] = {}
        self._seen_texts: dict[str, list[int]] = {}

    def is_flagged(self, kind: FixKind, place: int) -> bool:
        return self.origins[place] in self.flagged.get(kind, ())

    def replace(self, kind: FixKind, place: int, new: Sequence[Cue], message: str) -> bool:
        """Puts `new` for the cue, unless the rules then find as much wrong as before, or a line
        that begins again now looks like another speaker's."""
        old = self.cues[place]
        is_same = [cue.text for cue in new] == [old.text] or speech_letters(new) == speech_letters(
            [old]
        )
        is_better = is_same and self._balance(place, new) < 0
        if is_better:
            self._put_cues(kind, place, new, message)
        return is_better

    def accept(self, kind: FixKind, place: int, new: Cue, message: str) -> None:
        """Puts `new` for the cue, unless the rules then find more wrong than before."""
        if self._balance(place, [new]) <= 0:
            self._put_cues(kind, place, [new], message)

    def _put_cues(self, kind: FixKind, place: int, new: Sequence[Cue], message: str) -> None:
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
        counts = [0, 0, 0]
        for number, cue in enumerate(cues):
            alone = self._alone(cue)
            counts = [a + b for a, b in zip(counts, alone.counts, strict=True)]
            if number:
                for problem in times.order(cues[number - 1], self._case(cue)):
                    counts[_LEVELS.index(problem.level)] += 1
        # A hasty cue in two parts is as hasty as before, not twice as much.
        hasty = sum(self._alone(cue).is_hasty for cue in middle)
        return counts[0], counts[1] - max(0, hasty - 1), counts[2]

    def _alone(self, cue: Cue) -> "_Alone":
        alone = self._seen.get(cue)
        if alone is None:
            case = self._case(cue)
            of_text = self._seen_texts.get(cue.text)
            if of_text is None:
                of_text = _counts(problem for rule in _OF_TEXT for problem in rule(case))
                self._seen_texts[cue.text] = of_text
            problems = [problem for rule in _OF_TIMES for problem in rule(case)]
            if self.house.media_ms is not None:
                problems.extend(times.media_end(case, self.house.media_ms))
            counts = tuple(a + b for a, b in zip(of_text, _counts(problems), strict=True))
            alone = _Alone(counts, any(p.rule == "reading-speed" for p in problems))
            self._seen[cue] = alone
        return alone

    def _case(self, cue: Cue) -> Case:
        return Case(cue, 1, self.house.rules, self._sense)


def _counts(problems: Iterable[Problem]) -> list[int]:
    levels = [problem.level for problem in problems]
    return [levels.count(level) for level in _LEVELS]


@dataclass(frozen=True, slots=True)
class _Alone:
    """What is wrong with a cue whatever stands around it, by level."""

    counts: tuple[int, ...]
    is_hasty: bool


def speech_letters(cues: Sequence[Cue]) -> list[tuple[str | None, str]]:
    """Who says what, however it is broken; who is not named goes on."""
    speeches: list[tuple[str | None, str]] = []
    for speech in (speech for cue in cues for speech in cue.speeches):
        text = "".join(speech.text.split())
        if speeches and speech.speaker in (None, speeches[-1][0]):
            speeches[-1] = (speeches[-1][0], speeches[-1][1] + text)
        else:
            speeches.append((speech.speaker, text))
    return speeches
