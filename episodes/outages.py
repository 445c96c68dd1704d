"""A database that cannot do what it is asked for, through no fault of who asks: which kind it is,
told from the driver's own error, and in words for people."""

import errno
import sqlite3
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeftError

from episodes.messages import Message

RETRY_SOON_S, RETRY_LATER_S = 3, 30


@dataclass(frozen=True, slots=True)
class Outage:
    """name: for the log. retry_after_s: when asking again may be worth it. desk_lead: what people
    who work here are told instead, where it is no business of strangers."""

    name: str
    retry_after_s: int
    lead: Message
    desk_lead: Message | None = None


AWAY = Outage("away", RETRY_LATER_S, Message(
    "The site can’t reach its database just now. That isn’t your fault, and it usually passes"
    " within a minute."
))  # fmt: skip
FULL = Outage("full", RETRY_LATER_S * 10, Message(
    "The site’s disk is full, so nothing can be saved until the people who run it make room."
    " Reading still works."
))  # fmt: skip
BUSY = Outage("busy", RETRY_SOON_S, Message(
    "Very many people are here just now, and the site didn’t get round to this. Please try again"
    " in a few seconds."
))  # fmt: skip
READ_ONLY = Outage("read-only", RETRY_LATER_S, Message(
    "The site can only be read just now, so nothing can be saved. The people who run it may be"
    " working on it."
))  # fmt: skip
DAMAGED = Outage("damaged", RETRY_LATER_S * 10, Message(
    "The site can’t read its database just now, and that won’t pass by itself: the people who run"
    " it have to mend it. Please try again later."
), Message(
    "The site’s database is damaged, so nothing can be read or saved until the people who run the"
    " site have put a backup in its place. The site’s log says where the newest one is."
))  # fmt: skip

# Of SQLite's result codes, their lowest byte: https://www.sqlite.org/rescode.html
_OF_SQLITE = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: AWAY,
    sqlite3.SQLITE_CANTOPEN: AWAY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
# Of PostgreSQL's SQLSTATEs, whole or by class (its first two letters), Appendix A of its manual.
_OF_POSTGRESQL = {
    "53100": FULL,
    "25006": READ_ONLY,
    "40001": BUSY,  # serialisation
    "40P01": BUSY,  # deadlock
    "55P03": BUSY,  # a lock was not to be had
    "57014": BUSY,  # stopped for taking too long
    "53": BUSY,  # too many connections, or no memory
    "08": AWAY,
    "57": AWAY,  # shutting down or starting up
    "58": AWAY,  # the disk or the system beneath it
    "XX001": DAMAGED,  # a table
    "XX002": DAMAGED,  # an index
}
_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT))


def was_broken_off(error: DBAPIError) -> bool:
    """One of two transactions that could not both go on; nothing of it is there, and the other is
    over by now."""
    return getattr(error.orig, "sqlstate", None) in ("40001", "40P01")


def outage_of(error: BaseException | None) -> Outage | None:
    """None for every error that is a fault of ours: a table that is missing, a wrong value."""
    if isinstance(error, NoConnectionLeftError):
        return BUSY
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return FULL
    if not isinstance(error, DBAPIError):
        return None
    if isinstance(error.orig, sqlite3.Error):
        return _OF_SQLITE.get(getattr(error.orig, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # nothing came from the server at all
        is_gone = error.connection_invalidated or type(error.orig).__name__ == "OperationalError"
        return AWAY if is_gone else None
    return _OF_POSTGRESQL.get(state) or _OF_POSTGRESQL.get(state[:2])
