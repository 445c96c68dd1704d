"""What can be mended without a change of words: `fix(track)` does it and says what it did."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from captions.checks import Problem, check, language_of
from captions.checks.problem import FixKind
from captions.cue import Block, Track
from captions.fixes import steps
from captions.fixes.work import Change, House, Work
from captions.messages import sentence
from captions.profiles import Profile, profile_named
from captions.rolling import is_rolling, unrolled

# Text before times, since a cue that is cut in two needs other times.
_STEPS: dict[FixKind, Callable[[Work], None]] = {
    "rolling": steps.rolling,
    "names": steps.names,
    "split": steps.split,
    "lines": steps.lines,
    "overlap": steps.overlap,
    "durations": steps.durations,
    "gaps": steps.gaps,
}
FIX_KINDS = tuple(_STEPS)


@dataclass(frozen=True, slots=True)
class Fixed:
    """`left` is what check() finds in the fixed track, by its numbers."""

    track: Track
    done: tuple[Change, ...]
    left: tuple[Problem, ...]


def fix(
    track: Track,
    problems: Iterable[Problem] | None = None,
    kinds: Collection[FixKind] | None = None,
    *,
    profile: str | Profile = "default",
    media_ms: int | None = None,
    frame_rate: Fraction | None = None,
) -> Fixed:
    """Mends these problems (None: all that check() finds), of these kinds (None: every one).

    No spoken word changes, and no step is taken that leaves as much wrong as before. `profile`,
    `media_ms` and `frame_rate` are those of the check. Raises CaptionError for an unknown profile.
    """
    rules = profile_named(profile)
    if frame_rate is not None:
        rules = rules.at(frame_rate)
    rolled = track
    if is_rolling(track) and problems is None and (kinds is None or "rolling" in kinds):
        # All else is judged by what is left once each line is shown once.
        track = unrolled(track)
    if problems is None:
        problems = check(track, rules, media_ms)
    flagged: dict[FixKind, set[int]] = {}
    for problem in problems:
        # What does not fit its lines however they break may be cut.
        ways: tuple[FixKind | None, ...] = (problem.fix,)
        if problem.fix == "lines":
            ways = ("lines", "split")
        for way in ways:
            if way is not None and (kinds is None or way in kinds):
                flagged.setdefault(way, set()).add(problem.cue)
    numbers = list(range(1, len(track.cues) + 1))
    work = Work(list(track.cues), numbers, House(rules, language_of(track), media_ms), flagged)
    for step in _STEPS.values():
        step(work)
    new = replace(track, cues=tuple(work.cues), blocks=_moved(track.blocks, work.origins))
    if track is not rolled:
        count = len(rolled.cues) - len(track.cues)
        message = sentence(
            "Each line is now shown once; {count} captions were removed.", count=count
        )
        work.changes.insert(0, Change("rolling", 1, message))
    done = tuple(sorted(work.changes, key=lambda change: change.cue))
    return Fixed(new, done, tuple(check(new, rules, media_ms)))


def _moved(blocks: tuple[Block, ...], origins: list[int]) -> tuple[Block, ...]:
    """Each still before the same cue, or what is now its first part."""
    first = {origin: place for place, origin in reversed(list(enumerate(origins)))}
    return tuple(
        replace(block, before=first.get(block.before + 1, len(origins))) for block in blocks
    )


__all__ = ["FIX_KINDS", "Change", "FixKind", "Fixed", "fix"]
