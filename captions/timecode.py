"""Time codes as text and as integer milliseconds. No float ever stands between the two."""

import re

from captions.errors import TimecodeError
from captions.messages import sentence

# Ten digits of hours outlast any recording; more would only be an attack on int().
MAX_MS = 10**10 * 3_600_000 - 1

_TIMECODE = re.compile(
    r"(?:(?P<hours>[0-9]{1,10}):)?(?P<minutes>[0-9]{1,4}):(?P<seconds>[0-9]{1,2})"
    r"(?:[.,](?P<fraction>[0-9]{1,9}))?"
)


def parse(text: str) -> int:
    """Milliseconds of `h:mm:ss.mmm`, `mm:ss,mmm`, `m:ss`; digits past the third are cut off.

    Raises TimecodeError.
    """
    match = _TIMECODE.fullmatch(text.strip())
    if match is None:
        raise TimecodeError(
            sentence("{text} is not a time.", text=_excerpt(text)),
            hint=sentence("Write it as 1:02:03.500."),
        )
    hours = match["hours"]
    minutes, seconds = int(match["minutes"]), int(match["seconds"])
    if seconds > 59 or (hours is not None and minutes > 59):
        raise TimecodeError(
            sentence("{text} is not a time.", text=_excerpt(text)),
            hint=sentence("Minutes and seconds go up to 59."),
        )
    fraction = (match["fraction"] or "")[:3].ljust(3, "0")
    return to_ms(int(hours or 0), minutes, seconds, int(fraction))


def to_ms(hours: int, minutes: int, seconds: int, milliseconds: int) -> int:
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds


def format_vtt(ms: int) -> str:
    """`00:01:02.003`; hours take as many digits as they need."""
    hours, minutes, seconds, rest = _parts(ms)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{rest:03d}"


def format_srt(ms: int) -> str:
    """`00:01:02,003`"""
    hours, minutes, seconds, rest = _parts(ms)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d},{rest:03d}"


def clock(ms: int) -> str:
    """As people write it, cut to the second: `4:10`, `1:02:03`."""
    hours, minutes, seconds, _ = _parts(ms)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def _parts(ms: int) -> tuple[int, int, int, int]:
    if not 0 <= ms <= MAX_MS:
        raise TimecodeError(sentence("{ms} ms is outside of what a time code can say.", ms=ms))
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return hours, minutes, seconds, rest


def _excerpt(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "…")
