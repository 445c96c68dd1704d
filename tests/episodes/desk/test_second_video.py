"""A second video stands in the written answer, behind a cover that says what is in it."""

import re
from html import unescape

import pytest
from flask import Flask

from episodes.catalog.models import Status
from episodes.db import db
from episodes.media.models import Video
from tests.episodes.desk.conftest import Browser
from tests.factories import an_episode

PAGE = "/desk/episodes/e/second-video"
TEXT = "Say it once.\n\nThere is a second video below, which is not safe for work.\n\nThen rest.\n"


@pytest.fixture
def desk(app: Flask, producer: Browser) -> Browser:
    an_episode("e", status=Status.DRAFT, question="")
    return producer


def test_a_second_video_is_shown_behind_its_own_note(desk: Browser) -> None:
    desk.post_fields("/desk/episodes/e/answer", {"markdown": "Words.", "author": "0"})
    sent: dict[str, object] = {
        "address": "https://media.example/two.mp4",
        "title": "How to",
        "note": "Two people, dressed.",
    }
    assert desk.post_fields(PAGE, sent).status_code == 303
    page = desk.get("/episodes/e/answer").text
    assert "How to" in page
    assert "Two people, dressed." in page
    assert "media.example" not in page
    assert "media.example/two.mp4" in desk.get("/episodes/e/answer?video=show").text
    assert desk.post(f"{PAGE}/remove", form=PAGE).status_code == 303
    assert db.session.query(Video).count() == 0


def test_two_who_describe_it_at_once_lose_neither_title_nor_note(desk: Browser) -> None:
    given: dict[str, object] = {"address": "https://media.example/two.mp4", "title": "How to"}
    desk.post_fields(PAGE, given | {"note": "Two people."})
    page = desk.get(PAGE).text
    opened = unescape(re.search(r'name="opened"[^>]*value="([^"]*)"', page)[1])  # type: ignore[index]
    desk.post_fields(PAGE, given | {"note": "Two people, dressed."})
    mine = given | {"opened": opened, "title": "How to stop", "note": "Two people."}
    assert desk.post_fields(PAGE, mine).status_code == 303
    video = db.session.query(Video).one()
    assert (video.title, video.note) == ("How to stop", "Two people, dressed.")
    clash = desk.post_fields(PAGE, mine | {"title": "How to rest"})
    assert clash.status_code == 409
    assert "How to stop" in clash.text and "How to rest" in clash.text


def test_what_cannot_be_a_video_is_refused_with_what_was_typed(desk: Browser) -> None:
    response = desk.post_fields(PAGE, {"address": "http://x", "title": "My words"})
    assert response.status_code == 422
    assert 'value="My words"' in response.text
    assert desk.post_fields(PAGE, {"title": "No file"}).status_code == 422


def test_the_place_for_an_announced_video_carries_the_note_that_it_names(desk: Browser) -> None:
    address = "/desk/episodes/e/answer/import"
    looked = desk.post_fields(address, {"text": TEXT, "look": "1"})
    assert looked.status_code == 200
    desk.post_fields(address, {"text": TEXT, "save": "1", "place": "replace"})
    assert "announces a second video" in desk.get("/desk/episodes/e/answer").text
    assert 'value="Not safe for work"' in desk.get(PAGE).text
