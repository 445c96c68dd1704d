"""A described version and a sign-language video: added on the desk, chosen by viewers."""

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from episodes.accounts.models import RoleName
from episodes.catalog.artifacts import Headline, ReviewState
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.media.actions import judge_form, set_note, set_video_address, set_video_file
from episodes.media.models import Place, Video
from episodes.media.queries import video_of
from tests.episodes.desk.conftest import Browser
from tests.episodes.media.films import a_film
from tests.factories import a_show, a_user, an_episode, csrf_token, signed_in

pytestmark = pytest.mark.one_database

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


def give(
    episode: Episode,
    place: Place,
    note: str = "",
    headline: Headline = Headline.CLEAN,
    review: ReviewState = ReviewState.REVIEWED_SOME,
) -> None:
    video = set_video_file(episode, BytesIO(FILM), limit_bytes=LIMIT, place=place)
    set_note(video, note)
    judge_form(video, headline, review)
    db.session.commit()


def show_once(client: FlaskClient, **fields: str) -> None:
    token = csrf_token(client, "/preferences")
    assert client.post("/preferences/show", data={"csrf_token": token, **fields}).status_code == 303


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


def test_what_nobody_looked_at_no_viewer_is_given(
    client: FlaskClient, episode: Episode, desk: Browser
) -> None:
    give(episode, Place.DESCRIBED, "Said in words.", review=ReviewState.NOT_REVIEWED)
    assert "Said in words." not in client.get("/episodes/film?form=described").text
    assert client.get("/episodes/film/described.mp4").status_code == 404
    page = desk.get("/episodes/film?form=described").text
    assert "Not checked yet. " in page
    assert desk.get("/episodes/film/described.mp4").status_code == 200


def test_one_that_goes_further_than_the_video_has_a_cover_of_its_own(
    client: FlaskClient, episode: Episode
) -> None:
    give(episode, Place.DESCRIBED, "Names what is done.", Headline.EXPLICIT)
    page = client.get("/episodes/film").text
    assert "/episodes/film/video.mp4" in page
    assert "/described.mp4" not in page  # nothing of it before it is opened
    assert "Explicit. " in page
    covered = client.get("/episodes/film?form=described").text
    assert "<video" not in covered
    assert "Names what is done." in covered
    assert "Watch the usual video instead" in covered
    show_once(client, slug="film", key="form:described")
    opened = client.get("/episodes/film?form=described").text
    assert '<source src="/episodes/film/described.mp4"' in opened


def test_what_the_video_itself_is_covers_another_form_only_once(
    client: FlaskClient, episode: Episode
) -> None:
    give(episode, Place.DESCRIBED, headline=Headline.NSFW)
    episode.video_headline = Headline.NSFW
    db.session.commit()
    show_once(client, slug="film", key="video")
    assert 'src="/episodes/film/described.mp4"' in client.get("/episodes/film?form=described").text


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
    assert kept.review == ReviewState.NOT_REVIEWED
    assert desk.post_fields(f"{PAGE}/described/remove", {}, form=PAGE).status_code == 303
    assert form_at(Place.DESCRIBED) is None


def test_a_review_is_of_one_file(desk: Browser) -> None:
    judged = {"described-headline": "racy", "described-review": "reviewed_some"}
    sent = {"described-file": (BytesIO(FILM), "d.mp4"), **judged}
    desk.post_fields(f"{PAGE}/described", sent, form=PAGE)
    assert form_at(Place.DESCRIBED).review == ReviewState.NOT_REVIEWED  # type: ignore[union-attr]
    desk.post_fields(f"{PAGE}/described", judged, form=PAGE)
    video = form_at(Place.DESCRIBED)
    assert video is not None
    assert (video.headline, video.review) == (Headline.RACY, ReviewState.REVIEWED_SOME)
    other = a_film(seconds=2, codec="mpeg4")
    desk.post_fields(f"{PAGE}/described", judged | {"described-file": (BytesIO(other), "e.mp4")})
    assert form_at(Place.DESCRIBED).review == ReviewState.NOT_REVIEWED  # type: ignore[union-attr]


def test_a_review_without_a_rating_is_refused_and_kept(desk: Browser, episode: Episode) -> None:
    give(episode, Place.DESCRIBED)
    fields = {"described-review": "reviewed_none", "described-headline": "", "described-note": "k"}
    response = desk.post_fields(f"{PAGE}/described", fields, form=PAGE)
    assert response.status_code == 422
    assert "Choose a rating too" in response.text
    assert 'value="k"' in response.text


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
    video = set_video_address(episode, "https://m.example/s.mp4", place=Place.DESCRIBED)
    judge_form(video, Headline.CLEAN, ReviewState.REVIEWED_NONE)
    db.session.commit()
    page = client.get("/episodes/film").text
    assert 'data-source="https://m.example/s.mp4"' in page
    assert 'src="https://m.example' not in page


def test_no_third_form_can_be_sent(desk: Browser) -> None:
    assert desk.post_fields(f"{PAGE}/dubbed", {}, form=PAGE).status_code == 404
    assert desk.post_fields(f"{PAGE}/described/remove", {}, form=PAGE).status_code == 409


def test_a_judgement_is_of_the_file_that_was_seen(desk: Browser, episode: Episode) -> None:
    give(episode, Place.DESCRIBED, review=ReviewState.NOT_REVIEWED)
    opened = desk.get(PAGE).text
    set_video_address(episode, "https://media.example/other.mp4", place=Place.DESCRIBED)
    db.session.commit()
    seen = re.search(r'name="described-seen"[^>]*value="([^"]+)"', opened)
    assert seen
    judged: dict[str, object] = {"described-headline": "clean", "described-review": "reviewed_some"}
    address = f"{PAGE}/described"
    late = desk.post_fields(address, judged | {"described-seen": seen[1]}, form=PAGE)
    assert late.status_code == 422
    assert "Somebody put another video here meanwhile" in late.text
    assert desk.post_fields(address, judged, form=PAGE).status_code == 303
    video = form_at(Place.DESCRIBED)
    assert video is not None and video.review == ReviewState.REVIEWED_SOME
