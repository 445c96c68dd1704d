"""Frames counted by the second, as exact fractions of one."""

from fractions import Fraction

FILM = Fraction(24_000, 1001)
PAL = Fraction(25)
NTSC = Fraction(30_000, 1001)


def ms_of_frames(frames: int, rate: Fraction) -> int:
    return rounded_ms(Fraction(frames) / rate)


def rounded_ms(seconds: Fraction) -> int:
    """Half a millisecond goes up."""
    return int((seconds * 2000 + 1) // 2)
