"""Quality rules for captions: `check(track)` says what is wrong, where, and by whose rule."""

from captions.checks.problem import Level, Problem
from captions.checks.profiles import PROFILES, Profile, profile_named
from captions.checks.rules import Case, problems_after, problems_of
from captions.cue import Track


def check(track: Track, *, profile: str = "default", media_ms: int | None = None) -> list[Problem]:
    """In the order of the cues. A transcript without times has no rules to break.

    Raises CaptionError for an unknown profile.
    """
    rules = profile_named(profile)
    found: list[Problem] = []
    for number, cue in enumerate(track.cues, start=1):
        case = Case(cue, number, rules)
        if number > 1:
            found.extend(problems_after(track.cues[number - 2], case))
        found.extend(problems_of(case, media_ms))
    return found


__all__ = ["PROFILES", "Level", "Problem", "Profile", "check"]
