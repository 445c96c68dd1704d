"""One small function a rule. Integer arithmetic throughout: limits are compared by products."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from captions.checks.problem import Level, Problem
from captions.checks.profiles import Profile
from captions.cue import Cue
from captions.timecode import clock

_DASHED = re.compile(r"\s*(?:-|–|—|>>)\s*\S")


@dataclass(frozen=True, slots=True)
class Case:
    """A cue under the rules of a house; `number` is 1-based."""

    cue: Cue
    number: int
    rules: Profile

    @property
    def lasts_ms(self) -> int:
        return self.cue.end_ms - self.cue.start_ms

    def problem(
        self,
        rule: str,
        level: Level,
        message: str,
        *,
        measured: int | None = None,
        limit: int | None = None,
    ) -> Problem:
        source = self.rules.source(rule)
        start_ms = self.cue.start_ms
        return Problem(rule, level, self.number, start_ms, message, measured, limit, source)


def problems_after(before: Cue, case: Case) -> Iterator[Problem]:
    """What is wrong between a cue and the one above it."""
    start_ms, wanted_ms = case.cue.start_ms, case.rules.gap_ms
    gap_ms = start_ms - before.end_ms
    if start_ms < before.start_ms:
        message = f"Starts at {clock(start_ms)}, before the cue above it."
        yield case.problem("order", "error", message, measured=start_ms, limit=before.start_ms)
    elif gap_ms < 0:
        message = f"Starts {-gap_ms} ms before the cue above it ends."
        yield case.problem("overlap", "error", message, measured=-gap_ms, limit=0)
    elif wanted_ms is not None and 0 < gap_ms < wanted_ms:
        message = f"The gap to the cue above is {gap_ms} ms; leave {wanted_ms} ms or none."
        yield case.problem("gap", "warning", message, measured=gap_ms, limit=wanted_ms)


def problems_of(case: Case, media_ms: int | None) -> Iterator[Problem]:
    cue, text = case.cue, case.cue.plain_text
    if media_ms is not None and cue.end_ms > media_ms:
        message = f"Ends {cue.end_ms - media_ms} ms after the video."
        yield case.problem("media-end", "error", message, measured=cue.end_ms, limit=media_ms)
    if not text.strip():
        yield case.problem("empty", "error", "Says nothing.")
    yield from _lines(case, text.split("\n"))
    if case.lasts_ms <= 0:
        message = "Does not end after its start, so it is never shown."
        measured, limit = cue.end_ms, cue.start_ms
        yield case.problem("interval", "error", message, measured=measured, limit=limit)
    else:
        yield from _duration(case, len(text.split()))
        yield from _reading_speed(case, text)


def _lines(case: Case, lines: list[str]) -> Iterator[Problem]:
    count, most = len(lines), case.rules.lines
    if count > most:
        message = f"{count} lines; at most {most}."
        yield case.problem("lines", "error", message, measured=count, limit=most)
    longest, most = max(len(line) for line in lines), case.rules.chars_per_line
    if longest > most:
        message = f"A line of {longest} characters; at most {most}."
        yield case.problem("line-length", "warning", message, measured=longest, limit=most)
    if sum(1 for line in lines if _DASHED.match(line)) > 1 and case.cue.speaker is None:
        yield case.problem("speaker", "note", "Several people speak, and none is named.")


def _duration(case: Case, words: int) -> Iterator[Problem]:
    lasts_ms, rules = case.lasts_ms, case.rules
    shortest_ms = rules.shortest_ms
    if rules.shortest_ms_per_word is not None:
        shortest_ms = rules.shortest_ms_per_word * words
    if shortest_ms is not None and lasts_ms < shortest_ms:
        message = f"Shown for {lasts_ms} ms; at least {shortest_ms} ms."
        yield case.problem("shortest", "warning", message, measured=lasts_ms, limit=shortest_ms)
    if rules.longest_ms is not None and lasts_ms > rules.longest_ms:
        message = f"Shown for {lasts_ms} ms; at most {rules.longest_ms} ms."
        limit = rules.longest_ms
        yield case.problem("longest", "warning", message, measured=lasts_ms, limit=limit)


def _reading_speed(case: Case, text: str) -> Iterator[Problem]:
    """Characters a second, spaces counted; or words a minute, where the house counts those."""
    rules = case.rules
    if rules.chars_per_second is not None:
        yield from _too_fast(case, len(text) * 1000, rules.chars_per_second, "characters a second")
    if rules.words_per_minute is not None:
        count = len(text.split()) * 60_000
        yield from _too_fast(case, count, rules.words_per_minute, "words a minute")


def _too_fast(case: Case, count: int, most: int, unit: str) -> Iterator[Problem]:
    """`count`: what is read, times the milliseconds in the unit."""
    if count > most * case.lasts_ms:
        speed = -(-count // case.lasts_ms)
        message = f"{speed} {unit}; at most {most}."
        yield case.problem("reading-speed", "warning", message, measured=speed, limit=most)
