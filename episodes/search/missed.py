"""What people looked for and did not find, counted so that it tells of nobody.

Of each wording the days on which it was looked for are counted, never how often, by whom or when.
Until it was looked for on five days there is only a keyed hash of it: the words themselves are
first stored by the request that makes it five. What looks like a person's (a name, a phone number,
an address) is not counted at all, nor is a letter. Nothing here commits."""

import hmac
import re
from collections.abc import Sequence
from datetime import date, timedelta
from threading import Lock
from time import monotonic

from sqlalchemy import case, delete, func, or_, select, update

from episodes.db import db, insert_statement, now_utc
from episodes.questions.asked.marking import marks_in
from episodes.search.language.query import parsed
from episodes.search.models import MissedWords

ENOUGH_DAYS = 5
MOST_WORDS, LONGEST = 6, 60
# Rows of 200 bytes: 1 MB. A machine that searches for everything fills them for some weeks.
MOST_KEPT = 5_000
FORGET_AFTER = timedelta(days=120)
FORGET_ONCE_AFTER = timedelta(days=14)  # what was looked for on one day only
MOST_SHOWN = 100
_LONG_NUMBER = re.compile(r"\d{4}")


class Pace:
    """At most one count a second in a process: what is missed too often to be counted is counted
    on another day."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._next = 0.0

    def take(self) -> bool:
        with self._lock:
            now = monotonic()
            if now < self._next:
                return False
            self._next = now + 1.0
            return True


def wording_of(typed: str) -> str:
    """As it is counted: folded, without small words. Empty where it is not to be counted."""
    words = " ".join(parsed(typed).words)
    is_short = 0 < len(words.split()) <= MOST_WORDS and len(typed.strip()) <= LONGEST
    is_nobodys = not marks_in(typed) and not _LONG_NUMBER.search(typed) and "@" not in typed
    return words if is_short and is_nobodys and len(words) > 2 else ""


def count_missed(typed: str, secret: str) -> bool:
    """Whether this is the first time today that it is counted."""
    wording, day = wording_of(typed), now_utc().date()
    if not wording:
        return False
    key = hmac.digest(secret.encode(), f"missed {wording}".encode(), "sha256").hex()
    row = db.session.get(MissedWords, key)
    if row is None:
        return _add(key, day)
    if row.last_day >= day:
        return False
    return _count_day(key, " ".join(typed.lower().split()), day)


def _add(key: str, day: date) -> bool:
    number = db.session.scalar(select(func.count()).select_from(MissedWords)) or 0
    if number >= MOST_KEPT:
        return False
    table = MissedWords.__table__
    new = insert_statement(table, db.engine.dialect.name)
    values = {"key_hash": key, "days": 1, "last_day": day, "words": "", "is_dismissed": False}
    statement = new.values(**values).on_conflict_do_nothing()
    return db.session.execute(statement.returning(table.c.key_hash)).first() is not None


def _count_day(key: str, words: str, day: date) -> bool:
    """One statement: of two at once one counts."""
    these = (MissedWords.key_hash == key, MissedWords.last_day < day)
    is_enough = MissedWords.days + 1 >= ENOUGH_DAYS
    is_first = is_enough & (MissedWords.words == "")
    values = {
        "days": MissedWords.days + 1,
        "last_day": day,
        "words": case((is_first, words), else_=MissedWords.words),
    }
    counted = update(MissedWords).where(*these).values(values).returning(MissedWords.key_hash)
    quietly = {"synchronize_session": False}
    return db.session.execute(counted, execution_options=quietly).first() is not None


def missed_words() -> Sequence[MissedWords]:
    """What was looked for on five days or more, most days first."""
    return db.session.scalars(
        select(MissedWords)
        .where(MissedWords.days >= ENOUGH_DAYS, MissedWords.words != "", ~MissedWords.is_dismissed)
        .order_by(MissedWords.days.desc(), MissedWords.last_day.desc(), MissedWords.key_hash)
        .limit(MOST_SHOWN)
    ).all()


def dismiss(row: MissedWords) -> None:
    """It is not offered again, however often it is looked for."""
    row.is_dismissed = True
    db.session.flush()


def forget_missed() -> None:
    today = now_utc().date()
    is_old = MissedWords.last_day < today - FORGET_AFTER
    is_chance = (MissedWords.days == 1) & (MissedWords.last_day < today - FORGET_ONCE_AFTER)
    db.session.execute(delete(MissedWords).where(or_(is_old, is_chance)))
