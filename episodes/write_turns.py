"""Who writes next on SQLite, which gives its one lock to the one who asks just when it is free.

Those who wait there sleep longer each time, up to a tenth of a second, so all who come later can
pass the one who came first. Here the threads of a process line up, and only the first of the line
asks, often."""

import sqlite3
import time
from collections import deque
from threading import Lock
from typing import Any

BUSY_TIMEOUT_MS = 10_000
# A transaction of the site holds the lock for a few milliseconds.
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.0005, 0.004


class Line:
    """First come, first served."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._is_taken = False
        self._waiting: deque[Lock] = deque()

    def enter(self, timeout_s: float) -> bool:
        """False where the turn did not come in time."""
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return True
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        if turn.acquire(timeout=timeout_s):
            return True
        with self._lock:
            if turn not in self._waiting:  # it came just now
                return True
            self._waiting.remove(turn)
            return False

    def leave(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False

    @property
    def length(self) -> int:
        return len(self._waiting)


def begin_to_write(driver: Any, line: Line) -> None:
    """BEGIN IMMEDIATE, when it is this thread's turn. The turn ends with the beginning: the next
    asks while this one writes.

    Raises sqlite3.OperationalError, as the driver does, where the lock cannot be had in time."""
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    is_first = line.enter(BUSY_TIMEOUT_MS / 1000)  # else the time is over: one try
    try:
        driver.execute("PRAGMA busy_timeout=0")
        _ask_until(driver, deadline)
    finally:
        if is_first:
            line.leave()
        driver.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def _ask_until(driver: Any, deadline: float) -> None:
    pause_s = FIRST_PAUSE_S
    while True:
        try:
            driver.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(pause_s)
        pause_s = min(pause_s * 1.5, LONGEST_PAUSE_S)
