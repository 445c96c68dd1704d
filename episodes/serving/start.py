"""What stands between an empty folder and a site that can be served."""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from episodes.accounts.queries import has_users
from episodes.catalog.models import Episode, Show
from episodes.db import db, reading_only, refresh_statistics
from episodes.outages import BUSY, outage_of
from episodes.serving.demo import load_demo_season
from episodes.serving.migrating import migrate_database
from episodes.serving.patience import do_when_free
from episodes.settings import Settings

LOCK_FILE = "start.lock"
LOCK_NUMBER = 7_283_041  # of PostgreSQL's advisory locks; any number that nobody else takes
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Started:
    """demo_episodes: how many were loaded just now."""

    demo_episodes: int
    has_users: bool


def make_ready(settings: Settings) -> Started:
    """Migrates, and loads the demo season into an empty database where DEMO_SEASON is on.

    Two starters take turns, so that neither finds half of the other's work. Where nothing is to be
    done nobody is waited for."""
    with one_at_a_time(settings):
        do_when_free(migrate_database)
        with reading_only():
            is_for_demo = settings.DEMO_SEASON and is_empty()
            db.session.rollback()
        loaded = load_demo_season(settings) if is_for_demo else 0
        db.session.rollback()  # what was read just now would keep SQLite's lock from the next
        _tell_planner()
        with reading_only():
            started = Started(loaded, has_users())
    db.session.remove()  # an open transaction would hold SQLite's write lock while the site runs
    return started


def _tell_planner() -> None:
    """The worker does it again by the clock, so it is not worth waiting for."""
    try:
        refresh_statistics()
    except DatabaseError as error:
        if outage_of(error) is not BUSY:
            raise
        logger.warning("the planner's statistics are told later: %s", error.orig)


def is_empty() -> bool:
    """Neither content nor people."""
    show_id = db.session.scalars(select(Show.id).limit(1)).first()
    episode_id = db.session.scalars(select(Episode.id).limit(1)).first()
    return show_id is None and episode_id is None and not has_users()


@contextmanager
def one_at_a_time(settings: Settings) -> Iterator[None]:
    if db.engine.dialect.name == "postgresql":
        with _advisory_lock():
            yield
    else:
        with (settings.DATA_DIR / LOCK_FILE).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


@contextmanager
def _advisory_lock() -> Iterator[None]:
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": LOCK_NUMBER})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": LOCK_NUMBER})
