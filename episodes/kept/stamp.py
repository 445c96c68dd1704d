"""What the public sees, as one value that differs whenever any of it may have changed."""

import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from threading import local
from typing import Any, NamedTuple, TypeAlias

import psycopg
from sqlalchemy import Engine

from episodes.db import now_utc

Value: TypeAlias = Callable[..., Any]

THE_STAMP = "SELECT stamp FROM public_stamp WHERE id = 1"
# What becomes public by the clock alone, as `is_public` and `answer_is_public` decide.
NEXT_DUE = """
SELECT min(due) FROM (
  SELECT published_at AS due FROM episode WHERE status = 'published' AND published_at > {now}
  UNION ALL
  SELECT answer_published_at FROM episode
  WHERE status = 'published' AND answer_published_at > {now}) AS times
"""
logger = logging.getLogger(__name__)


class Version(NamedTuple):
    """due: when the next thing becomes public by the clock alone, if anything will."""

    stamp: str
    due: datetime | None


class Versions:
    """Asks the database at each call; the time when something is due only after a change."""

    def __init__(self, engine: Engine) -> None:
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._value = _sqlite_value(engine) if self._is_sqlite else _postgresql_value(engine)
        self._latest: Version | None = None

    def current(self) -> Version | None:
        """None where the database does not answer, or holds nothing yet: keep nothing then."""
        try:
            stamp = self._value(THE_STAMP)
            if stamp is None:
                return None
            latest = self._latest
            if latest is None or latest.stamp != stamp or _has_passed(latest.due):
                self._latest = latest = Version(stamp, self._next_due())
            return latest
        except (sqlite3.Error, psycopg.Error) as error:
            logger.debug("no stamp: %s", type(error).__name__)
            return None

    def _next_due(self) -> datetime | None:
        now = now_utc()
        if not self._is_sqlite:
            due: datetime | None = self._value(NEXT_DUE.format(now="%(now)s"), {"now": now})
            return due
        text = f"{now:%Y-%m-%d %H:%M:%S.%f}"  # as SQLAlchemy writes times on SQLite
        written = self._value(NEXT_DUE.format(now=":now"), {"now": text})
        return datetime.fromisoformat(written).replace(tzinfo=UTC) if written else None


def _has_passed(due: datetime | None) -> bool:
    return due is not None and due <= now_utc()


def _sqlite_value(engine: Engine) -> Value:
    """The one value that a statement gives. Past SQLAlchemy, on a connection that each thread
    keeps: checking one out of the pool costs more than half of giving a kept page."""
    address = f"file:{engine.url.database}?mode=ro"
    here = local()

    def value(statement: str, values: dict[str, Any] | None = None) -> Any:
        if not hasattr(here, "connection"):
            here.connection = sqlite3.connect(address, uri=True, timeout=1)
        row = here.connection.execute(statement, values or {}).fetchone()
        return row[0] if row else None

    return value


def _postgresql_value(engine: Engine) -> Value:
    url = engine.url.set(drivername="postgresql")
    address = url.render_as_string(hide_password=False)
    here = local()

    def value(statement: str, values: dict[str, Any] | None = None) -> Any:
        try:
            if not hasattr(here, "connection"):
                here.connection = psycopg.connect(
                    address, autocommit=True, prepare_threshold=1, connect_timeout=3
                )
            row = here.connection.execute(statement, values).fetchone()
        except psycopg.Error:
            vars(here).clear()  # the next request opens another
            raise
        return row[0] if row else None

    return value
