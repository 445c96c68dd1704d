"""A brake on what costs much or may be guessed: so much at once, then so much in a time."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from time import time
from typing import Any

from sqlalchemy import Connection, case, delete, select, update

from episodes.db import insert_statement, own_transaction
from episodes.limits.models import BucketLevel
from episodes.site import secret_of_site

_TABLE: Any = BucketLevel.__table__
_EMPTY_AT = _TABLE.c.empty_at_ms


@dataclass(frozen=True, slots=True)
class Bucket:
    """`burst` at once, of which one comes back every `seconds`; apart for each key. A key is what
    is tried (an account), never who tries it; without keys it is a brake on everybody together.

    Kept in the database: several web processes allow no more than one does. One number is enough
    (the generic cell rate algorithm): when all that was taken will have come back."""

    name: str
    burst: int
    seconds: float
    clock: Callable[[], float] = time

    def take(self, key: str = "") -> bool:
        """Whether there was one left, which is spent then."""
        return not self.seconds_to_wait(key)

    def seconds_to_wait(self, key: str = "") -> int:
        """0 where there was one left, which is spent then, whatever becomes of the request.

        Ends the session's transaction, so that it is asked before anything is written."""
        key_hash = self._hash_of(key)
        wait_ms = self._missing_ms(key_hash)
        if not wait_ms:
            with own_transaction() as connection:
                if self._spend_one(connection, key_hash):
                    return 0
            wait_ms = self._missing_ms(key_hash)  # others were quicker
        return max(1, round(wait_ms / 1000))

    def fullness(self, key: str = "") -> float:
        """From 0, nothing was taken lately, to 1, nothing is left."""
        with own_transaction(reading=True) as connection:
            query = select(_EMPTY_AT).where(_TABLE.c.key_hash == self._hash_of(key))
            ahead_ms = (connection.scalar(query) or 0) - self._now_ms()
        return min(1.0, max(0.0, ahead_ms / (self.burst * self._each_ms)))

    def give_back(self, key: str = "") -> None:
        """One that was taken, and turned out to cost or guess nothing."""
        back = update(_TABLE).where(_TABLE.c.key_hash == self._hash_of(key))
        with own_transaction() as connection:
            connection.execute(back.values(empty_at_ms=_EMPTY_AT - self._each_ms))

    def refill(self, key: str = "") -> None:
        with own_transaction() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.key_hash == self._hash_of(key)))

    @property
    def _each_ms(self) -> int:
        return round(self.seconds * 1000)

    @property
    def _latest_ms(self) -> int:
        """How far ahead a bucket with one left is emptied at most."""
        return (self.burst - 1) * self._each_ms

    def _missing_ms(self, key_hash: str) -> int:
        """Without the lock that writers need: those who are refused come in crowds."""
        with own_transaction(reading=True) as connection:
            query = select(_EMPTY_AT).where(_TABLE.c.key_hash == key_hash)
            empty_at_ms = connection.scalar(query) or 0
        return max(0, empty_at_ms - self._latest_ms - self._now_ms())

    def _spend_one(self, connection: Connection, key_hash: str) -> bool:
        """One statement: it holds however many come together."""
        now_ms = self._now_ms()
        connection.execute(delete(_TABLE).where(now_ms > _EMPTY_AT))
        statement = insert_statement(_TABLE, connection.dialect.name).values(
            key_hash=key_hash, empty_at_ms=now_ms + self._each_ms
        )
        since_ms = case((now_ms < _EMPTY_AT, _EMPTY_AT), else_=now_ms)
        statement = statement.on_conflict_do_update(
            index_elements=[_TABLE.c.key_hash],
            set_={"empty_at_ms": since_ms + self._each_ms},
            where=now_ms + self._latest_ms >= _EMPTY_AT,
        )
        return connection.execute(statement.returning(_TABLE.c.key_hash)).first() is not None

    def _now_ms(self) -> int:
        return round(self.clock() * 1000)

    def _hash_of(self, key: str) -> str:
        words = f"bucket {self.name} {key.strip().lower()}"
        return hmac.new(secret_of_site().encode(), words.encode(), "sha256").hexdigest()


def forget_empty_buckets() -> None:
    """What came back long ago: it would say when somebody last asked or looked at a receipt."""
    with own_transaction() as connection:
        connection.execute(delete(_TABLE).where(round(time() * 1000) > _EMPTY_AT))
