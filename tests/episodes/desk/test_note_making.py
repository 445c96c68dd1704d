"""Content notes while watching: suggestions, the sentence, and whether it was watched."""

import pytest
from flask import Flask

from episodes.catalog.models import Status
from episodes.db import db
from episodes.messages import note_in_words
from episodes.versions.models import VersionKind
from episodes.versions.queries import version_lines
from tests.episodes.desk.conftest import Browser
from tests.episodes.desk.test_warnings import ARTIFACTS, row
from tests.factories import an_episode

PAGE = "/desk/episodes/e/warnings"
CAPTIONS = "WEBVTT\n\n00:00:05.000 --> 00:00:07.000\n<v Mei>Oh <i>shit</i>, he stalks you.\n"
WHOLE = {"category": "stalking", "scope": "video.audio", "treatment": "discussion", "severity": "2"}


@pytest.fixture
def desk(app: Flask, producer: Browser) -> Browser:
    an_episode("e", status=Status.DRAFT, video=True, captions=CAPTIONS)
    return producer


def sentence(desk: Browser, **fields: str) -> str:
    response = desk.client.get(f"{PAGE}/sentence", query_string=WHOLE | fields)
    assert response.status_code == 200
    return str(response.get_json()["sentence"])


def test_the_video_stands_beside_the_form(desk: Browser) -> None:
    page = desk.get(PAGE).text
    assert "<note-marker" in page
    assert 'src="https://media.example/e.mp4"' in page


def test_the_captions_suggest_and_nothing_is_taken_by_itself(desk: Browser) -> None:
    page = desk.get(PAGE).text
    assert "Oh shit, he stalks you." in page
    assert 'data-category="stalking" data-start="5000" data-end="7000"' in page
    assert "selected" not in page.split('name="warnings-0-category"')[1].split("</select>")[0][20:]


def test_what_is_noted_is_not_suggested_again(desk: Browser) -> None:
    noted = row(category="stalking", treatment="discussion", start_ms="0:04", end_ms="0:06")
    assert desk.post_fields(PAGE, ARTIFACTS | noted).status_code == 303
    page = desk.get(PAGE).text
    assert 'data-category="stalking"' not in page
    assert 'data-category="strong-language"' in page


def test_the_sentence_is_the_one_that_viewers_will_read(desk: Browser) -> None:
    assert sentence(desk, start_ms="0:05", end_ms="0:07") == "Talk about stalking at 0:05"


@pytest.mark.parametrize(
    "fields",
    [{"category": ""}, {"category": "nothing"}, {"severity": "x"}, {"start_ms": "soon"},
     {"scope": "'"}, {"treatment": ""}],
)  # fmt: skip
def test_a_row_that_is_not_whole_has_no_sentence(desk: Browser, fields: dict[str, str]) -> None:
    assert sentence(desk, **fields) == ""


def test_a_video_that_was_hardly_played_is_not_reviewed_without_a_reason(desk: Browser) -> None:
    refused = desk.post_fields(PAGE, ARTIFACTS | row() | {"watched": "94"})
    assert refused.status_code == 422
    assert "94 % of the video was played here" in refused.text
    reason = {"watched": "40", "watched_reason": "I cut it myself."}
    assert desk.post_fields(PAGE, ARTIFACTS | row() | reason).status_code == 303
    episode_id = db.session.execute(db.text("SELECT id FROM episode")).scalar_one()
    newest = version_lines(episode_id, VersionKind.WARNINGS)[0]
    assert note_in_words(newest.note) == "Not watched here: I cut it myself."


@pytest.mark.parametrize("watched", ["95", "", "x", "-1", "9" * 30])
def test_a_video_that_was_watched_or_nobody_counted_is_reviewed(
    desk: Browser, watched: str
) -> None:
    assert desk.post_fields(PAGE, ARTIFACTS | row() | {"watched": watched}).status_code == 303
