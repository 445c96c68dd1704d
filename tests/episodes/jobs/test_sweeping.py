"""What a worker finds when it looks around: jobs whose runner is gone, and what they left."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from episodes.db import db, now_utc
from episodes.jobs.actions import cancel, enqueue
from episodes.jobs.claims import claim_next
from episodes.jobs.models import Job, JobState
from episodes.jobs.process_identity import is_dead, start_of, this_machine, this_process
from episodes.jobs.scratch import scratch_folder, scratch_folders
from episodes.jobs.sweeping import forget_old_jobs, take_back_lost_jobs
from episodes.messages import restored
from episodes.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(DATA_DIR=tmp_path)


def running_job(runner: str = "", **columns: object) -> Job:
    job = enqueue("copy")
    db.session.commit()
    claim_next(["copy"])
    db.session.refresh(job)
    job.runner = runner or job.runner
    for name, value in columns.items():
        setattr(job, name, value)
    db.session.commit()
    return job


def gone() -> str:
    """The token of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    token = f"{this_machine()}:{process.pid}:{start_of(process.pid)}:x"
    process.communicate(b"\n")
    return token


def test_a_process_is_known_by_its_start_as_its_number_may_be_given_again() -> None:
    alive = this_process()
    assert not is_dead(f"{alive}:x")
    machine, pid, start = alive.split(":")
    assert is_dead(f"{machine}:{pid}:{int(start) - 1}:x")
    assert is_dead(gone())
    assert not is_dead(f"another-machine:{pid}:1:x")


def test_a_job_whose_worker_was_killed_waits_again_and_no_attempt_is_counted(
    app: Flask, settings: Settings
) -> None:
    job = running_job(gone())
    assert take_back_lost_jobs(settings) == 1
    db.session.refresh(job)
    assert (job.state, job.runner, job.attempts) == (JobState.QUEUED, "", 0)
    assert job.interruptions == 1


def test_a_job_of_another_machine_is_taken_back_once_it_is_silent(
    app: Flask, settings: Settings
) -> None:
    job = running_job("other:1:1:x", heartbeat_at=now_utc() - timedelta(seconds=80))
    assert take_back_lost_jobs(settings) == 0
    job.heartbeat_at = now_utc() - timedelta(seconds=100)
    db.session.commit()
    assert take_back_lost_jobs(settings) == 1


def test_a_job_of_a_living_process_of_this_machine_is_left_alone_for_a_quarter_of_an_hour(
    app: Flask, settings: Settings
) -> None:
    job = running_job(heartbeat_at=now_utc() - timedelta(minutes=14))
    assert take_back_lost_jobs(settings) == 0
    job.heartbeat_at = now_utc() - timedelta(minutes=16)
    db.session.commit()
    assert take_back_lost_jobs(settings) == 1


def test_a_cancelled_job_whose_worker_was_killed_is_cancelled(
    app: Flask, settings: Settings
) -> None:
    job = running_job(gone())
    cancel(job)
    db.session.commit()
    take_back_lost_jobs(settings)
    db.session.refresh(job)
    assert job.state is JobState.CANCELLED


def test_a_job_that_is_always_there_when_a_worker_dies_fails(
    app: Flask, settings: Settings
) -> None:
    job = running_job(gone(), interruptions=19)
    take_back_lost_jobs(settings)
    db.session.refresh(job)
    assert job.state is JobState.FAILED
    assert str(restored(job.reason)).startswith("The worker ended 20 times while this ran")


def test_folders_of_jobs_that_do_not_run_are_taken_away(app: Flask, settings: Settings) -> None:
    token = running_job().runner
    db.session.commit()
    with scratch_folder(settings, token) as kept:
        left = kept.with_name("left-over")
        (left / "inside").mkdir(parents=True)
        take_back_lost_jobs(settings)
        assert scratch_folders(settings) == [kept]
    assert scratch_folders(settings) == []


def test_what_finished_a_month_ago_is_forgotten(app: Flask) -> None:
    for days in (31, 29):
        job = enqueue("copy", arguments={"days": days})
        cancel(job)
        job.finished_at = now_utc() - timedelta(days=days)
    enqueue("copy")
    db.session.commit()
    assert forget_old_jobs() == 1
    kept = db.session.query(Job).order_by(Job.id).all()
    assert [job.arguments for job in kept] == [{"days": 29}, {}]
