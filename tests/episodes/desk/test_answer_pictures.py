"""Pictures in the written answer: with words in their place, and not for strangers too early."""

import io

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from episodes.catalog.artifacts import PictureHeadline, ReviewState
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.media.answer_pictures import pictures_of
from episodes.media.models import AnswerPicture
from episodes.warnings.models import ContentWarning, Scope, Treatment
from tests.episodes.desk.conftest import Browser
from tests.episodes.media.films import a_picture
from tests.factories import LONG_AGO, an_episode

pytestmark = pytest.mark.one_database

PAGE = "/desk/episodes/e/answer"
ADDRESS = "/episodes/e/answer/pictures/the-list.png"
MARK = "![A list on a fridge](picture:the-list)"
PICTURE = a_picture(size=(40, 30))


@pytest.fixture
def desk(app: Flask, producer: Browser) -> Browser:
    an_episode("e", status=Status.DRAFT, question="")
    return producer


def send(desk: Browser, data: bytes = PICTURE, **fields: object) -> TestResponse:
    sent = {"alt": "A list on a fridge", "picture": (io.BytesIO(data), "The list.png")} | fields
    return desk.post_fields(f"{PAGE}/pictures", sent, form=PAGE)


def write(desk: Browser, markdown: str) -> TestResponse:
    return desk.post_fields(PAGE, {"markdown": markdown, "author": "0"})


def test_a_picture_is_sent_put_into_the_text_and_read(app: Flask, desk: Browser) -> None:
    assert send(desk).status_code == 303
    assert f'<code dir="ltr">{MARK}</code>' in desk.get(PAGE).text
    assert write(desk, f"Look.\n\n{MARK}\n").status_code == 303
    shown = desk.client.get("/episodes/e/answer").text
    assert f'src="{ADDRESS}" alt="A list on a fridge" width="40" height="30"' in shown
    assert desk.get(ADDRESS).data[:4] == b"\x89PNG"
    stranger = app.test_client()
    assert stranger.get(ADDRESS).status_code == 404
    publish_answer()
    assert stranger.get(ADDRESS).status_code == 200


def publish_answer() -> None:
    episode = db.session.query(Episode).one()
    episode.status, episode.published_at = Status.PUBLISHED, LONG_AGO
    episode.answer_published_at = LONG_AGO
    episode.answer_review = ReviewState.REVIEWED_NONE
    db.session.commit()


def test_a_picture_that_the_public_text_does_not_name_is_nobodys_business(
    app: Flask, desk: Browser
) -> None:
    send(desk)
    write(desk, "No picture yet.")
    publish_answer()
    assert app.test_client().get(ADDRESS).status_code == 404
    assert desk.get(ADDRESS).status_code == 200


def test_words_in_its_place_are_asked_for_when_it_is_sent(desk: Browser) -> None:
    response = send(desk, alt=" ")
    assert response.status_code == 422
    assert "Say what it shows" in response.text
    assert send(desk, alt="", is_plain="y").status_code == 303
    assert "decorative" in desk.get(PAGE).text


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("Look.\n\n![](picture:the-list)", "Line 3: The picture “the-list” has no words"),
        ("![A list](picture:another)", "There is no picture “another” here."),
    ],
)
def test_an_answer_is_refused_whose_picture_says_nothing(
    desk: Browser, markdown: str, words: str
) -> None:
    send(desk)
    response = write(desk, markdown)
    assert response.status_code == 422
    assert words in response.text
    assert write(desk, '![](picture:the-list "decorative")').status_code == 303


def test_what_is_kept_is_its_pixels_alone(desk: Browser) -> None:
    """A comment of the file, where places and names stand, is gone."""
    secret = b"12 Some Street"
    chunk = len(secret).to_bytes(4) + b"tEXt" + secret + bytes(4)
    send(desk, PICTURE[:33] + chunk + PICTURE[33:])
    assert secret not in desk.get(ADDRESS).data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg onload=alert(1)>", "isn’t a picture"),
        (PICTURE[:40], "damaged or cut off"),
        (a_picture(size=(9_000, 10)), "9,000 by 10 pixels"),
        (b"", "Choose a file."),
    ],
)
def test_what_is_no_picture_is_refused_with_what_was_typed(
    desk: Browser, data: bytes, words: str
) -> None:
    file = (io.BytesIO(data), "x.png" if data else "")
    response = send(desk, data, alt="My words", picture=file)
    assert response.status_code == 422
    assert words in response.text
    assert 'value="My words"' in response.text
    assert db.session.query(AnswerPicture).count() == 0


def test_a_picture_that_a_version_names_stays(desk: Browser) -> None:
    send(desk)
    write(desk, MARK)
    write(desk, "Without it.")
    remove = f"{PAGE}/pictures/the-list/remove"
    assert "so it stays" in desk.client.get(desk.post(remove, form=PAGE).location).text
    send(desk)
    assert desk.post(f"{PAGE}/pictures/the-list-2/remove", form=PAGE).status_code == 303
    episode = db.session.query(Episode).one()
    assert [picture.name for picture in pictures_of(episode.id)] == ["the-list"]


def test_no_photos_is_not_said_of_a_text_that_has_some(desk: Browser) -> None:
    episode = db.session.query(Episode).one()
    episode.answer_images_headline = PictureHeadline.NONE
    episode.answer_images_review = ReviewState.REVIEWED_NONE
    db.session.commit()
    send(desk)
    write(desk, MARK)
    assert db.session.query(Episode).one().answer_images_review == ReviewState.NOT_REVIEWED


def test_pictures_with_a_note_are_covered_until_somebody_opens_them(
    app: Flask, desk: Browser
) -> None:
    send(desk)
    write(desk, MARK)
    publish_answer()
    episode = db.session.query(Episode).one()
    episode.answer_images_headline = PictureHeadline.NSFW
    note = ContentWarning(
        episode_id=episode.id, scope=Scope.ANSWER_IMAGE, category="nudity",
        treatment=Treatment.DEPICTED, severity=3,
    )  # fmt: skip
    db.session.add(note)
    db.session.commit()
    page = app.test_client().get("/episodes/e/answer").text
    assert ADDRESS not in page
    assert "Show the pictures" in page
    assert '<span class="answer-picture-covered">A list on a fridge</span>' in page
