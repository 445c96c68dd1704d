"""Runs a claimed job in this process, from its kind's function to the commit of its outcome."""

import logging
import re
import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from episodes.db import db, now_utc
from episodes.jobs.claims import (
    Claim,
    claim_next,
    end_job,
    record_heartbeat,
    settle_job,
    try_later,
    update_under,
)
from episodes.jobs.models import LONGEST_STEP, Job, JobState
from episodes.jobs.registry import JobKind, background_kinds, kinds_of
from episodes.messages import Message, stored_form
from episodes.site import Site, is_in_site

MEMORY_WORDS = (
    "MemoryError",
    "bad_alloc",
    "bad allocation",
    "Cannot allocate memory",
    "out of memory",
)
SECONDS_BETWEEN_REPORTS = 0.5
_WROTE = "a job wrote"
logger = logging.getLogger(__name__)


class JobFailedError(Exception):
    """The job cannot be done; the reason is for people. retry: it may pass if tried later."""

    def __init__(self, reason: Message | str, *, retry: bool = False) -> None:
        super().__init__(str(reason))
        self.reason, self.retry = reason, retry


class JobCancelledError(Exception):
    """Someone asked for it. A job lets it pass, cleaning up behind itself."""


class JobLostError(Exception):
    """Another runner has the job now, or nobody: this one may write nothing."""


class JobRun:
    """What a kind's function is given. It reads the rows that it needs, does its heavy work with
    report() in between, then changes rows, and returns a sentence; it does not commit. Its changes
    and its being done are committed as one, or neither is."""

    def __init__(self, claim: Claim) -> None:
        self.job_id = claim.job_id
        self.subject: str = claim.subject
        self.arguments: Mapping[str, Any] = claim.arguments
        self.asked_by_id: int | None = claim.asked_by_id
        self.attempt: int = claim.attempt
        self._claim = claim
        self._session = db.session()
        self._words, self._reported_at = "", 0.0
        event.listen(self._session, "after_flush", _note_flush)
        event.listen(self._session, "do_orm_execute", _note_statement)
        event.listen(self._session, "after_transaction_end", _forget_writes)

    def report(self, step: Message | str, fraction: float | None = None) -> None:
        """step: what it is at, in words; fraction: 0 to 1. As often as you like: little is written.

        Ends a transaction that only read, or it would lock others out while you work; so read
        into plain values, and change rows after the last report. Raises JobCancelledError."""
        self._let_go()
        words = re.sub(r"\d+", "", str(step))
        if words == self._words and time.monotonic() - self._reported_at < SECONDS_BETWEEN_REPORTS:
            return
        self._words, self._reported_at = words, time.monotonic()
        percent = None if fraction is None else round(100 * min(max(fraction, 0.0), 1.0))
        try:
            is_to_cancel = record_heartbeat(
                self._claim, step=stored_form(step, LONGEST_STEP), percent=percent
            )
        except OperationalError:  # somebody writes much; the next report will do
            logger.warning("job %s: its progress could not be kept", self.job_id)
            return
        if is_to_cancel is None:
            raise JobLostError
        if is_to_cancel:
            raise JobCancelledError

    def save(self) -> None:
        """Keeps what was changed so far, whatever comes: for work that can go on from there."""
        alive = update_under(self._claim).values(heartbeat_at=now_utc())
        db.session.flush()
        if not db.session.connection().execute(alive).rowcount:
            raise JobLostError
        db.session.commit()

    def _let_go(self) -> None:
        session = self._session
        if session.info.get(_WROTE) or session.new or session.dirty or session.deleted:
            raise RuntimeError("report() between changes: change rows at the end, or save() first")
        if session.in_transaction():
            session.rollback()


def _note_flush(session: Session, _context: object) -> None:
    session.info[_WROTE] = True


def _note_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info[_WROTE] = True


def _forget_writes(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(_WROTE, None)


def run_claimed(app: Site, claim: Claim) -> None:
    """Whatever happens to the job is kept in its row; nothing is raised for it."""
    with app.app_context():
        kind = kinds_of(app)[claim.kind]
        try:
            _do(kind, claim)
        except JobCancelledError:
            _end(claim, JobState.CANCELLED, Message("Cancelled."))
        except JobLostError:
            db.session.rollback()
            logger.warning("job %s was given to another runner", claim.job_id)
        except JobFailedError as failure:
            fail(app, claim, failure.reason, retry=failure.retry)
        except Exception as error:
            if is_of_memory(error):
                fail(app, claim, too_much_memory(kind), retry=False)
                return
            logger.exception("job %s (%s) failed", claim.job_id, claim.kind)
            reason = Message(
                "Something went wrong in the program (%(error)s). The log has more.",
                error=type(error).__name__,
            )
            fail(app, claim, reason, retry=True)
        finally:
            db.session.remove()


def _do(kind: JobKind, claim: Claim) -> None:
    reason = kind.run(JobRun(claim))
    db.session.flush()
    connection = db.session.connection()
    if not settle_job(connection, claim, JobState.DONE, reason):
        raise JobLostError
    cancelled = select(Job.cancel_asked).where(Job.id == claim.job_id)
    if connection.execute(cancelled).scalar_one():
        raise JobCancelledError
    db.session.commit()


def _end(claim: Claim, state: JobState, reason: Message | str) -> None:
    db.session.rollback()
    end_job(claim, state, reason)


def fail(app: Site, claim: Claim, reason: Message | str, *, retry: bool) -> None:
    """For good, or until the next attempt."""
    db.session.rollback()
    kind = kinds_of(app)[claim.kind]
    if retry and claim.attempt < kind.attempts:
        try_later(claim, reason)
    else:
        end_job(claim, JobState.FAILED, reason)


def is_of_memory(error: Exception) -> bool:
    """Also where a library of C or C++ ran out of it, and tells so in words only."""
    return isinstance(error, MemoryError) or tells_of_memory(str(error))


def tells_of_memory(words: str) -> bool:
    return any(word in words for word in MEMORY_WORDS)


def too_much_memory(kind: JobKind) -> Message:
    size = f"{kind.memory_bytes / 1e9:.1f}"
    return Message("It needed more than %(size)s GB of memory and was stopped.", size=size)


def run_pending(app: Site) -> int:
    """Runs every job that is due in this process, one after the other; gives their number. For
    tests and commands: commits the caller's transaction first, which could lock the jobs out."""
    if is_in_site():
        db.session.commit()
    count = 0
    with app.app_context():
        while claim := claim_next(kinds_of(app), background_kinds(app)):
            run_claimed(app, claim)
            count += 1
    if is_in_site():
        db.session.expire_all()
    return count
