"""Counts that many people change at once. Each is one statement, so that none is lost and a limit
holds however many come together. Nothing here commits."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import CursorResult, delete, update

from episodes.db import db, insert_statement, now_utc
from episodes.questions.asked.models import AskingDay, QuestionTally, SpentChallenge

MOST = 10**9


def today() -> date:
    """By UTC. The hour is never asked for."""
    return now_utc().date()


def count_today(what: str, *, limit: int = MOST) -> bool:
    """what: a column of AskingDay. One more, where fewer than `limit` were counted today.

    The request that counts holds the day's row until the transaction ends: askers take turns."""
    _make_row(AskingDay, day=today(), checked=0, unchecked=0, me_too=0, withdrawn=0)
    column = getattr(AskingDay, what)
    statement = update(AskingDay).where(AskingDay.day == today(), column < limit)
    return _update_one(statement.values({what: column + 1}))


def uncount_today(what: str) -> None:
    statement = update(AskingDay).where(AskingDay.day == today())
    _update_one(statement.values({what: getattr(AskingDay, what) - 1}))


def counted_today(what: str) -> int:
    row = db.session.get(AskingDay, today())
    return getattr(row, what) if row else 0


def count_question(question_id: int, what: str, by: int = 1) -> None:
    """what: a column of QuestionTally. Never below nothing."""
    _make_row(QuestionTally, question_id=question_id, me_too=0, merged=0)
    column = getattr(QuestionTally, what)
    statement = update(QuestionTally).where(
        QuestionTally.question_id == question_id, column + by >= 0
    )
    _update_one(statement.values({what: column + by}))


def spend_proof(nonce: str) -> bool:
    """False where this proof of work was counted before."""
    old = delete(SpentChallenge).where(SpentChallenge.day < today() - timedelta(days=1))
    db.session.execute(old)
    return _make_row(SpentChallenge, nonce=nonce, day=today())


def _make_row(model: Any, **values: Any) -> bool:
    """False where it was there. By what comes back: a row count is not told of every insert."""
    table = model.__table__
    new = insert_statement(table, db.engine.dialect.name)
    statement = new.values(**values).on_conflict_do_nothing()
    return db.session.execute(statement.returning(*table.primary_key)).first() is not None


def _update_one(statement: Any) -> bool:
    done = db.session.execute(statement, execution_options={"synchronize_session": False})
    return isinstance(done, CursorResult) and done.rowcount == 1
