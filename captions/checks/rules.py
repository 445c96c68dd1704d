"""One small function a rule. Integer arithmetic throughout: limits are compared by products."""

import re
from collections.abc import Iterator

from captions.checks.problem import Level, Problem
from captions.checks.profiles import Profile
from captions.cue import Cue
from captions.timecode import clock

_DASHED = re.compile(r"\s*(?:-|–|—|>>)\s*\S")


def problems_of_pair(before: Cue, cue: Cue, number: int, rules: Profile) -> Iterator[Problem]:
    """What is wrong between a cue and the one above it."""
    gap_ms = cue.start_ms - before.end_ms
    if cue.start_ms < before.start_ms:
        message = f"Starts at {clock(cue.start_ms)}, before the cue above it."
        yield _problem("order", "error", cue, number, rules, message, cue.start_ms, before.start_ms)
    elif gap_ms < 0:
        message = f"Starts {-gap_ms} ms before the cue above it ends."
        yield _problem("overlap", "error", cue, number, rules, message, -gap_ms, 0)
    elif rules.gap_ms is not None and 0 < gap_ms < rules.gap_ms:
        message = f"The gap to the cue above is {gap_ms} ms; leave {rules.gap_ms} ms or none."
        yield _problem("gap", "warning", cue, number, rules, message, gap_ms, rules.gap_ms)


def problems_of_cue(
    cue: Cue, number: int, rules: Profile, media_ms: int | None
) -> Iterator[Problem]:
    text = cue.plain_text
    if media_ms is not None and cue.end_ms > media_ms:
        message = f"Ends {cue.end_ms - media_ms} ms after the video."
        yield _problem("media-end", "error", cue, number, rules, message, cue.end_ms, media_ms)
    if not text.strip():
        yield _problem("empty", "error", cue, number, rules, "Says nothing.")
    yield from _lines(cue, number, rules, text)
    if cue.end_ms <= cue.start_ms:
        message = "Does not end after its start, so it is never shown."
        yield _problem("interval", "error", cue, number, rules, message, cue.end_ms, cue.start_ms)
    else:
        yield from _duration(cue, number, rules, text)
        yield from _reading_speed(cue, number, rules, text)


def _lines(cue: Cue, number: int, rules: Profile, text: str) -> Iterator[Problem]:
    lines = text.split("\n")
    if len(lines) > rules.lines:
        message = f"{len(lines)} lines; at most {rules.lines}."
        yield _problem("lines", "error", cue, number, rules, message, len(lines), rules.lines)
    longest = max(len(line) for line in lines)
    if longest > rules.chars_per_line:
        message = f"A line of {longest} characters; at most {rules.chars_per_line}."
        limit = rules.chars_per_line
        yield _problem("line-length", "warning", cue, number, rules, message, longest, limit)
    if sum(1 for line in lines if _DASHED.match(line)) > 1 and cue.speaker is None:
        message = "Several people speak, and none is named."
        yield _problem("speaker", "note", cue, number, rules, message)


def _duration(cue: Cue, number: int, rules: Profile, text: str) -> Iterator[Problem]:
    lasts_ms = cue.end_ms - cue.start_ms
    shortest_ms = rules.shortest_ms
    if rules.shortest_ms_per_word is not None:
        shortest_ms = rules.shortest_ms_per_word * len(text.split())
    if shortest_ms is not None and lasts_ms < shortest_ms:
        message = f"Shown for {lasts_ms} ms; at least {shortest_ms} ms."
        yield _problem("shortest", "warning", cue, number, rules, message, lasts_ms, shortest_ms)
    if rules.longest_ms is not None and lasts_ms > rules.longest_ms:
        message = f"Shown for {lasts_ms} ms; at most {rules.longest_ms} ms."
        limit = rules.longest_ms
        yield _problem("longest", "warning", cue, number, rules, message, lasts_ms, limit)


def _reading_speed(cue: Cue, number: int, rules: Profile, text: str) -> Iterator[Problem]:
    """Characters a second, spaces counted; where a house counts words, words a minute."""
    lasts_ms = cue.end_ms - cue.start_ms
    characters = len(text.replace("\n", " "))
    if rules.chars_per_second is not None:
        if characters * 1000 > rules.chars_per_second * lasts_ms:
            speed = -(-characters * 1000 // lasts_ms)
            limit = rules.chars_per_second
            message = f"{speed} characters a second; at most {limit}."
            yield _problem("reading-speed", "warning", cue, number, rules, message, speed, limit)
    elif rules.words_per_minute is not None:
        words = len(text.split())
        if words * 60_000 > rules.words_per_minute * lasts_ms:
            speed = -(-words * 60_000 // lasts_ms)
            limit = rules.words_per_minute
            message = f"{speed} words a minute; at most {limit}."
            yield _problem("reading-speed", "warning", cue, number, rules, message, speed, limit)


def _problem(
    rule: str,
    level: Level,
    cue: Cue,
    number: int,
    rules: Profile,
    message: str,
    measured: int | None = None,
    limit: int | None = None,
) -> Problem:
    source = rules.source(rule)
    return Problem(rule, level, number, cue.start_ms, message, measured, limit, source)
