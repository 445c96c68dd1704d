"""Rules of time. Integer arithmetic throughout: limits are compared by products."""

from collections.abc import Iterator

from captions.checks.case import Case
from captions.checks.problem import Problem
from captions.cue import Cue
from captions.layout.width import width
from captions.messages import Message, sentence
from captions.profiles import Profile
from captions.timecode import clock


def order(before: Cue, case: Case) -> Iterator[Problem]:
    """What is wrong between a cue and the one above it."""
    start_ms = case.cue.start_ms
    gap_ms = start_ms - before.end_ms
    if start_ms < before.start_ms:
        message = sentence("Starts at {time}, before the caption above it.", time=clock(start_ms))
        yield case.problem("order", "error", message, measured=start_ms, limit=before.start_ms)
    elif gap_ms < 0:
        message = sentence("Starts {s:.2f} s before the caption above it ends.", s=-gap_ms / 1000)
        yield case.problem("overlap", "error", message, measured=-gap_ms, limit=0)
    else:
        yield from _gap(case, gap_ms)


def _gap(case: Case, gap_ms: int) -> Iterator[Problem]:
    rules = case.rules
    wanted_ms = rules.gap_ms
    if wanted_ms is None or (gap_ms == 0 and rules.may_touch):
        return
    if gap_ms < wanted_ms:
        message = _too_small(gap_ms, wanted_ms, rules)
        yield case.problem("gap", "warning", message, measured=gap_ms, limit=wanted_ms)
    # One more, since both ends of a gap are rounded.
    elif rules.close_ms is not None and wanted_ms + 1 < gap_ms <= rules.close_ms:
        message = sentence(
            "Only {gap:.2f} s before this caption: too short for a pause, so leave {wanted:.2f} s.",
            gap=gap_ms / 1000,
            wanted=wanted_ms / 1000,
        )
        yield case.problem("gap", "warning", message, measured=gap_ms, limit=wanted_ms)
    elif rules.flicker_ms is not None and wanted_ms < gap_ms < rules.flicker_ms:
        message = sentence(
            "{gap:.2f} s before this caption look like a flicker: leave {wanted:.2f} s, or at"
            " least {pause:.2f} s.",
            gap=gap_ms / 1000,
            wanted=wanted_ms / 1000,
            pause=rules.flicker_ms / 1000,
        )
        yield case.problem("flicker", "note", message, measured=gap_ms, limit=rules.flicker_ms)


def _too_small(gap_ms: int, wanted_ms: int, rules: Profile) -> Message:
    values = {"gap": gap_ms / 1000, "wanted": wanted_ms / 1000}
    if rules.may_touch:
        return sentence(
            "Only {gap:.2f} s before this caption: close the gap, or leave {wanted:.2f} s.",
            **values,
        )
    if rules.gap_frames is not None:
        return sentence(
            "Only {gap:.2f} s before this caption: leave {frames} frames ({wanted:.2f} s).",
            frames=rules.gap_frames,
            **values,
        )
    return sentence("Only {gap:.2f} s before this caption: leave {wanted:.2f} s.", **values)


def interval(case: Case) -> Iterator[Problem]:
    if case.lasts_ms <= 0:
        message = sentence("Ends before it starts, or at the same moment, so it is never shown.")
        measured, limit = case.cue.end_ms, case.cue.start_ms
        yield case.problem("interval", "error", message, measured=measured, limit=limit)


def media_end(case: Case, media_ms: int) -> Iterator[Problem]:
    end_ms = case.cue.end_ms
    if end_ms > media_ms:
        message = sentence("Ends {s:.2f} s after the video does.", s=(end_ms - media_ms) / 1000)
        yield case.problem("media-end", "error", message, measured=end_ms, limit=media_ms)


def duration(case: Case) -> Iterator[Problem]:
    lasts_ms, rules = case.lasts_ms, case.rules
    if lasts_ms <= 0:
        return
    shortest_ms = rules.shortest_ms
    if rules.shortest_ms_per_word is not None:
        shortest_ms = rules.shortest_ms_per_word * len(case.text.split())
    if shortest_ms is not None and lasts_ms < shortest_ms:
        message = sentence(
            "Shown for {lasts:.2f} s; it needs at least {shortest:.2f} s.",
            lasts=lasts_ms / 1000,
            shortest=shortest_ms / 1000,
        )
        yield case.problem("shortest", "warning", message, measured=lasts_ms, limit=shortest_ms)
    if rules.longest_ms is not None and lasts_ms > rules.longest_ms:
        limit = rules.longest_ms
        message = sentence(
            "Shown for {lasts:.2f} s; the longest allowed is {longest:.2f} s.",
            lasts=lasts_ms / 1000,
            longest=limit / 1000,
        )
        yield case.problem("longest", "warning", message, measured=lasts_ms, limit=limit)


def reading_speed(case: Case) -> Iterator[Problem]:
    """Characters a second, spaces counted and full-width ones as two; or words a minute, where the
    house counts those."""
    rules = case.rules
    if case.lasts_ms <= 0:
        return
    if rules.chars_per_second is not None:
        speed = _speed_above(width(case.text), 1000, rules.chars_per_second, case)
        if speed:
            message = sentence(
                "Too fast to read: {speed} characters a second; the most allowed is {most}.",
                speed=speed,
                most=rules.chars_per_second,
            )
            yield _too_fast(case, message, speed, rules.chars_per_second)
    if rules.words_per_minute is not None:
        speed = _speed_above(len(case.text.split()), 60_000, rules.words_per_minute, case)
        if speed:
            message = sentence(
                "Too fast to read: {speed} words a minute; the most allowed is {most}.",
                speed=speed,
                most=rules.words_per_minute,
            )
            yield _too_fast(case, message, speed, rules.words_per_minute)


def _speed_above(count: int, unit_ms: int, most: int, case: Case) -> int:
    """Rounded up; 0 where it is within bounds."""
    is_above = count * unit_ms > most * case.lasts_ms
    return -(-count * unit_ms // case.lasts_ms) if is_above else 0


def _too_fast(case: Case, message: str, speed: int, most: int) -> Problem:
    return case.problem("reading-speed", "warning", message, measured=speed, limit=most)
