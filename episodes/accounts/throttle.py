"""A brake on guessing passwords: by account, never by who asks, and kept in memory only."""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from threading import Lock
from time import monotonic

BURST = 10
SECONDS_PER_ATTEMPT = 30.0
ACCOUNTS_KEPT = 20_000


class AttemptLimit:
    """Each account has BURST attempts, of which one comes back every SECONDS_PER_ATTEMPT.

    It is kept by web process: N processes allow N times as much."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._spent: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def seconds_to_wait(self, account: str) -> int:
        """0 where the attempt may be made; it is counted then. The account need not exist."""
        key = _key(account)
        with self._lock:
            spent = self._spent_now(key)
            if spent > BURST - 1:
                return max(1, round((spent - (BURST - 1)) * SECONDS_PER_ATTEMPT))
            self._spent[key] = (spent + 1, self._clock())
            self._spent.move_to_end(key)
            if len(self._spent) > ACCOUNTS_KEPT:
                self._spent.popitem(last=False)
        return 0

    def forget(self, account: str) -> None:
        """After a success."""
        with self._lock:
            self._spent.pop(_key(account), None)

    def _spent_now(self, key: bytes) -> float:
        spent, since = self._spent.get(key, (0.0, self._clock()))
        return max(0.0, spent - (self._clock() - since) / SECONDS_PER_ATTEMPT)


def _key(account: str) -> bytes:
    return sha256(account.strip().lower().encode()).digest()  # of one size, and no list of people
