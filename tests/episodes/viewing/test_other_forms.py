"""A described version and a sign-language video: added on the desk, chosen by viewers."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from episodes.accounts.models import RoleName
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.media.actions import set_note, set_video_address, set_video_file
from episodes.media.models import Place, Video
from episodes.media.queries import video_of
from tests.episodes.desk.conftest import Browser
from tests.episodes.media.films import a_film
from tests.factories import a_show, a_user, an_episode, signed_in

PAGE = "/desk/episodes/film/other-forms"
FILM = a_film(starts_fast=True)
LIMIT = 10_000_000


@pytest.fixture
def episode(app: Flask) -> Episode:
    episode = an_episode("film", title="The film")
    set_video_file(episode, BytesIO(FILM), limit_bytes=LIMIT)
    db.session.commit()
    return episode


@pytest.fixture
def desk(app: Flask, episode: Episode) -> Browser:
    a_show()
    return Browser(signed_in(app.test_client(), a_user(RoleName.PRODUCER)))


def give(episode: Episode, place: Place, note: str = "") -> None:
    set_note(set_video_file(episode, BytesIO(FILM), limit_bytes=LIMIT, place=place), note)
    db.session.commit()


def form_at(place: Place) -> Video | None:
    db.session.expire_all()
    episode = db.session.query(Episode).one()
    return video_of(episode.id, place)


def test_a_viewer_chooses_the_described_version_by_a_link(
    client: FlaskClient, episode: Episode
) -> None:
    give(episode, Place.DESCRIBED, "The describer names a word on the fridge.")
    page = client.get("/episodes/film").text
    assert "With descriptions" in page
    assert "The describer names a word on the fridge." in page
    chosen = client.get("/episodes/film?form=described").text
    assert '<source src="/episodes/film/described.mp4"' in chosen
    assert "Without descriptions" in chosen
    assert client.get("/episodes/film/described.mp4").status_code == 200


def test_sign_language_stands_beside_the_video(client: FlaskClient, episode: Episode) -> None:
    give(episode, Place.SIGN_LANGUAGE)
    assert "ep-sign" not in client.get("/episodes/film").text
    page = client.get("/episodes/film?form=sign-language&t=1").text
    assert 'class="ep-sign" src="/episodes/film/sign-language.mp4#t=1"' in page
    assert '<source src="/episodes/film/video.mp4#t=1"' in page


def test_an_episode_without_other_forms_speaks_of_none(
    client: FlaskClient, episode: Episode
) -> None:
    assert "other-forms" not in client.get("/episodes/film?form=described").text
    assert client.get("/episodes/film/described.mp4").status_code == 404


def test_a_covered_video_offers_no_other_form_of_it(client: FlaskClient, episode: Episode) -> None:
    give(episode, Place.DESCRIBED, "Said in words.")
    episode.video_headline = "explicit"  # type: ignore[assignment]
    db.session.commit()
    page = client.get("/episodes/film?form=described").text
    assert "/described.mp4" not in page
    assert "Said in words." not in page


def test_other_forms_of_a_draft_are_not_there_for_strangers(
    client: FlaskClient, episode: Episode
) -> None:
    give(episode, Place.SIGN_LANGUAGE)
    episode.status = Status.DRAFT
    episode.published_at = None
    db.session.commit()
    assert client.get("/episodes/film/sign-language.mp4").status_code == 404


def test_search_engines_are_told_of_both(client: FlaskClient, episode: Episode) -> None:
    give(episode, Place.DESCRIBED)
    give(episode, Place.SIGN_LANGUAGE)
    page = client.get("/episodes/film").text
    assert '"accessibilityFeature": ["audioDescription", "signLanguage"]' in page


def test_a_producer_adds_a_form_with_its_note_and_takes_it_away(desk: Browser) -> None:
    fields = {"described-file": (BytesIO(FILM), "d.mp4"), "described-note": "Names a word."}
    assert desk.post_fields(f"{PAGE}/described", fields, form=PAGE).status_code == 303
    video = form_at(Place.DESCRIBED)
    assert video is not None
    assert video.note == "Names a word."
    key = video.original_key
    desk.post_fields(f"{PAGE}/described", {"described-note": "Names two."}, form=PAGE)
    kept = form_at(Place.DESCRIBED)
    assert kept is not None
    assert (kept.note, kept.original_key) == ("Names two.", key)
    assert desk.post_fields(f"{PAGE}/described/remove", {}, form=PAGE).status_code == 303
    assert form_at(Place.DESCRIBED) is None


def test_a_form_of_another_length_is_refused_and_says_why(desk: Browser) -> None:
    fields = {
        "sign_language-file": (BytesIO(a_film(seconds=6)), "s.mp4"),
        "sign_language-note": "kept as typed",
    }
    response = desk.post_fields(f"{PAGE}/sign-language", fields, form=PAGE)
    assert response.status_code == 422
    assert "0:06" in response.text
    assert "0:02" in response.text
    assert "kept as typed" in response.text
    assert form_at(Place.SIGN_LANGUAGE) is None


@pytest.mark.parametrize("address", ["", "http://m.example/s.mp4", "javascript:alert(1)"])
def test_neither_file_nor_address_is_refused(desk: Browser, address: str) -> None:
    fields = {"described-address": address, "described-note": "kept"}
    response = desk.post_fields(f"{PAGE}/described", fields, form=PAGE)
    assert response.status_code == 422
    assert 'value="kept"' in response.text
    assert form_at(Place.DESCRIBED) is None


def test_an_address_elsewhere_is_asked_for_nothing_before_a_press(
    client: FlaskClient, episode: Episode
) -> None:
    set_video_address(episode, "https://m.example/s.mp4", place=Place.DESCRIBED)
    db.session.commit()
    page = client.get("/episodes/film").text
    assert 'data-source="https://m.example/s.mp4"' in page
    assert 'src="https://m.example' not in page


def test_no_third_form_can_be_sent(desk: Browser) -> None:
    assert desk.post_fields(f"{PAGE}/dubbed", {}, form=PAGE).status_code == 404
    assert desk.post_fields(f"{PAGE}/described/remove", {}, form=PAGE).status_code == 409
