"""A brake on what costs much or may be guessed: so much at once, then so much in a time."""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from threading import Lock
from time import monotonic

# 200 bytes each: 4 MB. Beyond that those who were quiet longest start afresh.
MOST_KEYS = 20_000


class Bucket:
    """`burst` at once, of which one comes back every `seconds`; apart for each key. A key is what
    is tried (an account), never who tries it; without keys it is a brake on everybody together.

    Kept in memory by each web process: N processes allow N times as much."""

    def __init__(self, burst: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._burst, self._seconds, self._clock = burst, seconds, clock
        self._lock = Lock()
        self._spent: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def take(self, key: str = "") -> bool:
        """Whether there was one left, which is spent then."""
        return not self.seconds_to_wait(key)

    def seconds_to_wait(self, key: str = "") -> int:
        """0 where there was one left, which is spent then."""
        digest = _digest_of(key)
        with self._lock:
            spent = self._spent_now(digest)
            if spent > self._burst - 1:
                return max(1, round((spent - (self._burst - 1)) * self._seconds))
            self._spent[digest] = (spent + 1, self._clock())
            self._spent.move_to_end(digest)
            if len(self._spent) > MOST_KEYS:
                self._spent.popitem(last=False)
        return 0

    def refill(self, key: str = "") -> None:
        with self._lock:
            self._spent.pop(_digest_of(key), None)

    def _spent_now(self, digest: bytes) -> float:
        spent, since = self._spent.get(digest, (0.0, self._clock()))
        return max(0.0, spent - (self._clock() - since) / self._seconds)


def _digest_of(key: str) -> bytes:
    return sha256(key.strip().lower().encode()).digest()  # of one size, and no list of people
