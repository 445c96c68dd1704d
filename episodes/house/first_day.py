"""What a new show has done of its first four steps, and whether sample content is here."""

from dataclasses import dataclass

from sqlalchemy import func, select

from episodes.accounts.audit import AuditAction
from episodes.accounts.models import AuditEntry, User
from episodes.catalog.models import Episode
from episodes.catalog.queries import the_show
from episodes.db import db
from episodes.jobs.models import Job
from episodes.jobs.queries import latest_job

ADD_SAMPLE, REMOVE_SAMPLE = "add_sample", "remove_sample"
# With more of its own a show is at home here.
STILL_NEW = 5


@dataclass(frozen=True, slots=True)
class FirstDay:
    """episodes: without those of the sample. has_sample: it was added and not removed since. job:
    what adds or removes it, where that goes on or failed."""

    has_name: bool
    has_people: bool
    episodes: int
    has_question: bool
    has_sample: bool
    job: Job | None

    @property
    def is_over(self) -> bool:
        steps = (self.has_name, self.has_people, self.episodes > 0, self.has_question)
        return all(steps) or self.episodes > STILL_NEW


def first_day(*, has_question: bool) -> FirstDay:
    """has_question: somebody asked something."""
    entry = sample_entry()
    of_sample = len(entry.detail["episodes"]) if entry else 0
    people = db.session.scalar(select(func.count(User.id))) or 0
    total = db.session.scalar(select(func.count(Episode.id))) or 0
    return FirstDay(
        has_name=the_show() is not None,
        has_people=people > 1,
        episodes=max(0, total - of_sample),
        has_question=has_question,
        has_sample=entry is not None,
        job=_job_of_sample(),
    )


def sample_entry() -> AuditEntry | None:
    """What the sample brought, as the trail has it; None where it is not here."""
    actions = (AuditAction.SAMPLE_ADD.value, AuditAction.SAMPLE_REMOVE.value)
    newest = select(AuditEntry).where(AuditEntry.action.in_(actions))
    entry = db.session.scalar(newest.order_by(AuditEntry.id.desc()).limit(1))
    return entry if entry and entry.action == AuditAction.SAMPLE_ADD else None


def _job_of_sample() -> Job | None:
    jobs = [job for kind in (ADD_SAMPLE, REMOVE_SAMPLE) if (job := latest_job(kind, "show"))]
    newest = max(jobs, key=lambda job: job.id, default=None)
    return newest if newest and newest.state.value != "done" else None
