"""A stranger gets a finished page while nothing public changed, and never a stale one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from episodes.accounts.models import RoleName
from episodes.catalog.artifacts import Headline
from episodes.catalog.models import Episode, Status, Topic
from episodes.db import db, now_utc
from episodes.jobs.models import Job, JobState
from tests.factories import CAPTIONS as WORDS
from tests.factories import a_show, a_user, an_episode, csrf_token, sign_in

IsKept = Callable[..., bool]
CAPTIONS = "/episodes/kept/captions/en.captions"
PAGES = ["/", "/episodes/", "/episodes/kept", "/episodes/kept/answer",
         f"{CAPTIONS}.vtt", f"{CAPTIONS}.srt", f"{CAPTIONS}.txt"]  # fmt: skip


@pytest.fixture
def episode(app: Flask) -> Episode:
    a_show()
    return an_episode("kept", video=True, captions=WORDS, answer="## So\n\nYes.\n" * 20)


@pytest.mark.parametrize("address", PAGES)
def test_the_second_reader_of_a_page_costs_the_database_nothing(
    episode: Episode, client: FlaskClient, is_kept: IsKept, address: str
) -> None:
    first = client.get(address)
    assert is_kept(address)
    assert client.get(address).data == first.data


def test_a_covered_page_is_kept_too_and_sets_no_cookie(
    episode: Episode, client: FlaskClient, is_kept: IsKept
) -> None:
    episode.video_headline = Headline.NSFW
    db.session.commit()
    first = client.get("/episodes/kept")
    assert "Set-Cookie" not in first.headers
    assert "/preferences/show" in first.text
    assert is_kept("/episodes/kept")


@pytest.mark.parametrize("address", PAGES)
def test_what_is_withdrawn_is_gone_with_the_next_request(
    episode: Episode, client: FlaskClient, address: str
) -> None:
    client.get(address)
    client.get(address)
    episode.status = Status.WITHDRAWN
    db.session.commit()
    after = client.get(address)
    assert after.status_code == 404 or episode.title not in after.text


def test_a_change_by_another_program_is_seen_with_the_next_request(
    episode: Episode, client: FlaskClient
) -> None:
    client.get("/episodes/kept")
    with db.engine.begin() as other:
        other.execute(text("UPDATE episode SET title = 'Retitled elsewhere'"))
    assert "Retitled elsewhere" in client.get("/episodes/kept").text


def test_a_change_that_is_taken_back_keeps_the_page(episode: Episode, is_kept: IsKept) -> None:
    is_kept("/episodes/kept")
    episode.title = "Never mind"
    db.session.flush()
    db.session.rollback()
    assert is_kept("/episodes/kept")


def test_jobs_and_their_heartbeats_empty_nothing(episode: Episode, is_kept: IsKept) -> None:
    is_kept("/")
    db.session.add(Job(kind="none", fingerprint="x", state=JobState.QUEUED))
    db.session.commit()
    db.session.execute(text("UPDATE job SET percent = 50"))
    db.session.commit()
    assert is_kept("/")


def test_what_the_clock_publishes_appears_at_its_time(
    episode: Episode, client: FlaskClient, is_kept: IsKept, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = an_episode("later")
    later.title, later.published_at = "Out at nine", now_utc() + timedelta(hours=1)
    db.session.commit()
    assert "Out at nine" not in client.get("/episodes/").text
    assert is_kept("/episodes/")
    at_nine = now_utc() + timedelta(hours=2)
    for module in ("episodes.kept.stamp", "episodes.catalog.queries"):
        monkeypatch.setattr(f"{module}.now_utc", lambda: at_nine)
    assert not is_kept("/episodes/")


def test_each_choice_and_each_language_has_its_own_page(
    episode: Episode, client: FlaskClient, is_kept: IsKept
) -> None:
    is_kept("/")
    assert not is_kept("/", headers={"Accept-Language": "es"})
    client.set_cookie("look", "dark")
    assert not is_kept("/")
    client.set_cookie("choices", "x")
    assert not is_kept("/")
    client.delete_cookie("look")
    client.delete_cookie("choices")
    assert is_kept("/")


def test_people_of_the_show_are_given_no_strangers_page(
    episode: Episode, client: FlaskClient, is_kept: IsKept
) -> None:
    is_kept("/episodes/kept")
    sign_in(client, a_user(RoleName.PRODUCER))
    assert not is_kept("/episodes/kept")
    assert not is_kept("/episodes/kept")


def test_a_producers_draft_is_never_kept_for_strangers(
    episode: Episode, app: Flask, client: FlaskClient
) -> None:
    an_episode("draft", status=Status.DRAFT)
    sign_in(client, a_user(RoleName.PRODUCER))
    assert client.get("/episodes/draft").status_code == 200
    assert app.test_client().get("/episodes/draft").status_code == 404


def test_who_holds_a_forms_token_still_gets_kept_pages(
    episode: Episode, client: FlaskClient, is_kept: IsKept
) -> None:
    is_kept("/")
    csrf_token(client)
    assert is_kept("/")


@pytest.mark.parametrize("address", ["/ask", "/receipt", "/sign-in", "/search?q=oat"])
def test_what_depends_on_a_person_or_their_words_is_never_kept(
    episode: Episode, is_kept: IsKept, client: FlaskClient, address: str
) -> None:
    client.get(address)
    first, second = client.get(address), client.get(address)
    assert "Content-Encoding" not in second.headers
    assert first.status_code == second.status_code == 200
    assert "ETag" not in second.headers


def test_a_parameter_that_no_page_reads_is_not_kept(episode: Episode, is_kept: IsKept) -> None:
    is_kept("/?nonsense=1")
    assert not is_kept("/?nonsense=1")


def test_another_host_name_has_its_own_page(episode: Episode, client: FlaskClient) -> None:
    here = client.get("/episodes/kept", base_url="http://one.example").text
    there = client.get("/episodes/kept", base_url="http://two.example").text
    assert "http://one.example" in here
    assert "http://one.example" not in there


def test_a_page_is_packed_for_the_second_reader_and_answers_304(
    episode: Episode, client: FlaskClient
) -> None:
    plain = client.get("/episodes/kept")
    tag = plain.headers["ETag"]
    zipped = client.get("/episodes/kept", headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert zipped.headers["ETag"] == tag
    assert len(zipped.data) < len(plain.data) / 2
    assert "Accept-Encoding" in zipped.headers["Vary"]
    unchanged = client.get("/episodes/kept", headers={"If-None-Match": tag})
    assert (unchanged.status_code, unchanged.data) == (304, b"")


def test_a_reader_whose_page_is_old_gets_the_new_one(episode: Episode, client: FlaskClient) -> None:
    tag = client.get("/episodes/kept").headers["ETag"]
    episode.title = "A new name"
    db.session.commit()
    after = client.get("/episodes/kept", headers={"If-None-Match": tag})
    assert after.status_code == 200
    assert "A new name" in after.text


def test_headers_that_protect_are_given_again(episode: Episode, client: FlaskClient) -> None:
    first, second = client.get("/"), client.get("/")
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Cache-Control"):
        assert first.headers[name] == second.headers[name]
    assert "no-cache" in second.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/?rare", "/episodes/?rare", "/topics/?rare"])
def test_what_is_read_once_for_all_pages_follows_each_change(
    episode: Episode, client: FlaskClient, address: str
) -> None:
    episode.topics = [Topic(slug="chores", name="Chores")]
    db.session.commit()
    assert "Chores" in client.get(address).text
    episode.topics[0].name = "Household"
    db.session.commit()
    after = client.get(address).text
    assert "Household" in after
    assert "Chores" not in after
