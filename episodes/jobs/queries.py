from collections.abc import Sequence

from sqlalchemy import case, select

from episodes.db import db
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


def unfinished() -> Sequence[Job]:
    """What runs, then what waits, in the order in which its turn comes."""
    running_first = case((Job.state == JobState.RUNNING, 0), else_=1)
    chosen = select(Job).where(Job.state.in_(OPEN_STATES))
    return db.session.scalars(chosen.order_by(running_first, Job.due_at, Job.id)).all()


def finished(limit: int) -> Sequence[Job]:
    """What ended last comes first."""
    chosen = select(Job).where(Job.state.not_in(OPEN_STATES))
    return db.session.scalars(
        chosen.order_by(Job.finished_at.desc(), Job.id.desc()).limit(limit)
    ).all()
