"""A site opens no connection by itself: not when it starts, nor for a page, a search or a job."""

import os
from pathlib import Path

import pytest
from flask_migrate import upgrade
from sqlalchemy import func, select

from app import create_app
from episodes.db import db
from episodes.jobs.models import Job, JobState
from episodes.settings import Settings
from tests.episodes.hardening.real_site import Person, served
from tests.factories import CAPTIONS, a_show, an_episode
from tests.migrations import MIGRATIONS
from tests.waiting import wait_until

# Python reads it before anything else, in the site and in each process that it starts.
WATCH = """
import os, sys

def note(*words):
    with open(os.environ["WATCH_LOG"], "a") as log:
        print(*words, file=log)

def watch(event, args):
    if event == "socket.connect" and isinstance(args[1], tuple):
        if args[1][0] not in ("127.0.0.1", "::1"):
            note("outward", *args[1][:2])
            raise OSError("refused by the test")
    if event == "socket.getaddrinfo" and args[0] not in ("127.0.0.1", "::1", "localhost", None):
        note("outward", args[0])
        raise OSError("refused by the test")

sys.addaudithook(watch)
note("watched", os.getpid())
"""


@pytest.mark.timeout(300)
def test_a_site_connects_to_nothing_but_this_machine(tmp_path: Path) -> None:
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    log, data = tmp_path / "log", str(tmp_path / "data")
    app = create_app(Settings(DATA_DIR=Path(data)))
    with app.app_context():
        upgrade(directory=MIGRATIONS)
        a_show()
        an_episode("oat-milk", captions=CAPTIONS, answer="Dear you, it is the milk.")
        db.session.remove()

        def is_done() -> bool:
            states = select(func.count()).where(Job.state.in_((JobState.QUEUED, JobState.RUNNING)))
            waiting = db.session.scalar(states)
            done = db.session.scalar(select(func.count()).where(Job.state == JobState.DONE))
            db.session.rollback()
            return not waiting and bool(done)

        paths = os.pathsep.join((str(tmp_path / "watch"), os.environ.get("PYTHONPATH", "")))
        with served(DATA_DIR=data, PYTHONPATH=paths, WATCH_LOG=str(log)) as port:
            visitor = Person(port)
            for page in ("/", "/episodes/oat-milk", "/search?q=milk", "/ask", "/sign-in"):
                assert visitor.get(page).status == 200, page
            wait_until(is_done, "the end of the jobs")
        db.engine.dispose()
    lines = log.read_text().splitlines()
    assert len({line for line in lines if line.startswith("watched")}) >= 3  # web, worker, a job
    assert [line for line in lines if line.startswith("outward")] == []
