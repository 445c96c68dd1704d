"""The jobs that run by the clock, in the real worker process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from episodes.accounts.let_ins import forget_ended_let_ins
from episodes.accounts.sign_ins import forget_ended_sign_ins
from episodes.catalog.models import Episode, Status
from episodes.db import db, now_utc
from episodes.jobs.actions import enqueue
from episodes.jobs.models import Job, JobState
from episodes.jobs.sweeping import forget_old_jobs
from episodes.limits.bucket import forget_empty_buckets
from episodes.media.storage import LocalStorage
from episodes.search.indexing.jobs import catch_up
from episodes.serving import tasks
from episodes.serving.one_key import require_one_key
from episodes.serving.tasks import (
    ClockTask,
    erase_sealed_letters,
    forget_broken_uploads,
    forget_missed_words,
    publish_scheduled,
    read_new_letters,
    run_tasks,
    sweep_jobs,
    tasks_due,
)
from episodes.site import settings_of
from tests.factories import a_show, an_episode
from tests.waiting import wait_until

ROOT = Path(__file__).parents[3]


@pytest.fixture
def worker(app: Flask, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """`flask worker` on the test's database, which knows the site's key."""
    settings = settings_of(app)
    require_one_key(settings.SECRET_KEY)
    db.session.commit()
    environment = {
        "SECRET_KEY": settings.SECRET_KEY,
        "PATH": os.environ["PATH"],
        "DATABASE_URL": settings.DATABASE_URL.replace("+psycopg", ""),
        "DATA_DIR": str(tmp_path),
        "LOG_LEVEL": "info",
    }
    command = [sys.executable, "-m", "flask", "--app", "app", "worker"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.communicate()


def lives(worker: subprocess.Popen[str]) -> bool:
    """Fails with what it said where it ended."""
    if worker.poll() is not None:
        pytest.fail(
            f"the worker ended with {worker.returncode}: {worker.communicate(timeout=60)[1]}"
        )
    return True


def scheduled(slug: str, minutes: int) -> None:
    episode = an_episode(slug, status=Status.SCHEDULED, video=True)
    episode.published_at = now_utc() + timedelta(minutes=minutes)
    db.session.commit()


def status_of(slug: str) -> Status:
    status = db.session.query(Episode).filter_by(slug=slug).one().status
    db.session.rollback()  # SQLite's write lock goes back to the worker
    return status


def test_a_scheduled_episode_is_published_by_the_worker_when_its_time_has_come(
    app: Flask, client: FlaskClient, worker: subprocess.Popen[str]
) -> None:
    a_show()
    scheduled("come", -1)
    scheduled("to-come", 60)
    wait_until(lambda: lives(worker) and status_of("come") is Status.PUBLISHED)
    assert (status_of("come"), status_of("to-come")) == (Status.PUBLISHED, Status.SCHEDULED)
    assert client.get("/episodes/come").status_code == 200


def test_a_worker_starts_beside_a_long_write_does_its_job_and_ends_cleanly_when_told_to(
    app: Flask, worker: subprocess.Popen[str]
) -> None:
    db.session.connection()  # SQLite's write lock
    wait_until(lambda: lives(worker) and worker_listens(worker.pid), "heeding SIGTERM")
    enqueue("relate_episodes")
    db.session.commit()
    wait_until(lambda: lives(worker) and state_of_job() is JobState.DONE)
    worker.send_signal(signal.SIGTERM)
    _, errors = worker.communicate(timeout=300)
    assert worker.returncode == 0
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("minute", "also"),
    [
        (0, []),
        (7, [forget_old_jobs]),
        (13, [forget_ended_sign_ins]),
        (17, [forget_ended_let_ins]),
        (23, [forget_broken_uploads]),
        (29, [erase_sealed_letters]),
        (37, [forget_missed_words]),
        (41, [catch_up]),
    ],
)
def test_each_minute_has_its_tasks(minute: int, also: list[Callable[[], object]]) -> None:
    always = [sweep_jobs, publish_scheduled, forget_empty_buckets, read_new_letters]
    assert [task.run for task in tasks_due(minute)] == [*always, *also]


def test_between_the_minutes_only_publishing_is_looked_after() -> None:
    assert [task.run for task in tasks_due(None)] == [publish_scheduled]


def test_a_task_that_fails_does_not_keep_the_others(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks() -> None:
        raise RuntimeError("of this one only")

    ran: list[str] = []
    these = (ClockTask(breaks), ClockTask(lambda: ran.append("the other")))
    monkeypatch.setattr(tasks, "CLOCK_TASKS", these)
    run_tasks(app, minute=0)
    assert ran == ["the other"]
    assert "breaks" in caplog.text


def state_of_job() -> JobState:
    state = db.session.scalars(select(Job.state)).one()
    db.session.rollback()
    return state


def worker_listens(pid: int) -> bool:
    """It has taken over SIGTERM."""
    status = Path(f"/proc/{pid}/status").read_text()
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) & (1 << (signal.SIGTERM - 1)))


def test_what_is_due_is_published_once(app: Flask) -> None:
    a_show()
    scheduled("come", -1)
    assert publish_scheduled() == ["come"]
    assert publish_scheduled() == []


def test_what_a_killed_upload_left_is_taken_away_after_a_day(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "media storage", LocalStorage(tmp_path))
    for name, hours in (("old.part", 25), ("new.part", 23)):
        (tmp_path / name).write_bytes(b"half a film")
        then = time.time() - hours * 3600
        os.utime(tmp_path / name, (then, then))
    assert forget_broken_uploads() == ["old.part"]
    assert [path.name for path in tmp_path.iterdir()] == ["new.part"]
