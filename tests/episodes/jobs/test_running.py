"""What becomes of a job: its changes and its being done are one, and only its runner's."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from episodes.catalog.models import Show
from episodes.db import db, now_utc
from episodes.jobs.actions import cancel, enqueue
from episodes.jobs.claims import Claim, claim_next, give_back, try_later
from episodes.jobs.models import Job, JobState
from episodes.jobs.queries import job_of
from episodes.jobs.running import JobFailedError, JobRun, run_claimed, run_pending
from episodes.messages import restored
from tests.episodes.jobs.conftest import Register
from tests.factories import a_show


def asked_for(kind: str, **words: object) -> Job:
    job = enqueue(kind, **words)  # type: ignore[arg-type]
    db.session.commit()
    return job


def renames(run: JobRun) -> str:
    db.session.get_one(Show, 1).name = "Renamed"
    return "Renamed it."


def name_of_show() -> str:
    db.session.expire_all()
    name = db.session.scalars(select(Show.name)).one()
    db.session.commit()
    return name


def claimed(kind: str) -> Claim:
    claim = claim_next([kind])
    assert claim is not None
    return claim


def test_what_a_job_changes_is_kept_with_its_being_done(app: Flask, a_kind: Register) -> None:
    a_show("Old")
    job = asked_for(a_kind(renames), arguments={"to": "Renamed"}, subject="show:1")
    assert run_pending(app) == 1
    assert (job.state, job.reason, job.percent) == (JobState.DONE, "Renamed it.", 100)
    assert name_of_show() == "Renamed"
    assert run_pending(app) == 0


def test_a_job_that_lost_its_claim_changes_nothing(app: Flask, a_kind: Register) -> None:
    a_show("Old")
    job = asked_for(a_kind(renames))
    lost = claimed("test")
    give_back(lost)
    second = claimed("test")
    run_claimed(app, lost)
    db.session.refresh(job)
    assert (job.state, job.runner) == (JobState.RUNNING, second.token)
    assert name_of_show() == "Old"
    run_claimed(app, second)
    db.session.refresh(job)
    assert job.state is JobState.DONE
    assert name_of_show() == "Renamed"


def test_two_workers_never_hold_the_same_job(app: Flask, a_kind: Register) -> None:
    asked_for(a_kind(renames))
    assert claim_next(["test"]) is not None
    assert claim_next(["test"]) is None


def test_a_job_of_a_kind_that_this_version_does_not_know_waits(app: Flask) -> None:
    job = asked_for("from_the_future")
    assert run_pending(app) == 0
    assert job.state is JobState.QUEUED


def test_a_job_fails_with_the_reason_it_gives_and_leaves_no_change(
    app: Flask, a_kind: Register
) -> None:
    def gives_up(run: JobRun) -> str:
        db.session.get_one(Show, 1).name = "Half"
        db.session.flush()
        raise JobFailedError("The file is not a video.")

    a_show("Old")
    job = asked_for(a_kind(gives_up))
    run_pending(app)
    assert (job.state, job.reason) == (JobState.FAILED, "The file is not a video.")
    assert name_of_show() == "Old"


def test_an_error_is_tried_again_later_and_fails_in_words_in_the_end(
    app: Flask, a_kind: Register
) -> None:
    def breaks(run: JobRun) -> str:
        raise ZeroDivisionError

    job = asked_for(a_kind(breaks, attempts=2))
    run_pending(app)
    assert job.state is JobState.QUEUED
    assert job.due_at > now_utc() + timedelta(seconds=5)
    assert run_pending(app) == 0
    job.due_at = now_utc()
    run_pending(app)
    assert (job.state, job.attempts) == (JobState.FAILED, 2)
    assert str(restored(job.reason)).startswith(
        "Something went wrong in the program (ZeroDivisionError)"
    )


def test_a_job_tells_what_it_is_at_while_it_runs(app: Flask, a_kind: Register) -> None:
    seen = []

    def reports(run: JobRun) -> str:
        for step, fraction in (
            ("Reading 1 of 2", 0.25),
            ("Reading 2 of 2", 0.5),
            ("Writing", 0.75),
        ):
            run.report(step, fraction)
            job = job_of(run.job_id)
            assert job is not None
            db.session.refresh(job)
            seen.append((job.step, job.percent))
        return "Done."

    asked_for(a_kind(reports))
    run_pending(app)
    # The second says the same so soon after the first that it is not written.
    assert seen == [("Reading 1 of 2", 25), ("Reading 1 of 2", 25), ("Writing", 75)]


def test_a_running_job_stops_at_its_next_report_when_it_is_cancelled(
    app: Flask, a_kind: Register
) -> None:
    def is_cancelled(run: JobRun) -> str:
        job = job_of(run.job_id)
        assert job is not None
        cancel(job)
        db.session.commit()
        run.report("Reading")
        return "It went on."

    job = asked_for(a_kind(is_cancelled))
    run_pending(app)
    assert (job.state, job.reason) == (JobState.CANCELLED, "Cancelled.")


def test_a_job_that_is_cancelled_in_its_last_moment_leaves_no_change(
    app: Flask, a_kind: Register
) -> None:
    def is_cancelled(run: JobRun) -> str:
        job = job_of(run.job_id)
        assert job is not None
        cancel(job)
        db.session.commit()
        return renames(run)

    a_show("Old")
    job = asked_for(a_kind(is_cancelled))
    run_pending(app)
    assert job.state is JobState.CANCELLED
    assert name_of_show() == "Old"


@pytest.mark.parametrize("fails", [False, True])
def test_a_job_that_was_asked_for_again_while_it_ran_runs_once_more(
    app: Flask, a_kind: Register, fails: bool
) -> None:
    times = []

    def runs(run: JobRun) -> str:
        times.append(run.job_id)
        if len(times) == 1:
            enqueue("test", again=True)
            db.session.commit()
            if fails:
                raise JobFailedError("Of the old file nothing can be made.")
        return "Done."

    asked_for(a_kind(runs))
    assert run_pending(app) == 2
    assert len(set(times)) == 2
    assert run_pending(app) == 0


def test_reporting_lets_go_of_what_was_only_read(app: Flask, a_kind: Register) -> None:
    open_after = []

    def reads(run: JobRun) -> str:
        db.session.get_one(Show, 1)
        run.report("Working")
        open_after.append(db.session().in_transaction())
        return "Done."

    a_show()
    job = asked_for(a_kind(reads))
    run_pending(app)
    assert (open_after, job.state) == ([False], JobState.DONE)


@pytest.mark.parametrize("flushed", [False, True])
def test_reporting_between_changes_is_refused(app: Flask, a_kind: Register, flushed: bool) -> None:
    def mixes(run: JobRun) -> str:
        db.session.get_one(Show, 1).name = "Half"
        if flushed:
            db.session.flush()
        run.report("Working")
        return "Done."

    a_show("Old")
    job = asked_for(a_kind(mixes, attempts=1))
    run_pending(app)
    assert "RuntimeError" in str(restored(job.reason))
    assert name_of_show() == "Old"


def test_what_a_job_saved_stays_where_it_fails_later(app: Flask, a_kind: Register) -> None:
    def saves(run: JobRun) -> str:
        renames(run)
        run.save()
        raise JobFailedError("No more.")

    a_show("Old")
    job = asked_for(a_kind(saves))
    run_pending(app)
    assert job.state is JobState.FAILED
    assert name_of_show() == "Renamed"


def test_the_pause_before_another_try_grows_six_times_up_to_ten_minutes(
    app: Flask, a_kind: Register
) -> None:
    asked_for(a_kind(renames))
    claim = claimed("test")
    attempts = [replace(claim, attempt=number) for number in (1, 2, 3, 4, 9)]
    assert [try_later(each, "Not yet.") for each in attempts] == [10, 60, 360, 600, 600]
