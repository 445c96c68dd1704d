"""A job is a row of the caller's transaction, and one row while it is not finished."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import func, select, update

from episodes.db import db
from episodes.jobs.actions import cancel, enqueue, retry
from episodes.jobs.claims import claim_next
from episodes.jobs.models import Job, JobState
from episodes.jobs.queries import jobs_of, latest_job, unfinished_jobs
from tests.waiting import a_second_who_waits


def how_many() -> int:
    return db.session.scalar(select(func.count(Job.id))) or 0


def test_a_job_whose_transaction_is_rolled_back_was_never_asked_for(app: Flask) -> None:
    enqueue("copy")
    db.session.rollback()
    assert how_many() == 0


def test_the_same_job_waits_once(app: Flask) -> None:
    first = enqueue("copy", subject="episode:1", arguments={"a": 1, "b": 2})
    again = enqueue("copy", subject="episode:1", arguments={"b": 2, "a": 1})
    other = enqueue("copy", subject="episode:1", arguments={"a": 2})
    assert first is again
    assert other.id != first.id
    assert [job.id for job in jobs_of("episode:1")] == [other.id, first.id]


def test_the_same_job_that_runs_is_that_job_and_runs_again_only_where_that_is_asked(
    app: Flask,
) -> None:
    job = enqueue("copy")
    db.session.commit()
    claim_next(["copy"])
    assert enqueue("copy").again is False
    assert enqueue("copy", again=True).again is True
    assert enqueue("copy").again is True
    assert how_many() == 1
    assert job.state is JobState.RUNNING


def test_a_finished_job_may_be_asked_for_again(app: Flask) -> None:
    first = enqueue("copy")
    cancel(first)
    second = enqueue("copy")
    assert second.id != first.id
    assert latest_job("copy", "") is second


def test_a_waiting_job_is_cancelled_at_once(app: Flask) -> None:
    job = enqueue("copy")
    cancel(job)
    assert (job.state, job.reason) == (JobState.CANCELLED, "Cancelled.")
    assert unfinished_jobs() == []
    db.session.commit()
    assert claim_next(["copy"]) is None


def test_a_cancelled_job_can_be_begun_anew_as_itself(app: Flask) -> None:
    job = enqueue("copy")
    cancel(job)
    assert retry(job) is job
    assert (job.state, job.attempts, job.finished_at) == (JobState.QUEUED, 0, None)


def test_a_failed_job_is_not_begun_anew_beside_the_same_one(app: Flask) -> None:
    old = enqueue("copy")
    cancel(old)
    new = enqueue("copy")
    assert retry(old) is new
    assert old.state is JobState.CANCELLED


def test_of_two_who_begin_a_job_anew_at_one_moment_the_second_leaves_it(app: Flask) -> None:
    job_id = enqueue("copy").id
    cancel(db.session.get_one(Job, job_id))
    db.session.commit()
    its_row = update(Job).where(Job.id == job_id)

    def again() -> tuple[str, str]:
        with app.app_context():
            job = retry(db.session.get_one(Job, job_id))
            db.session.commit()
            return job.state.value, job.runner

    with ThreadPoolExecutor() as pool:
        with db.engine.begin() as connection, a_second_who_waits() as wait_for_the_second:
            connection.execute(its_row.values(state=JobState.QUEUED))
            second = pool.submit(again)
            wait_for_the_second()
            connection.execute(its_row.values(state=JobState.RUNNING, runner="theirs"))
        assert second.result(timeout=300) == ("running", "theirs")
