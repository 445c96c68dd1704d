"""Brakes on everybody together: they need to know nobody."""

from dataclasses import dataclass, field

from episodes.bucket import Bucket
from episodes.site import this_site

_BRAKES = "asking brakes"


@dataclass(slots=True)
class AskingBrakes:
    """receipts: a code has 95 random bits, so this is there for the processor, not for the code.
    late: once the day is full, for looking whether the same form was sent a moment ago."""

    receipts: Bucket = field(default_factory=lambda: Bucket(40, 1.0))
    me_too: Bucket = field(default_factory=lambda: Bucket(40, 2.0))
    late: Bucket = field(default_factory=lambda: Bucket(10, 2.0))


def asking_brakes() -> AskingBrakes:
    brakes: AskingBrakes = this_site().extensions.setdefault(_BRAKES, AskingBrakes())
    return brakes


def me_too_limit(daily_limit: int) -> int:
    return 5 * daily_limit
