"""The worker is killed again and again, and each job is done once in the end; the same with
the whole site is `python -m bench.jobs_killed`."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

import episodes.models  # noqa: F401  # a job names the user who asked
from episodes.db import db
from episodes.jobs.actions import enqueue
from episodes.jobs.models import Job, JobState
from episodes.jobs.scratch import scratch_folders
from episodes.settings import Settings
from episodes.site import settings_of
from tests.episodes.jobs.trial_app import create_app, effect
from tests.waiting import wait_until

ROOT = Path(__file__).parents[3]
JOBS = 2


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(Settings(DATA_DIR=tmp_path), TESTING=True)
    with app.app_context():
        db.create_all()
        effect.create(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


def a_worker(app: Flask) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "flask", "--app", "tests/episodes/jobs/trial_app.py"]
    environment = os.environ | {"DATA_DIR": str(settings_of(app).DATA_DIR)}
    environment["DATABASE_URL"] = ""
    return subprocess.Popen([*command, "look-after-jobs"], cwd=ROOT, env=environment)


def states() -> list[JobState]:
    found = list(db.session.scalars(select(Job.state).order_by(Job.id)))
    db.session.commit()
    return found


def test_each_job_is_done_once_though_its_worker_is_killed(trial: Flask) -> None:
    """As soon as a job runs, then as soon as one is done and the other is on its way."""
    for number in range(JOBS):
        enqueue("work", arguments={"seconds": 0.3, "number": number})
    db.session.commit()
    for moment in (JobState.RUNNING, JobState.DONE):
        worker = a_worker(trial)
        wait_until(lambda moment=moment: moment in states(), f"a job that is {moment}")
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    worker = a_worker(trial)
    wait_until(lambda: set(states()) == {JobState.DONE}, "the end of every job")
    wait_until(lambda: not scratch_folders(settings_of(trial)), "the end of their folders")
    worker.kill()
    worker.wait()
    with db.engine.begin() as connection:
        assert sorted(connection.scalars(select(effect.c.job_id))) == [1, 2]
