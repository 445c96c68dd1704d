"""The work that outlives a request: how far it is, to cancel it, to let it begin again."""

from collections.abc import Sequence

from flask import abort, current_app, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.permissions import Right, may, requires_right
from episodes.catalog.given import episodes_given_to, sees_all
from episodes.desk.queries import episodes_of_subjects
from episodes.desk.views.blueprint import bp, commit_write, see_other, the_actor
from episodes.jobs.actions import cancel, retry
from episodes.jobs.models import Job
from episodes.jobs.queries import finished_jobs, job_of, unfinished_jobs
from episodes.jobs.registry import background_kinds
from episodes.jobs.sweeping import DAYS_KEPT
from episodes.pages import is_fragment_request, local_path

MOST_ENDED = 50


@bp.app_template_global("may_change_jobs")
def may_change_jobs() -> bool:
    return may(Right.EDIT)


@bp.get("/jobs")
@requires_right(Right.USE_DESK)
def jobs() -> str:
    open_jobs = unfinished_jobs()
    ended = finished_jobs(MOST_ENDED, background=background_kinds(current_app))
    if not sees_all():
        open_jobs, ended = _of_own_episodes(open_jobs), _of_own_episodes(ended)
    subjects = {job.subject for job in (*open_jobs, *ended)}
    return render_template(
        "desk/jobs.html",
        unfinished=open_jobs,
        finished=ended,
        episodes=episodes_of_subjects(subjects),
        days_kept=DAYS_KEPT,
    )


@bp.get("/jobs/<int:job_id>")
@requires_right(Right.USE_DESK)
def job(job_id: int) -> str:
    the_job = job_or_404(job_id)
    if is_fragment_request():
        back = local_path(request.args.get("back")) or url_for("desk.jobs")
        return render_template("desk/job-line.html", job=the_job, back=back)
    return render_template("desk/job.html", job=the_job)


@bp.post("/jobs/<int:job_id>/cancel")
@requires_right(Right.EDIT)
def cancel_job(job_id: int) -> Response:
    the_job = job_or_404(job_id)
    if the_job.is_finished:
        flash(gettext("This job had already ended."), "warning")
    else:
        commit_write(lambda: _cancel(the_job))
        flash(
            gettext("Cancelled.")
            if the_job.is_finished
            else gettext("It will stop as soon as it can."),
            "good",
        )
    return _back()


@bp.post("/jobs/<int:job_id>/retry")
@requires_right(Right.EDIT)
def retry_job(job_id: int) -> Response:
    the_job = commit_write(lambda: _retry(job_id))
    flash(
        gettext("This job was already done.")
        if the_job.is_finished
        else gettext("It’s starting again."),
        "good",
    )
    return _back()


def _of_own_episodes(jobs: Sequence[Job]) -> list[Job]:
    """Of those that the signed-in person was given, or asked for."""
    person_id = the_actor().id
    given = {f"episode:{episode.id}" for episode in episodes_given_to(person_id)}
    return [job for job in jobs if job.subject in given or job.asked_by_id == person_id]


def job_or_404(job_id: int) -> Job:
    the_job = job_of(job_id) if job_id < 2**31 else None
    if the_job is None or not (sees_all() or _of_own_episodes([the_job])):
        abort(404)
    return the_job


def _back() -> Response:
    return see_other(local_path(request.form.get("back")) or url_for("desk.jobs"))


def _cancel(job: Job) -> None:
    cancel(job)
    record(the_actor(), AuditAction.JOB_CANCEL, "job", job.kind, subject=job.subject)


def _retry(job_id: int) -> Job:
    job = retry(job_or_404(job_id))
    record(the_actor(), AuditAction.JOB_RETRY, "job", job.kind, subject=job.subject)
    return job
