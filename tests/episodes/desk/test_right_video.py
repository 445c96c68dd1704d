"""Captions that reach past the end of the video are asked about before viewers get them."""

from io import BytesIO

import pytest

from episodes.catalog.models import Status
from episodes.db import db
from episodes.transcripts.models import CaptionTrack
from tests.episodes.desk.conftest import Browser
from tests.factories import CAPTIONS, an_episode

PAGE = "/desk/episodes/e/captions"
# The factories' video has two minutes.
LONG = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nHello.\n\n00:31:00.000 --> 00:31:04.000\nBye.\n"


@pytest.fixture
def desk(producer: Browser) -> Browser:
    an_episode("e", status=Status.DRAFT, video=True)
    return producer


def add(desk: Browser, text: str) -> str:
    file = (BytesIO(text.encode()), "film.vtt")
    fields = {"kind": "captions", "language": "en", "make_live": "y", "file": file}
    response = desk.post_fields(PAGE, fields)
    assert response.status_code == 303, response.text
    return str(response.location)


def is_live() -> bool:
    db.session.expire_all()
    return db.session.query(CaptionTrack).one().live_version_id is not None


def test_captions_longer_than_the_video_are_kept_and_asked_about(desk: Browser) -> None:
    page = desk.get(add(desk, LONG)).text
    assert "Is this the right video?" in page
    assert "31:04" in page and "2:00" in page
    assert not is_live()


def test_saying_that_it_is_the_right_video_shows_them(desk: Browser) -> None:
    version = add(desk, LONG)
    asked = desk.post(f"{version}/live", form=version)
    assert (asked.status_code, asked.location, is_live()) == (303, version, False)
    desk.post(f"{version}/live", form=version, fits="1")
    assert is_live()


def test_captions_that_fit_are_not_asked_about(desk: Browser) -> None:
    page = desk.get(add(desk, CAPTIONS)).text
    assert "Is this the right video?" not in page
    assert is_live()
