import json

from flask import Flask

from episodes.db import db
from episodes.jobs.actions import enqueue
from episodes.jobs.claims import claim_next
from episodes.jobs.models import JobState
from episodes.jobs.queries import job_of
from episodes.jobs.running import JobFailedError, JobRun, run_pending
from tests.episodes.jobs.conftest import Register


def said(app: Flask, *words: str) -> str:
    db.session.commit()
    return app.test_cli_runner().invoke(args=["jobs", *words]).output


def no_video(run: JobRun) -> str:
    raise JobFailedError("The file is not a video.")


def test_a_job_is_listed_cancelled_and_begun_again(app: Flask, a_kind: Register) -> None:
    job_id = enqueue(a_kind(no_video), subject="episode:1").id
    assert said(app, "list") == f"{job_id}\tWaiting\t\tTest\tepisode:1\n"
    assert said(app, "cancel", str(job_id)).endswith("Cancelled.\n")
    assert said(app, "list") == "No job waits, runs or failed.\n"
    assert said(app, "list", "--all").startswith(f"{job_id}\tCancelled\t")
    assert "ended already" in said(app, "cancel", str(job_id))
    assert said(app, "retry", str(job_id)).startswith(f"{job_id}\tWaiting\t")
    run_pending(app)
    [shown] = json.loads(said(app, "list", "--json"))
    assert (shown["state"], shown["reason"]) == ("failed", "The file is not a video.")


def test_a_running_job_shows_its_step_and_is_asked_to_stop(app: Flask, a_kind: Register) -> None:
    job = enqueue(a_kind(no_video))
    job.step, job.percent = "Listening", 40
    db.session.commit()
    claim = claim_next(["test"])
    assert claim is not None
    assert said(app, "cancel", str(claim.job_id)).startswith(f"{claim.job_id}\tStopping")
    running = job_of(claim.job_id)
    assert running is not None
    assert (running.state, running.cancel_asked) == (JobState.RUNNING, True)


def test_a_job_that_nobody_knows_is_one_clear_line(app: Flask) -> None:
    assert said(app, "cancel", "77") == "Error: There is no job 77.\n"
