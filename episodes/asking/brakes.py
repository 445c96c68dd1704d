"""Brakes on everybody together: they need to know nobody."""

from episodes.limits.bucket import Bucket

# A code has 95 random bits, so this is there for the processor (50 ms of scrypt), not for the code.
RECEIPTS = Bucket("receipts", 40, 1.0)
ME_TOO = Bucket("me too", 40, 2.0)
# The same scrypt, with each question: also where one proof of work is sent again and again.
SENDS = Bucket("sends", 40, 1.0)
# Once the day is full, for looking whether the same form was sent a moment ago.
LATE = Bucket("late sends", 10, 2.0)


def me_too_limit(daily_limit: int) -> int:
    return 5 * daily_limit
