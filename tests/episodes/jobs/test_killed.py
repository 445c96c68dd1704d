"""Whoever runs the jobs is killed again and again, and each is done once in the end; the same with
the whole site is `python -m bench.jobs_killed`."""

import os
import random
import signal
import subprocess
import sys
import time
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

ROOT = Path(__file__).parents[3]
JOBS, KILLS = 2, 2


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


def wait_until(*wanted: JobState, worker: "subprocess.Popen[bytes]") -> None:
    while not set(states()) & set(wanted) and worker.poll() is None:
        time.sleep(0.05)


def test_each_job_is_done_once_though_its_worker_is_killed_at_any_moment(trial: Flask) -> None:
    chance = random.Random(7)  # noqa: S311  # no secret
    for number in range(JOBS):
        enqueue("work", arguments={"seconds": 0.3, "number": number})
    db.session.commit()
    for _ in range(KILLS):
        worker = a_worker(trial)
        wait_until(JobState.RUNNING, worker=worker)
        time.sleep(chance.uniform(0.0, 1.5))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    worker = a_worker(trial)
    while set(states()) != {JobState.DONE}:
        assert worker.poll() is None
        time.sleep(0.1)
    while scratch_folders(settings_of(trial)):
        time.sleep(0.05)
    worker.kill()
    worker.wait()
    with db.engine.begin() as connection:
        assert sorted(connection.scalars(select(effect.c.job_id))) == [1, 2]
