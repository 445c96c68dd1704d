"""Quality rules for captions: `check(track)` says what is wrong, where, and by whose rule."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from captions.checks import names, repeats, shots, texts, times, voices
from captions.checks.case import Case
from captions.checks.characters import characters
from captions.checks.problem import FixKind, Level, Problem
from captions.cue import Track
from captions.layout.function_words import likely_language
from captions.layout.sense import Sense
from captions.messages import sentence
from captions.profiles import PROFILES, Profile, profile_named
from captions.rolling import is_rolling

_MOST_WORDS = 2000  # so many say which language it is

# Another rule is one more function here.
RULES: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    texts.empty,
    texts.lines,
    texts.line_length,
    voices.speaker,
    times.interval,
    times.duration,
    times.reading_speed,
    texts.line_sense,
    texts.sentence_cut,
    voices.sound,
    voices.dual_speakers,
    characters,
)


def check(
    track: Track,
    profile: str | Profile = "default",
    media_ms: int | None = None,
    *,
    frame_rate: Fraction | None = None,
    shots_ms: Sequence[int] = (),
) -> list[Problem]:
    """In the order of the cues. A transcript without times has no rules to break.

    `frame_rate` counts for houses that measure gaps in frames; 24 a second where it is not said.
    `shots_ms`: when the shots of the video begin, for the rule of cuts.
    Raises CaptionError for an unknown profile.
    """
    rules = profile_named(profile)
    if frame_rate is not None:
        rules = rules.at(frame_rate)
    sense = Sense(language_of(track))
    problems: list[Problem] = []
    cases = [Case(cue, number, rules, sense) for number, cue in enumerate(track.cues, start=1)]
    for case in cases:
        if case.number > 1:
            problems.extend(times.order(track.cues[case.number - 2], case))
        if media_ms is not None:
            problems.extend(times.media_end(case, media_ms))
        for rule in RULES:
            problems.extend(rule(case))
    if is_rolling(track):
        message = sentence("The captions roll: each line is shown twice.")
        problems.append(cases[0].problem("rolling", "warning", message))
    else:
        problems.extend(repeats.repeated(cases))
    problems.extend(shots.shot_changes(cases, sorted(shots_ms)))
    problems.extend(_name_problems(track, cases))
    return sorted(problems, key=lambda problem: problem.cue)


def language_of(track: Track) -> str:
    """As the track says, else as its first words do."""
    if track.language:
        return track.language
    words = (word for cue in track.cues for word in cue.plain_text.lower().split())
    return likely_language(islice(words, _MOST_WORDS))


def _name_problems(track: Track, cases: list[Case]) -> Iterator[Problem]:
    for number, name, usual, is_sure in names.misspelt(track):
        case = cases[number - 1]
        if is_sure:
            message = sentence("“{name}” is written “{usual}” elsewhere.", name=name, usual=usual)
            yield case.problem("name-spelling", "note", message)
        else:
            message = sentence(
                "“{name}” looks like “{usual}”; is that the same person?", name=name, usual=usual
            )
            yield replace(case.problem("name-spelling", "note", message), fix=None)


__all__ = ["PROFILES", "FixKind", "Level", "Problem", "Profile", "check", "language_of"]
