"""The jobs on the desk: how far they are, and what a producer can do with them."""

from flask import Flask

from episodes.db import db
from episodes.jobs.actions import cancel, enqueue
from episodes.jobs.claims import claim_next, end_job, record_heartbeat
from episodes.jobs.models import Job, JobState
from tests.episodes.desk.conftest import Browser
from tests.factories import an_episode


def asked_for(subject: str = "") -> int:
    job_id = enqueue("copy", subject=subject).id
    db.session.commit()
    return job_id


def state_of(job_id: int) -> JobState:
    state = db.session.get_one(Job, job_id, populate_existing=True).state
    db.session.commit()
    return state


def runs(subject: str = "") -> int:
    """A job that says how far it is."""
    job_id = asked_for(subject)
    claim = claim_next(["copy"])
    assert claim is not None
    record_heartbeat(claim, step="Listening", percent=40)
    return job_id


def test_the_page_of_jobs_says_in_words_how_far_each_is(producer: Browser) -> None:
    episode = an_episode("oat-milk", title="Oat milk")
    runs(f"episode:{episode.id}")
    page = producer.get("/desk/jobs").text
    assert "Running" in page
    assert "Listening" in page
    assert "40%" in page
    assert 'href="/desk/episodes/oat-milk">Oat milk</a>' in page


def test_a_job_that_waits_is_cancelled_from_the_page_and_begun_again(producer: Browser) -> None:
    job_id = asked_for()
    answer = producer.post(f"/desk/jobs/{job_id}/cancel", form="/desk/jobs", back="/desk/jobs")
    assert (answer.status_code, answer.location) == (303, "/desk/jobs")
    assert state_of(job_id) is JobState.CANCELLED
    producer.post(f"/desk/jobs/{job_id}/retry", form="/desk/jobs", back="//elsewhere.example")
    assert state_of(job_id) is JobState.QUEUED


def test_a_captioner_sees_the_jobs_and_may_not_change_them(captioner: Browser) -> None:
    job_id = asked_for()
    page = captioner.get("/desk/jobs").text
    assert "Waiting" in page
    assert "Cancel" not in page
    refused = captioner.post(f"/desk/jobs/{job_id}/cancel", form="/desk/jobs")
    assert refused.status_code == 403
    assert state_of(job_id) is JobState.QUEUED


def test_the_fragment_is_the_job_alone_and_leads_back_to_the_page_it_stands_on(
    producer: Browser,
) -> None:
    job_id = runs()
    address = f"/desk/jobs/{job_id}?back=/desk/episodes/x"
    fragment = producer.client.get(address, headers={"X-Fragment": "1"}).text
    assert "<html" not in fragment
    assert 'data-state="running"' in fragment
    assert 'name="back" value="/desk/episodes/x"' in fragment
    assert "<html" in producer.get(address).text
    assert producer.get("/desk/jobs/99999999999").status_code == 404


def test_an_episode_shows_what_runs_for_it_and_what_failed(producer: Browser, app: Flask) -> None:
    subject = f"episode:{an_episode('oat-milk').id}"
    cancel(enqueue("copy", subject=subject))
    assert "<job-progress" not in producer.get("/desk/episodes/oat-milk").text
    asked_for(subject)
    claim = claim_next(["copy"])
    assert claim is not None
    assert 'data-state="running"' in producer.get("/desk/episodes/oat-milk").text
    end_job(claim, JobState.FAILED, "The file is not a video.")
    page = producer.get("/desk/episodes/oat-milk").text
    assert "The file is not a video." in page
    assert "Try again" in page
