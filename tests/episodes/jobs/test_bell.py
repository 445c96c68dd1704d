"""An idle worker is woken by the commit that asks for a job, and by nothing before it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from flask import Flask
from sqlalchemy import QueuePool, text

from episodes.db import db
from episodes.jobs import bell as bell_module
from episodes.jobs.actions import cancel, enqueue, retry
from episodes.jobs.bell import Bell, pass_on_rings, seconds_between_looks
from tests.waiting import wait_until


@pytest.fixture
def bell(app: Flask) -> Iterator[Bell]:
    """That of a worker on the test's database, which listens already."""
    if db.engine.dialect.name != "postgresql":
        pytest.skip("only PostgreSQL rings; on SQLite workers look")
    made, stopped = Bell(), threading.Event()

    def listen() -> None:
        with app.app_context():
            pass_on_rings(made, stopped.is_set)

    thread = threading.Thread(target=listen)
    thread.start()
    wait_until(lambda: made.rings > 0, "the first ring, at the beginning")
    yield made
    stopped.set()
    thread.join(300)
    assert channels_of_pool() == []


def channels_of_pool() -> list[str]:
    """What those connections listen to that the pool lends out next."""
    pool = db.engine.pool
    assert isinstance(pool, QueuePool)
    with ExitStack() as together:
        idle = [together.enter_context(db.engine.connect()) for _ in range(pool.checkedin())]
        query = text("SELECT pg_listening_channels()")
        return [name for each in idle for name in each.execute(query).scalars()]


def commit_another(bell: Bell) -> Callable[[], bool]:
    """Rings after all that was committed before: what has not rung by then never will."""
    before = bell.rings
    with db.engine.begin() as connection:
        connection.exec_driver_sql(f"NOTIFY {bell_module.CHANNEL}")
    return lambda: bell.rings > before


def test_a_job_rings_at_its_commit_and_never_where_it_is_rolled_back(bell: Bell) -> None:
    enqueue("copy")
    db.session.rollback()
    enqueue("copy")
    db.session.flush()
    assert bell.rings == 1
    wait_until(commit_another(bell))
    assert bell.rings == 2
    db.session.commit()
    wait_until(lambda: bell.rings == 3, "the ring of the commit")


def test_a_job_that_is_tried_again_rings_too(bell: Bell) -> None:
    job = enqueue("copy")
    cancel(job)
    db.session.commit()
    wait_until(lambda: bell.rings == 2)
    retry(job)
    db.session.commit()
    wait_until(lambda: bell.rings == 3)


def test_a_worker_listens_again_when_its_connection_was_cut(
    bell: Bell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bell_module, "LOOK_BETWEEN_RINGS_S", 0.05)
    rings = bell.rings
    with db.engine.begin() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE query = 'LISTEN querent_jobs' AND datname = current_database()"
        )
    wait_until(lambda: bell.rings == rings + 1, "the ring of the new connection")


def test_a_ring_between_looking_and_waiting_is_not_missed() -> None:
    bell = Bell()
    rings = bell.rings
    bell.ring()
    bell.wait(rings, timeout_s=10_000)


def test_workers_look_often_where_nobody_rings(app: Flask) -> None:
    rings = db.engine.dialect.name == "postgresql"
    assert seconds_between_looks() == (5.0 if rings else 0.5)
