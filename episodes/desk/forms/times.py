"""Times as a person types them."""

from wtforms.validators import ValidationError

from captions import CaptionError
from captions.timecode import clock, parse
from episodes.messages import Message

GREATEST_MS = 100 * 3_600_000  # what a column of the database holds, and no video is longer


def time_ms(text: str) -> int:
    """`1:02`, `1:02:03.500`. Raises ValidationError."""
    try:
        ms = parse(text)
    except CaptionError as error:
        raise ValidationError(
            Message("Write the time like 1:02, or 1:02:03.5 with hours.")
        ) from error
    if ms > GREATEST_MS:
        raise ValidationError(Message("A time can be at most 100 hours."))
    return ms


def time_text(ms: int | None) -> str:
    """As time_ms reads it, with nothing lost: `1:02`, `1:02:03.5`; empty for None."""
    if ms is None:
        return ""
    fraction = f".{ms % 1000:03d}".rstrip("0").rstrip(".")
    return clock(ms) + fraction
