"""flask jobs: what waits, runs and failed, and the hidden command that a job's process runs."""

import json
import logging

import click
from flask.cli import AppGroup

from episodes.db import db
from episodes.jobs.actions import cancel, retry
from episodes.jobs.child import run_alone
from episodes.jobs.models import Job, JobState
from episodes.jobs.presenting import as_json, as_line
from episodes.jobs.queries import finished_jobs, job_of, unfinished_jobs
from episodes.site import settings_of, this_site

jobs = AppGroup("jobs", help="Work that goes on after a request has been answered.")
LAST_FAILURES = 20


@jobs.command("list")
@click.option(
    "--all", "everything", is_flag=True, help="Also list the jobs that are done or cancelled."
)
@click.option("--json", "as_document", is_flag=True, help="As JSON.")
def list_jobs(*, everything: bool, as_document: bool) -> None:
    """List the jobs that are running or waiting, and the last ones that failed."""
    ended = finished_jobs() if everything else finished_jobs(LAST_FAILURES, JobState.FAILED)
    shown = [*unfinished_jobs(), *ended]
    if as_document:
        click.echo(json.dumps([as_json(job) for job in shown], indent=2))
        return
    for job in shown:
        click.echo(as_line(job))
    if not shown:
        click.echo("No job waits, runs or failed.")


@jobs.command("cancel")
@click.argument("job_id", type=int)
def cancel_job(job_id: int) -> None:
    """Cancel a job: at once if it is waiting, as soon as it can stop if it is running."""
    job = _job_or_exit(job_id)
    if job.is_finished:
        raise click.ClickException(f"Job {job_id} has ended already.")
    cancel(job)
    db.session.commit()
    click.echo(as_line(job))


@jobs.command("retry")
@click.argument("job_id", type=int)
def retry_job(job_id: int) -> None:
    """Start a failed or cancelled job again."""
    job = _job_or_exit(job_id)
    if job.state is JobState.DONE:
        raise click.ClickException(f"Job {job_id} is done already.")
    job = retry(job)
    db.session.commit()
    click.echo(as_line(job))


@jobs.command("run", hidden=True)
@click.argument("job_id", type=int)
@click.option("--token", required=True, help="Of the claim, which the worker made.")
def run_job(job_id: int, token: str) -> None:
    """Run one claimed job in this process; what the worker starts."""
    app = this_site()
    logging.basicConfig(level=settings_of(app).LOG_LEVEL.upper())
    run_alone(app, job_id, token)


def _job_or_exit(job_id: int) -> Job:
    job = job_of(job_id)
    if job is None:
        raise click.ClickException(f"There is no job {job_id}.")
    return job
