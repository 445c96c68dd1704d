"""A producer chooses the line on the cover: by one press, or by typing."""

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from episodes.catalog.models import Accent, Episode
from episodes.db import db
from tests.episodes.desk.conftest import Browser
from tests.factories import ANSWER, CAPTIONS, a_user, an_episode, signed_in

ADDRESS = "/desk/episodes/oat/cover"


def the_episode() -> Episode:
    db.session.expire_all()
    return db.session.query(Episode).filter_by(slug="oat").one()


def save(client: FlaskClient, **fields: str) -> TestResponse:
    return Browser(client).post_fields(ADDRESS, {"accent": "leaf", **fields})


def test_one_press_takes_a_line_that_was_said(client: FlaskClient) -> None:
    an_episode("oat", video=True, captions=CAPTIONS)
    signed_in(client, a_user("producer"))
    assert "So you make a list, and you say it out loud." in client.get(ADDRESS).text
    assert save(client, take="said-2").status_code == 303
    episode = the_episode()
    assert episode.cover_line == "So you make a list, and you say it out loud."
    assert (episode.cover_said_by, episode.cover_said_ms) == ("Joe", 83_000)
    assert episode.accent is Accent.LEAF
    assert "So you make a list" in client.get("/").text


def test_one_press_takes_a_sentence_of_the_answer(client: FlaskClient) -> None:
    an_episode("oat", answer=ANSWER)
    signed_in(client, a_user("producer"))
    page = client.get(f"{ADDRESS}?word=before").text
    key = page.split('name="take" value="')[1].split('"')[0]
    save(client, take=key)
    assert the_episode().cover_line == "A short word before we begin."
    assert the_episode().cover_said_ms is None


def test_a_line_too_long_is_refused_and_kept_in_its_field(client: FlaskClient) -> None:
    an_episode("oat")
    signed_in(client, a_user("producer"))
    response = save(client, line="word " * 70)
    assert response.status_code == 422
    assert "word word word" in response.text
    assert the_episode().cover_line == ""


def test_an_unknown_colour_is_refused(client: FlaskClient) -> None:
    an_episode("oat")
    signed_in(client, a_user("producer"))
    assert save(client, accent="neon").status_code == 422
    assert the_episode().accent is None


def test_only_a_producer_chooses(client: FlaskClient) -> None:
    an_episode("oat")
    assert client.get(ADDRESS).status_code in (302, 401, 403)
    signed_in(client, a_user("captioner"))
    assert client.get(ADDRESS).status_code == 403
