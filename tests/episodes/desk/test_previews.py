"""A link shows somebody without an account what is not public, as it was when it was made."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode, Status
from episodes.db import db, now_utc
from episodes.media.models import Place, Video
from episodes.media.storage import storage
from episodes.questions.published.actions import save_question
from episodes.versions.actions import erase_versions
from episodes.versions.models import VersionKind
from episodes.versions.previews import PreviewLink, forget_ended_previews
from tests.episodes.desk.conftest import Browser
from tests.factories import ANSWER, CAPTIONS, WORDS, an_episode

LINKS = "/desk/episodes/e/previews"


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    return app.test_client()


def make_link(producer: Browser, **fields: object) -> str:
    page = producer.post(LINKS, **{"note": "For Ana", "days": "3"} | fields)
    address = re.search(r'value="http://[^/]+(/preview/[^"]+)"', page.text)
    assert address, page.text
    return address[1]


def a_draft() -> Episode:
    return an_episode("e", status=Status.DRAFT, video=True, captions=CAPTIONS, answer=ANSWER)


def test_a_stranger_sees_the_draft_by_its_link_and_not_without(
    producer: Browser, stranger: FlaskClient
) -> None:
    a_draft()
    page = stranger.get(make_link(producer))
    assert page.status_code == 200
    for words in (WORDS, "Say it out loud", "https://media.example/e.mp4", "captions-0.vtt"):
        assert words in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert stranger.get("/episodes/e").status_code == 404


def test_the_captions_come_by_the_link(producer: Browser, stranger: FlaskClient) -> None:
    a_draft()
    address = make_link(producer)
    captions = stranger.get(f"{address}/captions-0.vtt")
    assert (captions.status_code, captions.mimetype) == (200, "text/vtt")
    assert "Welcome back" in captions.text
    assert captions.headers["Cache-Control"] == "no-store"
    for path in ("captions-1.vtt", "video-0.mp4", "video-7.mp4"):
        assert stranger.get(f"{address}/{path}").status_code == 404


def test_a_stored_video_comes_by_the_link_alone(producer: Browser, stranger: FlaskClient) -> None:
    episode = an_episode("e", status=Status.DRAFT, cover_line="Everything, by day two.")
    key = storage().save(BytesIO(b"a film"), limit_bytes=100, suffix=".mp4").key
    video = {"storage_key": key, "original_key": key, "media_type": "video/mp4"}
    poster = {"poster_key": key, "poster_media_type": "image/jpeg", "poster_alt": "A list"}
    seen = {"review": ReviewState.REVIEWED_NONE, "note": "Ana describes"}
    db.session.add(Video(episode_id=episode.id, **video, **poster))
    db.session.add(Video(episode_id=episode.id, place=Place.DESCRIBED, **video, **seen))
    db.session.add(Video(episode_id=episode.id, place=Place.SIGN_LANGUAGE, **video))
    db.session.commit()
    address = make_link(producer)
    page = stranger.get(address).text
    for words in ("Everything, by day two.", 'alt="A list"', "With descriptions", "Ana describes"):
        assert words in page
    assert "Sign language" not in page  # nobody has watched it, so no viewer is given it
    described, signed, picture = (
        stranger.get(f"{address}/{path}")
        for path in ("video-1.mp4", "video-2.mp4", "pictures/_poster.jpg")
    )
    assert (described.data, picture.data, signed.status_code) == (b"a film", b"a film", 404)
    assert picture.headers["Cache-Control"] == "no-store"
    film = stranger.get(f"{address}/video-0.mp4")
    assert (film.status_code, film.data) == (200, b"a film")
    assert film.headers["Cache-Control"] == "no-store"
    assert stranger.get("/episodes/e/video.mp4").status_code == 404


def test_what_is_saved_later_does_not_show_through(
    producer: Browser, stranger: FlaskClient
) -> None:
    a_draft()
    address = make_link(producer)
    producer.post("/desk/episodes/e/question", text="Something else entirely, really?")
    assert "Something else" not in stranger.get(address).text
    assert "Something else" in stranger.get(make_link(producer)).text


def test_of_a_published_episode_the_unpublished_changes_are_shown_and_stay_unpublished(
    producer: Browser, stranger: FlaskClient
) -> None:
    an_episode("e")
    producer.post("/desk/episodes/e/question", text="A better wording of the question?")
    address = make_link(producer)
    assert "A better wording" in stranger.get(address).text
    assert "A better wording" not in stranger.get("/episodes/e").text
    assert "This is version 2, a draft." in producer.get("/desk/episodes/e/question").text


def test_an_ended_link_is_not_found(producer: Browser, stranger: FlaskClient) -> None:
    a_draft()
    address = make_link(producer)
    link = db.session.query(PreviewLink).one()
    producer.post(f"{LINKS}/{link.id}/end", form=LINKS)
    assert stranger.get(address).status_code == 404
    later = make_link(producer)
    db.session.query(PreviewLink).one().ends_at = now_utc() - timedelta(seconds=1)
    db.session.commit()
    for path in ("", "/captions-0.vtt"):
        assert stranger.get(later + path).status_code == 404
    forget_ended_previews()
    assert db.session.query(PreviewLink).count() == 0


def test_words_that_somebody_takes_back_end_every_link(
    producer: Browser, stranger: FlaskClient
) -> None:
    episode = a_draft()
    address = make_link(producer)
    erase_versions(episode.id, VersionKind.QUESTION)
    save_question(episode, text="Another question, not theirs?", asked_by="")
    db.session.commit()
    assert stranger.get(address).status_code == 404


def test_the_key_is_nowhere_kept(producer: Browser) -> None:
    a_draft()
    key = make_link(producer).rsplit("/", 1)[1]
    assert key not in producer.get(LINKS).text
    link = db.session.query(PreviewLink).one()
    assert key not in f"{vars(link)}"


@pytest.mark.parametrize("key", ["x", "x" * 5000, "%F0%9F%A6%84", "..", "a.b"])
def test_a_key_that_nobody_was_given_is_not_found(stranger: FlaskClient, key: str) -> None:
    assert stranger.get(f"/preview/{key}").status_code in (404, 308)


@pytest.mark.parametrize("days", ["0", "400", "x"])
def test_a_link_cannot_last_as_long_as_somebody_likes(producer: Browser, days: str) -> None:
    a_draft()
    assert producer.post(LINKS, days=days).status_code == 422
    assert db.session.query(PreviewLink).count() == 0


def test_who_may_not_publish_makes_no_links(captioner: Browser) -> None:
    a_draft()
    assert captioner.get(LINKS).status_code == 403
