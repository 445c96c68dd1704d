"""Brakes that all web processes share."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import func, select

from episodes.db import db
from episodes.limits.bucket import Bucket
from episodes.limits.models import BucketLevel
from episodes.serving.tasks import run_tasks


def test_a_brake_lets_some_through_at_once_and_then_one_after_another(app: Flask) -> None:
    now = [1000.0]
    bucket = Bucket("test", 3, 2.0, lambda: now[0])
    assert [bucket.take() for _ in range(5)] == [True, True, True, False, False]
    now[0] += 2
    assert [bucket.take(), bucket.take()] == [True, False]


def test_what_was_taken_comes_back_with_time_and_at_once_where_it_is_refilled(app: Flask) -> None:
    now = [1000.0]
    bucket = Bucket("test", 10, 30.0, lambda: now[0])
    waits = [bucket.seconds_to_wait("alice@example.org") for _ in range(11)]
    assert waits == [0] * 10 + [30]
    now[0] += 30
    assert bucket.seconds_to_wait("alice@example.org") == 0
    assert bucket.seconds_to_wait("ALICE@example.org ") > 0
    assert bucket.seconds_to_wait("bob@example.org") == 0
    bucket.refill("alice@example.org")
    assert bucket.seconds_to_wait("alice@example.org") == 0


def test_what_cost_nothing_is_given_back(app: Flask) -> None:
    bucket = Bucket("test", 1, 60.0, lambda: 1000.0)
    assert bucket.take()
    bucket.give_back()
    assert [bucket.take(), bucket.take()] == [True, False]


def test_however_many_come_together_no_more_are_let_through(app: Flask) -> None:
    bucket = Bucket("test", 5, 3600.0)

    def take(_number: int) -> bool:
        with app.app_context():
            return bucket.take("alice@example.org")

    db.session.commit()
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(take, range(40))) == 5


def test_a_brake_that_came_back_leaves_no_row_and_no_row_names_anybody(app: Flask) -> None:
    now = [1000.0]
    bucket = Bucket("test", 3, 2.0, lambda: now[0])
    for number in range(4):
        bucket.take(f"{number}@example.org")
    names = db.session.scalars(select(BucketLevel.key_hash)).all()
    assert len(names) == 4
    assert not any("example" in name for name in names)
    now[0] += 60
    bucket.take()
    assert db.session.scalar(select(func.count()).select_from(BucketLevel)) == 1


def test_the_worker_forgets_by_the_clock_when_something_was_last_done(app: Flask) -> None:
    Bucket("test", 3, 2.0, lambda: 1000.0).take()
    run_tasks(app, minute=1)
    assert db.session.scalar(select(func.count()).select_from(BucketLevel)) == 0
