"""A brake on everybody together: it needs to know nobody."""

from collections.abc import Callable
from threading import Lock
from time import monotonic

RECEIPTS = "receipts"
ME_TOO = "me too"
LATE = "late"


class Bucket:
    """`burst` at once, then one every `seconds`. Kept by web process, in memory only."""

    def __init__(self, burst: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._burst, self._seconds, self._clock = burst, seconds, clock
        self._lock = Lock()
        self._spent, self._since = 0.0, clock()

    def take(self) -> bool:
        with self._lock:
            now = self._clock()
            passed = (now - self._since) / self._seconds
            self._spent, self._since = max(0.0, self._spent - passed), now
            if self._spent > self._burst - 1:
                return False
            self._spent += 1
            return True


def buckets() -> dict[str, Bucket]:
    """A receipt has 95 random bits, so the brake is there for the processor, not for the code.
    LATE: once the day is full, who may have sent the same form a moment ago is looked for."""
    return {RECEIPTS: Bucket(40, 1.0), ME_TOO: Bucket(40, 2.0), LATE: Bucket(10, 2.0)}


def me_too_limit(daily_limit: int) -> int:
    return 5 * daily_limit
