"""The jobs that run by the clock, in the real worker process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import create_app
from episodes.catalog.models import Episode, Status
from episodes.db import db, now_utc
from episodes.jobs.actions import enqueue
from episodes.jobs.models import Job, JobState
from episodes.jobs.queue import queue_of
from episodes.media.storage import LocalStorage
from episodes.serving.tasks import forget_broken_uploads, publish_scheduled
from episodes.settings import Settings
from tests.factories import a_show, an_episode

ROOT = Path(__file__).parents[3]


@pytest.fixture
def worker(app: Flask, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """`flask worker` on the test's database."""
    settings = app.extensions["settings"]
    environment = {
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


def scheduled(slug: str, minutes: int) -> None:
    episode = an_episode(slug, status=Status.SCHEDULED)
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
    deadline = time.monotonic() + 60
    while status_of("come") is not Status.PUBLISHED and time.monotonic() < deadline:
        assert worker.poll() is None
        time.sleep(0.2)
    assert (status_of("come"), status_of("to-come")) == (Status.PUBLISHED, Status.SCHEDULED)
    assert client.get("/episodes/come").status_code == 200


def test_a_job_that_is_asked_for_is_done_and_the_worker_ends_cleanly_when_it_is_told_to(
    app: Flask, worker: subprocess.Popen[str], tmp_path: Path
) -> None:
    while not worker_listens(worker.pid):
        time.sleep(0.1)
    ask_for_a_job(app.extensions["settings"].DATABASE_URL, tmp_path)
    while state_of_job() is not JobState.DONE:
        assert worker.poll() is None
        time.sleep(0.2)
    worker.send_signal(signal.SIGTERM)
    _, errors = worker.communicate(timeout=20)
    assert worker.returncode == 0
    assert "Traceback" not in errors


def ask_for_a_job(database: str, data: Path) -> None:
    """As the site does, which wakes the worker; the test's own app is told not to."""
    site = create_app(Settings(DATABASE_URL=database, DATA_DIR=data, SECRET_KEY="t" * 40))
    with site.app_context():
        enqueue("relate_episodes")
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
        queue_of(site).storage.close()


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
