import hashlib
import json
from typing import Any

from sqlalchemy import and_, literal, or_, select, update

from episodes.db import db, insert_statement, lock_row, now_utc
from episodes.jobs.bell import ring_at_commit
from episodes.jobs.models import UNFINISHED, Job, JobState


def enqueue(
    kind: str,
    *,
    subject: str = "",
    arguments: dict[str, Any] | None = None,
    asked_by_id: int | None = None,
    again: bool = False,
) -> Job:
    """A row in the caller's transaction: not lost where that commits, not there where it does not.
    A job of the same kind, subject and arguments that is not finished is that job, not a second.

    again: where that job runs already it may have read what has changed since; let it run once
    more."""
    values = {
        "kind": kind,
        "subject": subject,
        "arguments": arguments or {},
        "fingerprint": fingerprint_of(kind, subject, arguments or {}),
        "state": JobState.QUEUED,
        "asked_by_id": asked_by_id,
    }
    missed = and_(Job.state == JobState.RUNNING, literal(again))
    db.session.flush()
    connection = db.session.connection()
    job_id = connection.execute(
        insert_statement(Job.__table__, connection.dialect.name)
        .values(values)
        # Even where nothing changes the row is locked, so that it does not begin before us.
        .on_conflict_do_update(
            index_elements=["fingerprint"],
            index_where=UNFINISHED,
            set_={"again": or_(Job.again, missed)},
        )
        .returning(Job.id)
    )
    ring_at_commit(connection)
    return db.session.get_one(Job, job_id.scalar_one(), populate_existing=True)


def fingerprint_of(kind: str, subject: str, arguments: dict[str, Any]) -> str:
    """Hexadecimal SHA-256: the same for what is the same job."""
    text = json.dumps([kind, subject, arguments], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def cancel(job: Job) -> None:
    """What waits is cancelled at once; what runs is asked to stop, and made to if it does not."""
    now = now_utc()
    waiting = update(Job).where(Job.id == job.id, Job.state == JobState.QUEUED)
    ended = {"state": JobState.CANCELLED, "finished_at": now, "reason": "Cancelled."}
    running = update(Job).where(Job.id == job.id, Job.state == JobState.RUNNING)
    db.session.flush()
    connection = db.session.connection()
    if not connection.execute(waiting.values(ended)).rowcount:
        connection.execute(running.values(cancel_asked=True, again=False))
    lock_row(job)


def retry(job: Job) -> Job:
    """Lets a job that failed or was cancelled begin again, unless the same one waits already."""
    lock_row(job)  # of two who ask at once, the second sees it wait
    same = select(Job).where(Job.fingerprint == job.fingerprint, UNFINISHED)
    there = db.session.scalars(same).first()
    if there is not None:
        return there
    if job.state not in (JobState.FAILED, JobState.CANCELLED):
        return job
    job.state, job.step, job.percent, job.reason = JobState.QUEUED, "", None, ""
    job.attempts, job.interruptions = 0, 0
    job.cancel_asked, job.again = False, False
    job.started_at, job.finished_at, job.due_at = None, None, now_utc()
    db.session.flush()
    ring_at_commit(db.session.connection())
    return job
