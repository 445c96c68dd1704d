"""Tests wait for what happens, not for a time. The deadline is for a machine that is starved."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import event, text

from episodes.db import db

DEADLINE_S = 180.0
LOOK_S = 0.02


def wait_until(
    has_happened: Callable[[], object], what: str = "what was waited for", seconds: float = 0
) -> None:
    """Fails where it does not come within the deadline."""
    deadline = time.monotonic() + (seconds or DEADLINE_S)
    while not has_happened():
        assert time.monotonic() < deadline, f"{what} did not happen"
        time.sleep(LOOK_S)


def listens(port: int) -> bool:
    """Whether anybody takes connections there."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=DEADLINE_S).close()
    except OSError:
        return False
    return True


@contextmanager
def a_second_who_waits() -> Iterator[Callable[[], None]]:
    """Entered while this thread holds a lock; gives a function that returns once another thread
    waits for it: on SQLite about to begin its transaction, on PostgreSQL at a row."""
    arrived = threading.Event()

    def wait() -> None:
        if db.engine.dialect.name == "sqlite":
            assert arrived.wait(DEADLINE_S)
        else:
            wait_until(_somebody_waits_for_a_row, "waiting for the row")

    def note(_connection: object) -> None:
        arrived.set()

    event.listen(db.engine, "engine_connect", note)
    try:
        yield wait
    finally:
        event.remove(db.engine, "engine_connect", note)


def _somebody_waits_for_a_row() -> bool:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    with db.engine.connect() as connection:
        return bool(connection.scalar(waiting))
