"""Brakes on everybody together: they need to know nobody."""

from episodes.limits.bucket import Bucket
from episodes.questions.asked.receiving import room_for

# A code has 95 random bits, so this is there for the processor (50 ms of scrypt), not for the code.
RECEIPTS = Bucket("receipts", 40, 1.0)
ME_TOO = Bucket("me too", 40, 2.0)
# The same scrypt, with each question: also where one proof of work is sent again and again.
SENDS = Bucket("sends", 40, 1.0)


# An hour may take what falls to four of them: people come in waves, machines come at once.
HOURS_AT_ONCE = 4
LEAST_AT_ONCE = 3
DAY_HOURS, DAY_SECONDS = 24, 86_400
ME_TOO_A_QUESTION = 5  # to press a button is easier than to write


def pace(lane: str, daily_limit: int) -> Bucket:
    """The day's limit shared out by the hour. lane: with proof of work, or without."""
    room = room_for(lane, daily_limit)
    burst = max(LEAST_AT_ONCE, room * HOURS_AT_ONCE // DAY_HOURS)
    return Bucket(f"pace of {lane} questions", burst, DAY_SECONDS / room)


def me_too_limit(daily_limit: int) -> int:
    return ME_TOO_A_QUESTION * daily_limit
