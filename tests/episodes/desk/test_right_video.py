"""Captions that reach past the end of the video, or that it does not say, are asked about first."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from episodes.catalog.models import Status
from episodes.db import db
from episodes.jobs.models import Job, JobState
from episodes.media.models import Video
from episodes.transcripts.hearing import HEAR_CAPTIONS, CaptionHearing
from episodes.transcripts.models import CaptionTrack, CaptionVersion
from tests.episodes.desk.conftest import Browser
from tests.factories import CAPTIONS, an_episode

PAGE = "/desk/episodes/e/captions"
HEARD_PAGE = "/desk/episodes/heard/captions"
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


def add_heard(desk: Browser, text: str = CAPTIONS, **fields: object) -> tuple[str, CaptionVersion]:
    """To an episode whose film has sound."""
    file = (BytesIO(text.encode()), "film.vtt")
    response = desk.post_fields(
        HEARD_PAGE, {"kind": "captions", "language": "en", "file": file} | fields
    )
    assert response.status_code == 303, response.text
    version = db.session.scalars(select(CaptionVersion).order_by(CaptionVersion.id.desc())).first()
    assert version is not None
    return str(response.location), version


def hearings() -> list[Job]:
    return list(db.session.scalars(select(Job).where(Job.kind == HEAR_CAPTIONS)))


def end_listening(version: CaptionVersion, **facts: Any) -> None:
    db.session.execute(update(Job).values(state=JobState.DONE))
    empty = {"is_mismatch": False, "found_percent": 95, "language": "en", "offset_ms": 10}
    db.session.add(CaptionHearing(version_id=version.id, sound_key="film", **empty | facts))
    db.session.commit()


@pytest.fixture
def heard_desk(producer: Browser) -> Browser:
    episode = an_episode("heard")
    video = Video(
        episode_id=episode.id, original_key="film", storage_key="film", media_type="video/mp4",
        duration_ms=120_000, has_audio=True,
    )  # fmt: skip
    db.session.add(video)
    db.session.commit()
    return producer


def test_new_captions_are_listened_for_before_viewers_get_them(heard_desk: Browser) -> None:
    address, version = add_heard(heard_desk, make_live="y")
    [job] = hearings()
    assert job.arguments["version_id"] == version.id
    assert job.arguments["show_instead_of"] is None
    page = heard_desk.get(address).text
    assert "listening whether these words are said in the video" in page
    assert not is_live()
    assert heard_desk.post(f"{address}/live", form=address).location == address
    assert not is_live()
    heard_desk.post(f"{address}/live", form=address, fits="1")
    assert is_live()


def test_words_that_are_not_heard_ask_for_the_right_video(heard_desk: Browser) -> None:
    address, version = add_heard(heard_desk)
    end_listening(version, is_mismatch=True, found_percent=2)
    page = heard_desk.get(address).text
    assert page.index("Is this the right video?") < page.index("Encoding")
    assert "Hardly any of these captions come when their words are said" in page
    assert heard_desk.post(f"{address}/live", form=address).location == address
    assert not is_live()


def test_captions_of_a_few_words_are_asked_about_too(heard_desk: Browser) -> None:
    address, version = add_heard(heard_desk)
    end_listening(version, found_percent=None, too_few_captions=3)
    page = heard_desk.get(address).text
    assert "Is this the right video?" in page
    assert "only 3 captions: too few to tell" in page
    heard_desk.post(f"{address}/live", form=address)
    assert not is_live()
    heard_desk.post(f"{address}/live", form=address, fits="1")
    assert is_live()


def test_what_the_sound_says_of_captions_that_fit_stands_on_their_page(heard_desk: Browser) -> None:
    address, version = add_heard(heard_desk)
    end_listening(
        version,
        offset_ms=2300,
        language="es",
        gaps=[{"start_ms": 61_000, "end_ms": 64_000}],
        unheard=[{"start_ms": 5000, "text": "absolutely <b>"}],
        masked=[
            {"start_ms": 1000, "written": "f***", "meant": "fuck", "is_heard": True},
            {"start_ms": 2000, "written": "[bleep]", "meant": "crap", "is_heard": True},
        ],
    )
    page = heard_desk.get(address).text
    assert "Is this the right video?" not in page
    assert "95% of the words are heard in the video" in page
    assert "Most captions come 2.3 seconds after their words" in page
    assert "The video speaks Spanish" in page
    assert "it is said in the video" in page
    assert "“crap” is heard in the video" in page
    assert "1:01" in page and "absolutely &lt;b&gt;" in page


def test_captions_that_came_before_the_video_are_compared_by_a_button(heard_desk: Browser) -> None:
    address, version = add_heard(heard_desk)
    db.session.execute(delete(Job))
    db.session.commit()
    assert "Nobody has compared these words" in heard_desk.get(address).text
    assert heard_desk.post(f"{address}/hear", form=address).location == address
    [job] = hearings()
    assert job.arguments == {"version_id": version.id}


def test_a_translation_is_not_listened_for(heard_desk: Browser) -> None:
    address, _ = add_heard(heard_desk, kind="subtitles", language="es")
    assert hearings() == []
    assert "Compared with the sound" not in heard_desk.get(address).text
    assert heard_desk.post(f"{address}/hear", form=address).status_code == 409
