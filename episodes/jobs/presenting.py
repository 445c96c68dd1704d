"""How a job is shown to people, on the desk and by commands."""

from datetime import datetime
from typing import Any

from episodes.db import now_utc
from episodes.jobs.models import Job, JobState
from episodes.jobs.registry import kinds_of
from episodes.messages import Message, restored
from episodes.site import Site, this_site

STATE_WORDS = {
    JobState.QUEUED: Message("Waiting"),
    JobState.RUNNING: Message("Running"),
    JobState.DONE: Message("Done"),
    JobState.FAILED: Message("Failed"),
    JobState.CANCELLED: Message("Cancelled"),
}


def init_jobs(app: Site) -> None:
    app.add_template_global(title_of, "job_title")
    app.add_template_global(state_in_words, "job_state")
    app.add_template_global(progress_in_words, "job_progress")


def title_of(job: Job) -> str:
    kind = kinds_of(this_site()).get(job.kind)
    return str(kind.title) if kind else job.kind


def progress_in_words(job: Job) -> str:
    """What it is at while it runs, else how it ended."""
    return str(restored(job.step if job.state is JobState.RUNNING else job.reason))


def state_in_words(job: Job) -> str:
    if job.cancel_asked and job.state is JobState.RUNNING:
        return str(Message("Stopping"))
    if job.state is JobState.QUEUED and job.due_at > now_utc():
        return str(Message("Waiting to try again"))
    return str(STATE_WORDS[job.state])


def as_line(job: Job) -> str:
    """Tab between: number, state, percent, what it does, what it is about, step or reason."""
    percent = "" if job.percent is None else f"{job.percent} %"
    cells = (
        str(job.id),
        state_in_words(job),
        percent,
        title_of(job),
        job.subject,
        progress_in_words(job),
    )
    return "\t".join(cells).rstrip()


def as_json(job: Job) -> dict[str, Any]:
    return {
        "id": job.id,
        "kind": job.kind,
        "title": title_of(job),
        "subject": job.subject,
        "state": job.state.value,
        "step": str(restored(job.step)),
        "percent": job.percent,
        "reason": str(restored(job.reason)),
        "attempts": job.attempts,
        "created_at": _iso(job.created_at),
        "started_at": _iso(job.started_at),
        "finished_at": _iso(job.finished_at),
    }


def _iso(when: datetime | None) -> str | None:
    return when.isoformat(timespec="seconds") if when else None
