"""Threads keep their connections to the database, and soon go on when it has answered."""

import sys
from contextlib import ExitStack

from flask import Flask
from sqlalchemy import event

from episodes.db import db
from episodes.serving.front import SWITCH_S, front_of
from episodes.site import settings_of


def test_as_many_stay_open_as_threads_may_ask_at_once(app: Flask) -> None:
    db.session.remove()
    db.engine.dispose()
    opened: list[object] = []
    event.listen(db.engine, "connect", lambda connection, _record: opened.append(connection))
    threads = settings_of(app).WEB_THREADS
    for _ in range(2):
        with ExitStack() as stack:
            for _ in range(threads):
                stack.enter_context(db.engine.connect())
    assert len(opened) == threads


def test_a_thread_that_the_database_has_answered_waits_little_for_busy_ones(app: Flask) -> None:
    pythons_own = sys.getswitchinterval()
    try:
        front_of(app)
        assert sys.getswitchinterval() == SWITCH_S < pythons_own
    finally:
        sys.setswitchinterval(pythons_own)
