"""Frames counted by the second, as exact fractions of one."""

import re
from fractions import Fraction

from captions.errors import CaptionError
from captions.messages import sentence
from captions.report import Report

FILM = Fraction(24_000, 1001)
PAL = Fraction(25)
NTSC = Fraction(30_000, 1001)
# What is called 23.976 frames a second is this; so are 29.97 and 59.94.
_NTSC_RATES = {Fraction(nominal): Fraction(exact * 1000, 1001) for nominal, exact in (
    ("23.976", 24), ("23.98", 24), ("29.97", 30), ("47.952", 48), ("59.94", 60), ("119.88", 120),
)}  # fmt: skip
_RATE = re.compile(r"0*[1-9][0-9]{0,5}(?:[.][0-9]{1,6}|/0*[1-9][0-9]{0,5})?")


def frame_rate(text: str) -> Fraction:
    """`25`, `23.976` (which is 24000/1001), `30000/1001`. Raises CaptionError."""
    if not _RATE.fullmatch(text):
        hint = sentence("Write 25, 23.976 or 24000/1001.")
        raise CaptionError(sentence("{text!r} is not a frame rate.", text=text[:40]), hint=hint)
    rate = Fraction(text)
    return _NTSC_RATES.get(rate, rate)


def as_frame_rate(rate: Fraction | str | None) -> Fraction | None:
    """As a caller gives it: a number, its text, or nothing."""
    return frame_rate(rate) if isinstance(rate, str) else rate


def name_of_rate(rate: Fraction) -> str:
    """As people say it: 25, 29.97."""
    return f"{float(rate):.3f}".rstrip("0").rstrip(".")


def ms_of_frames(frames: int, rate: Fraction) -> int:
    return rounded_ms(Fraction(frames) / rate)


def frames_of_ms(ms: int, rate: Fraction) -> int:
    """The nearest; half a frame goes up."""
    return int((ms * rate * 2 / 1000 + 1) // 2)


def rounded_ms(seconds: Fraction) -> int:
    """Half a millisecond goes up."""
    return int((seconds * 2000 + 1) // 2)


def ms_of_timecode(
    hours: int, minutes: int, seconds: int, frames: int, rate: Fraction, *, drops: bool = False
) -> int:
    """`drops`: two numbers are left out each minute but the tenth, so that 29.97 frames a second
    keep time with the clock (SMPTE 12M)."""
    whole = (hours * 60 + minutes) * 60 + seconds
    if not drops:
        return whole * 1000 + rounded_ms(frames / rate)
    all_minutes = hours * 60 + minutes
    numbered = whole * 30 + frames
    return rounded_ms((numbered - 2 * (all_minutes - all_minutes // 10)) / NTSC)


def drop_frame_label(frames: int) -> tuple[int, int, int, int]:
    """Hours, minutes, seconds and the number of the frame, of frames at 29.97 a second."""
    tens, rest = divmod(frames, 17_982)  # of ten minutes: 18,000 less nine times two
    frames += 18 * tens + 2 * max(0, (rest - 2) // 1_798)
    seconds, frame = divmod(frames, 30)
    return seconds // 3600, seconds // 60 % 60, seconds % 60, frame


def rate_of_file(highest: int, *, drops: bool, report: Report, line: int | None = None) -> Fraction:
    """What the caller says, or what the frames themselves do: `highest` is the last one used."""
    if report.frame_rate is not None:
        return report.frame_rate
    rate = NTSC if drops or highest >= PAL else PAL
    if highest >= 30:
        rate = Fraction(60_000, 1001) if highest >= 50 else Fraction(50)
    report.add(
        "noted",
        sentence(
            "The times count frames, and the file does not say how many a second: {rate} "
            "were assumed. If that is wrong, give the right number with frame_rate "
            "(--frame-rate).",
            rate=name_of_rate(rate),
        ),
        line=line,
    )
    return rate
