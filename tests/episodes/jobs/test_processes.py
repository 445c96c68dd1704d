"""Jobs in processes of their own, which crash, eat, sleep and are killed."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

import episodes.models  # noqa: F401  # a job names the user who asked
from episodes.db import db, now_utc
from episodes.jobs import process_watch
from episodes.jobs.actions import cancel, enqueue
from episodes.jobs.models import Job, JobState
from episodes.jobs.queries import job_of
from episodes.jobs.scratch import scratch_folders
from episodes.jobs.supervising import Supervisor
from episodes.messages import restored
from episodes.settings import Settings
from episodes.site import settings_of
from tests.episodes.jobs.trial_app import create_app, effect
from tests.waiting import DEADLINE_S, wait_until

APP = "tests/episodes/jobs/trial_app.py"


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    monkeypatch.setenv("DATABASE_URL", "")
    app = create_app(Settings(DATA_DIR=tmp_path), TESTING=True)
    with app.app_context():
        db.create_all()
        effect.create(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def stop() -> threading.Event:
    return threading.Event()


@pytest.fixture
def run_due(trial: Flask, stop: threading.Event) -> Callable[[], None]:
    return Supervisor(trial, APP, stop.is_set).run_due


def asked_for(kind: str, **arguments: object) -> int:
    job_id = enqueue(kind, arguments=arguments).id
    db.session.commit()
    return job_id


def now(job_id: int) -> Job:
    db.session.rollback()
    job = job_of(job_id)
    assert job is not None
    db.session.commit()
    db.session.refresh(job)
    db.session.expunge(job)
    db.session.rollback()
    return job


def effects() -> list[int]:
    with db.engine.begin() as connection:
        return list(connection.scalars(select(effect.c.job_id)))


def children() -> set[int]:
    """Of the jobs: a test process has others, such as the browser's driver."""
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    found = {int(pid) for task in tasks for pid in task.read_text().split()}
    return {pid for pid in found if _runs_a_job(pid)}


def _runs_a_job(pid: int) -> bool:
    try:
        return APP in Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def in_background(run: Callable[[], None], job_id: int) -> threading.Thread:
    """Until the job has a process."""
    thread = threading.Thread(target=run)
    thread.start()
    wait_until(lambda: now(job_id).state is JobState.RUNNING and children(), "the job's process")
    return thread


def test_a_job_runs_in_a_process_of_its_own_and_leaves_nothing_but_its_effect(
    trial: Flask, run_due: Callable[[], None]
) -> None:
    done = [asked_for("work"), asked_for("work", number=2)]
    run_due()
    assert [str(restored(now(job_id).reason)) for job_id in done] == ["Worked.", "Worked."]
    assert effects() == done
    assert scratch_folders(settings_of(trial)) == []


def test_a_crash_takes_down_one_job_and_is_tried_once_more(
    trial: Flask, run_due: Callable[[], None]
) -> None:
    job_id = asked_for("crash", times=2)
    run_due()
    waiting = now(job_id)
    assert (waiting.state, str(restored(waiting.reason))) == (
        JobState.QUEUED,
        "It crashed (SIGSEGV).",
    )
    db.session.query(Job).update({"due_at": now_utc()})
    db.session.commit()
    run_due()
    assert (now(job_id).state, now(job_id).attempts) == (JobState.FAILED, 2)
    assert effects() == []


def test_a_job_that_eats_memory_is_stopped_and_says_so(
    trial: Flask, run_due: Callable[[], None]
) -> None:
    job_id = asked_for("eat")
    run_due()
    assert (
        str(restored(now(job_id).reason)) == "It needed more than 0.3 GB of memory and was stopped."
    )
    assert now(job_id).state is JobState.FAILED


def test_a_job_that_takes_too_long_is_stopped_and_says_so(
    trial: Flask, run_due: Callable[[], None]
) -> None:
    job_id = asked_for("oversleep")
    run_due()
    assert str(restored(now(job_id).reason)) == "It took longer than 1 second and was stopped."
    assert now(job_id).state is JobState.FAILED


def test_a_job_that_does_not_listen_when_it_is_cancelled_is_stopped(
    trial: Flask, run_due: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_watch, "SECONDS_TO_CANCEL", 0.1)
    monkeypatch.setattr(process_watch, "BEAT_S", 0.2)
    job_id = asked_for("sleep")
    thread = in_background(run_due, job_id)
    cancel(db.session.get_one(Job, job_id))
    db.session.commit()
    thread.join(DEADLINE_S)
    assert now(job_id).state is JobState.CANCELLED


def test_what_runs_while_the_worker_is_stopped_waits_again(
    trial: Flask, run_due: Callable[[], None], stop: threading.Event
) -> None:
    job_id = asked_for("sleep")
    thread = in_background(run_due, job_id)
    stop.set()
    thread.join(DEADLINE_S)
    waiting = now(job_id)
    assert (waiting.state, waiting.attempts, waiting.runner) == (JobState.QUEUED, 0, "")
    assert children() == set()


def test_a_job_that_is_killed_from_outside_is_begun_again(
    trial: Flask, run_due: Callable[[], None]
) -> None:
    job_id = asked_for("sleep")
    thread = in_background(run_due, job_id)
    for pid in children():
        os.kill(pid, signal.SIGKILL)
    thread.join(DEADLINE_S)
    assert now(job_id).state is JobState.QUEUED
    assert str(restored(now(job_id).reason)).startswith("It was killed from outside")


def test_a_job_in_the_background_gives_way_to_one_that_somebody_waits_for(
    trial: Flask,
    run_due: Callable[[], None],
    stop: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(process_watch, "BEAT_S", 0.2)
    background = asked_for("background")
    thread = in_background(run_due, background)
    wanted = asked_for("work")
    wait_until(lambda: now(wanted).state is JobState.DONE, "the job that somebody waits for")
    stop.set()
    thread.join(DEADLINE_S)
    waiting = now(background)
    assert (waiting.state, waiting.attempts) == (JobState.QUEUED, 0)


def test_a_job_that_cannot_be_started_waits_for_another_try(
    trial: Flask, run_due: Callable[[], None], tmp_path: Path
) -> None:
    (tmp_path / "scratch").write_text("a file where the folder should be")
    job_id = asked_for("work")
    run_due()
    assert now(job_id).state is JobState.QUEUED
    assert str(restored(now(job_id).reason)).startswith("The worker couldn’t run it")
