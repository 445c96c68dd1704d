"""Letters as they came, kept apart once something in them was changed to protect who wrote them:
read by the people whom the show names, with a reason, and erased after some days. Nothing here
commits."""

from datetime import timedelta
from typing import Any

from sqlalchemy import CursorResult, delete

from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.db import db
from episodes.messages import Message
from episodes.questions.asked.counting import today
from episodes.questions.asked.inbox import settings_of_inbox
from episodes.questions.asked.models import AskedQuestion, SealedLetter
from episodes.questions.asked.steps import record_step
from episodes.refusals import RefusalError

LONGEST_REASON = 300


def is_sealed(asked: AskedQuestion) -> bool:
    return db.session.get(SealedLetter, asked.id) is not None


def may_open_letters(person: User) -> bool:
    return person.id in settings_of_inbox().seal_readers


def open_letter(asked: AskedQuestion, reason: str, *, reader: User) -> SealedLetter:
    """The trail says who opened it and why, and none of its words.

    Raises RefusalError."""
    sealed = db.session.get(SealedLetter, asked.id)
    if sealed is None:
        raise RefusalError(Message("The letter as it came is erased."), "reason")
    if not may_open_letters(reader):
        raise RefusalError(Message("The show has not named you among those who may."), "reason")
    if not reason.strip():
        raise RefusalError(Message("Say why you open it: the trail keeps that."), "reason")
    why = reason.strip()[:LONGEST_REASON]
    record_step(asked, AuditAction.ASKED_QUESTION_OPEN_SEALED, reader, reason=why)
    return sealed


def erase_old_letters() -> int:
    """What is sealed longer than the show wants. How many went."""
    last = today() - timedelta(days=settings_of_inbox().seal_days)
    gone: Any = db.session.execute(delete(SealedLetter).where(SealedLetter.sealed_on <= last))
    return gone.rowcount if isinstance(gone, CursorResult) else 0
