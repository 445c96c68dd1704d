from collections.abc import Iterable, Sequence

from sqlalchemy import case, func, or_, select

from episodes.db import db, now_utc, reading_only
from episodes.jobs.models import Job, JobState

OPEN_STATES = (JobState.QUEUED, JobState.RUNNING)


def job_of(job_id: int) -> Job | None:
    return db.session.get(Job, job_id)


def jobs_of(subject: str) -> Sequence[Job]:
    """Newest first."""
    chosen = select(Job).where(Job.subject == subject).order_by(Job.id.desc())
    return db.session.scalars(chosen).all()


def latest_job(kind: str, subject: str) -> Job | None:
    chosen = select(Job).where(Job.kind == kind, Job.subject == subject)
    return db.session.scalars(chosen.order_by(Job.id.desc()).limit(1)).first()


def pressing_jobs(subject: str) -> list[Job]:
    """The newest of each kind, where it is not finished or failed."""
    newest: dict[str, Job] = {}
    for job in jobs_of(subject):
        newest.setdefault(job.kind, job)
    wanted = (*OPEN_STATES, JobState.FAILED)
    return [job for job in newest.values() if job.state in wanted]


def unfinished_jobs() -> Sequence[Job]:
    """What runs, then what waits, in the order in which its turn comes."""
    running_first = case((Job.state == JobState.RUNNING, 0), else_=1)
    chosen = select(Job).where(Job.state.in_(OPEN_STATES))
    return db.session.scalars(chosen.order_by(running_first, Job.due_at, Job.id)).all()


def finished_jobs(
    limit: int | None = None, state: JobState | None = None, background: Iterable[str] = ()
) -> Sequence[Job]:
    """What ended last comes first. background: kinds that are left out where they are done."""
    chosen = select(Job).where(Job.state == state if state else Job.state.not_in(OPEN_STATES))
    seen = or_(Job.state != JobState.DONE, Job.kind.not_in(list(background)))
    newest = chosen.where(seen).order_by(Job.finished_at.desc(), Job.id.desc())
    return db.session.scalars(newest.limit(limit)).all()


def how_many_unfinished(kinds: Iterable[str]) -> int:
    chosen = select(func.count(Job.id)).where(Job.state.in_(OPEN_STATES))
    return db.session.scalar(chosen.where(Job.kind.in_(list(kinds)))) or 0


def is_any_due(kinds: Iterable[str]) -> bool:
    """Asked on a connection of its own, by code that has no session, and without a lock."""
    due = select(Job.id).where(Job.state == JobState.QUEUED, Job.due_at <= now_utc())
    with reading_only(), db.engine.begin() as connection:
        row = connection.execute(due.where(Job.kind.in_(list(kinds))).limit(1)).first()
    return row is not None
