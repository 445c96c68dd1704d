"""What the public sees, as one value that differs whenever any of it may have changed."""

import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from threading import local
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from sqlalchemy import Engine, event

from episodes.db import now_utc

if TYPE_CHECKING:
    import psycopg

Connection: TypeAlias = "sqlite3.Connection | psycopg.Connection[Any]"

THE_STAMP = "SELECT stamp FROM public_stamp WHERE id = 1"
# What becomes public by the clock alone, as `is_public` and `answer_is_public` decide.
NEXT_DUE = """
SELECT min(due) FROM (
  SELECT published_at AS due FROM episode WHERE status = 'published' AND published_at > {now}
  UNION ALL
  SELECT answer_published_at FROM episode
  WHERE status = 'published' AND answer_published_at > {now}) AS times
"""
OF_CONNECTION: dict[str, Any] = {
    "autocommit": True, "prepare_threshold": 1, "connect_timeout": 3
}  # fmt: skip
NEXT_DUE_POSTGRESQL = NEXT_DUE.format(now="%(now)s")
logger = logging.getLogger(__name__)


class Version(NamedTuple):
    """due: when the next thing becomes public by the clock alone, if anything will."""

    stamp: str
    due: datetime | None


class Versions:
    """Asks the database at each call; the time when something is due only after a change."""

    def __init__(self, engine: Engine) -> None:
        self.is_local = self._is_sqlite = engine.dialect.name == "sqlite"
        connections = _Connections(engine)
        self._value, self._error = connections.value, connections.error
        self._latest: Version | None = None

    def current(self) -> Version | None:
        """None where the database does not answer, or holds nothing yet: keep nothing then."""
        try:
            stamp = self._value(THE_STAMP)
            if stamp is None:
                return None
            return self.version_of(stamp) or self.note(stamp, self._next_due())
        except self._error as error:
            logger.debug("no stamp: %s", type(error).__name__)
            return None

    def version_of(self, stamp: str) -> Version | None:
        """None where what is due next must be asked for."""
        latest = self._latest
        if latest is None or latest.stamp != stamp or _has_passed(latest.due):
            return None
        return latest

    def note(self, stamp: str, due: datetime | None) -> Version:
        self._latest = latest = Version(stamp, due)
        return latest

    def _next_due(self) -> datetime | None:
        now = now_utc()
        if not self._is_sqlite:
            due: datetime | None = self._value(NEXT_DUE_POSTGRESQL, {"now": now})
            return due
        text = f"{now:%Y-%m-%d %H:%M:%S.%f}"  # as SQLAlchemy writes times on SQLite
        written = self._value(NEXT_DUE.format(now=":now"), {"now": text})
        return datetime.fromisoformat(written).replace(tzinfo=UTC) if written else None


def _has_passed(due: datetime | None) -> bool:
    return due is not None and due <= now_utc()


class _Connections:
    """One connection a thread, past SQLAlchemy: checking one out of its pool costs more than half
    of giving a kept page. They end with the engine's own."""

    def __init__(self, engine: Engine) -> None:
        self._connect, self.error = _driver_of(engine)
        self._here = local()
        self._open: list[Connection] = []
        event.listen(engine, "engine_disposed", lambda _engine: self._close_all())

    def value(self, statement: str, values: dict[str, Any] | None = None) -> Any:
        """The first value of the first row. Raises the driver's own errors."""
        try:
            if not hasattr(self._here, "connection"):
                self._here.connection = self._connect()
                self._open.append(self._here.connection)
            row = self._here.connection.execute(statement, values or {}).fetchone()
        except self.error:
            vars(self._here).clear()  # the next request opens another
            raise
        return row[0] if row else None

    def _close_all(self) -> None:
        while self._open:
            self._open.pop().close()


def _driver_of(engine: Engine) -> tuple[Callable[[], Connection], type[Exception]]:
    """How to connect, and what all of its errors are."""
    if engine.dialect.name == "sqlite":
        address = f"file:{engine.url.database}?mode=ro"
        return partial(
            sqlite3.connect, address, uri=True, timeout=1, check_same_thread=False
        ), sqlite3.Error
    import psycopg  # a site on SQLite runs without

    return partial(psycopg.connect, address_for_driver(engine), **OF_CONNECTION), psycopg.Error


def address_for_driver(engine: Engine) -> str:
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
