"""Wakes idle workers. On PostgreSQL the database itself tells them of a job, at the commit of the
transaction that asks for it and never without. What is told may be lost: they look for themselves
as well, and on SQLite they only look."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from episodes.db import db

CHANNEL = "querent_jobs"
# A look costs 0.3 ms. A job's process takes a second to start, so half of one is not felt.
LOOK_S = 0.5
# Where the database rings, a look only finds what was lost or put off: the shortest pause is 10 s.
LOOK_BETWEEN_RINGS_S = 5.0
NOTICE_STOP_S = 0.5
logger = logging.getLogger(__name__)


def ring_at_commit(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})


def seconds_between_looks() -> float:
    return LOOK_BETWEEN_RINGS_S if db.engine.dialect.name == "postgresql" else LOOK_S


class Bell:
    """Within one worker: its threads wait here for something to do."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._rings = 0

    @property
    def rings(self) -> int:
        """How often it has rung; read before looking for jobs, so that no ring is missed."""
        return self._rings

    def ring(self) -> None:
        with self._condition:
            self._rings += 1
            self._condition.notify_all()

    def wait(self, rings: int, timeout_s: float) -> None:
        """Until it rings for the first time after `rings`."""
        with self._condition:
            self._condition.wait_for(lambda: self._rings != rings, timeout_s)


def pass_on_rings(bell: Bell, is_stopping: Callable[[], bool]) -> None:
    """On PostgreSQL, in a thread and an app context of its own: until the worker stops."""
    import psycopg  # a site on SQLite runs without

    while not is_stopping():
        try:
            _listen(bell, is_stopping)
        except (SQLAlchemyError, psycopg.Error):
            logger.warning("the database does not tell of new jobs; looking for them meanwhile")
            time.sleep(LOOK_BETWEEN_RINGS_S)


def _listen(bell: Bell, is_stopping: Callable[[], bool]) -> None:
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        driver: Any = connection.connection.driver_connection
        connection.detach()  # or the pool would lend out one that still listens, and hoards rings
        connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        bell.ring()  # for what was asked for while nobody listened
        while not is_stopping():
            for _ in driver.notifies(timeout=NOTICE_STOP_S):
                bell.ring()
