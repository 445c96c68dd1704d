"""A published episode's video is replaced only by somebody who says so, with its captions and
notes; every video that there was stays among the versions."""

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from episodes.catalog.artifacts import ReviewState
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.media.models import Place, Video
from episodes.media.queries import video_of
from episodes.media.storage import storage
from episodes.transcripts.models import CaptionTrack
from episodes.versions.actions import add_version
from episodes.versions.models import VersionKind
from episodes.versions.queries import review_of, shown_version, version_lines
from episodes.warnings.models import ContentWarning
from tests.episodes.desk.conftest import Browser
from tests.episodes.desk.test_video import PNG
from tests.episodes.desk.test_warnings import ARTIFACTS, row
from tests.factories import CAPTIONS, LONG_AGO, an_episode

OVERVIEW = "/desk/episodes/e"
PAGE = f"{OVERVIEW}/video"
OLD, NEW = "https://media.example/e.mp4", "https://media.example/new.mp4"
CHECKED = ARTIFACTS | {"video_headline": "clean", "video_is_seen": "y"}


@pytest.fixture
def desk(app: Flask, producer: Browser) -> Browser:
    an_episode("e", video=True, captions=CAPTIONS)
    return producer


def send(desk: Browser, address: str = NEW, duration: str = "2:00") -> TestResponse:
    fields: dict[str, object] = {"address": address, "duration": duration}
    response = desk.post_fields(f"{PAGE}/address", fields, form=PAGE)
    assert response.status_code == 303, response.text
    return response


def check(desk: Browser, *rows: dict[str, object]) -> None:
    fields = CHECKED.copy()
    for each in rows:
        fields |= each
    assert desk.post_fields(f"{OVERVIEW}/warnings", fields).status_code == 303


def show(desk: Browser, captions: str) -> TestResponse:
    return desk.post_fields(f"{PAGE}/show", {f"track_{the_track().id}": captions}, form=PAGE)


def the_track() -> CaptionTrack:
    db.session.expire_all()
    return db.session.query(CaptionTrack).one()


def addresses() -> dict[Place, str]:
    db.session.expire_all()
    return {video.place: video.address for video in db.session.query(Video)}


def test_another_video_of_a_published_episode_waits(desk: Browser, client: FlaskClient) -> None:
    send(desk)
    assert addresses() == {Place.EPISODE: OLD, Place.WAITING: NEW}
    assert NEW not in client.get("/episodes/e").text
    page = desk.get(PAGE).text
    assert "A new video waits" in page
    assert NEW in page
    assert "A new video waits" in desk.get(OVERVIEW).text


def test_it_is_not_shown_before_somebody_has_looked_at_this_very_version(desk: Browser) -> None:
    send(desk)
    refused = show(desk, str(the_track().live_version_id))
    assert refused.status_code == 422
    assert "Nobody has checked version 2 of the video" in refused.text
    desk.post_fields(f"{OVERVIEW}/warnings", ARTIFACTS)  # without saying that it was watched
    assert show(desk, str(the_track().live_version_id)).status_code == 422
    assert addresses()[Place.EPISODE] == OLD


def test_its_notes_and_captions_go_out_with_it(desk: Browser, client: FlaskClient) -> None:
    send(desk)
    check(desk, row(start_ms="0:10", end_ms="0:20"))
    desk.post(f"{OVERVIEW}/publish-changes", form=OVERVIEW)
    assert db.session.query(ContentWarning).count() == 0, "they are for the video that waits"
    assert show(desk, str(the_track().live_version_id)).status_code == 303
    assert addresses() == {Place.EPISODE: NEW}
    assert db.session.query(ContentWarning).count() == 1
    assert NEW in client.get("/episodes/e").text
    shown = shown_version(db.session.query(Episode.id).scalar(), VersionKind.VIDEO)
    assert shown is not None
    assert shown.number == 2
    assert db.session.query(Episode).one().video_review == ReviewState.REVIEWED_SOME


def test_which_captions_go_with_it_is_chosen_and_must_fit(desk: Browser) -> None:
    send(desk, duration="0:05")  # the captions end at 1:27
    check(desk)
    unsaid = show(desk, "")
    assert unsaid.status_code == 422
    assert "Choose what goes with this video" in unsaid.text
    long = show(desk, str(the_track().live_version_id))
    assert (long.status_code, addresses()[Place.EPISODE]) == (422, OLD)
    assert "These captions end at 1:27" in long.text
    assert show(desk, "none").status_code == 303
    assert the_track().live_version_id is None


@pytest.mark.parametrize("chosen", ["0", "2147483648", "x", "-1"])
def test_captions_that_are_not_offered_are_refused(desk: Browser, chosen: str) -> None:
    send(desk)
    check(desk)
    assert show(desk, chosen).status_code == 422


def test_notes_are_timed_by_the_video_that_waits(desk: Browser) -> None:
    send(desk, duration="0:05")
    fields = CHECKED | row(start_ms="1:06", end_ms="1:07")
    refused = desk.post_fields(f"{OVERVIEW}/warnings", fields)
    assert refused.status_code == 422


def test_what_was_looked_at_is_what_waits_now(desk: Browser) -> None:
    send(desk)
    page = desk.get(f"{OVERVIEW}/warnings").text
    opened = dict(re.findall(r'name="(version|video_seen|answer_seen)"[^>]*value="([^"]*)"', page))
    send(desk, "https://media.example/third.mp4")
    stale = desk.post_fields(f"{OVERVIEW}/warnings", CHECKED | opened)
    assert stale.status_code == 422
    assert "after you opened the page" in stale.text


def test_a_video_that_waits_can_be_left_aside_and_found_again(desk: Browser) -> None:
    send(desk)
    desk.post(f"{PAGE}/discard-waiting", form=PAGE)
    assert addresses() == {Place.EPISODE: OLD}
    assert NEW in desk.get(PAGE).text
    desk.post(f"{PAGE}/versions/2/use", form=PAGE)
    assert addresses()[Place.WAITING] == NEW
    assert desk.post(f"{PAGE}/versions/99/use", form=PAGE).status_code == 404


def test_before_it_is_published_a_video_is_replaced_and_has_to_be_looked_at(
    app: Flask, producer: Browser
) -> None:
    episode = an_episode("e", status=Status.DRAFT, video=True)
    send(producer)
    assert addresses() == {Place.EPISODE: NEW}
    assert db.session.query(Episode).one().video_review == ReviewState.NOT_REVIEWED
    check(producer)
    assert [line.verdict for line in version_lines(episode.id, VersionKind.VIDEO)] == [
        "reviewed_some",
        "reviewed_none",
    ]
    send(producer, OLD)
    newest = shown_version(episode.id, VersionKind.VIDEO)
    assert newest is not None
    assert (newest.number, review_of(newest)) == (3, None)


def test_the_video_of_a_scheduled_episode_is_not_changed_unseen(
    app: Flask, producer: Browser
) -> None:
    an_episode("e", status=Status.SCHEDULED, video=True)
    refused = producer.post_fields(f"{PAGE}/address", {"address": NEW}, form=PAGE)
    assert refused.status_code == 422
    assert "off the schedule" in refused.text
    assert f'value="{NEW}"' in refused.text
    assert addresses() == {Place.EPISODE: OLD}


def test_the_same_video_again_is_no_new_version(desk: Browser) -> None:
    send(desk, OLD)
    video = video_of(db.session.query(Episode.id).scalar())
    assert video is not None
    assert addresses() == {Place.EPISODE: OLD}


def test_strangers_do_not_get_the_file_that_waits(desk: Browser, client: FlaskClient) -> None:
    send(desk)
    db.session.query(Video).filter_by(place=Place.WAITING).update(
        {"address": "", "original_key": "ab/x.mp4", "storage_key": "ab/x.mp4"}
    )
    db.session.commit()
    assert client.get("/episodes/e/waiting-video.mp4").status_code == 404


def test_viewers_lose_a_video_only_by_somebody_who_says_so(desk: Browser) -> None:
    db.session.query(Episode).one().answer_published_at = LONG_AGO
    db.session.commit()
    refused = desk.post(f"{PAGE}/remove", form=PAGE)
    assert refused.status_code == 422
    assert "Say that you know" in refused.text
    assert addresses() == {Place.EPISODE: OLD}
    assert desk.post(f"{PAGE}/remove", form=PAGE, is_known="y").status_code == 303
    assert addresses() == {}
    assert "Use version 1 again" in desk.get(PAGE).text
    assert desk.post(f"{PAGE}/versions/1/use", form=PAGE).status_code == 303
    assert addresses() == {Place.WAITING: OLD}


def test_viewers_are_not_left_with_nothing(desk: Browser) -> None:
    refused = desk.post(f"{PAGE}/remove", form=PAGE, is_known="y")
    assert refused.status_code == 422
    assert "Withdraw the episode first" in refused.text
    assert addresses() == {Place.EPISODE: OLD}


def test_what_was_said_of_a_poster_is_not_said_of_the_next(app: Flask, producer: Browser) -> None:
    an_episode("e", status=Status.DRAFT, video=True, thumbnail_review=ReviewState.REVIEWED_NONE)
    opened = tab_of(producer)
    poster = {"poster": (BytesIO(PNG), "p.png"), "alt": "Two people"}
    assert producer.post_fields(f"{PAGE}/poster", poster, form=PAGE).status_code == 303
    assert db.session.query(Episode).one().thumbnail_review == ReviewState.NOT_REVIEWED
    stale = producer.post_fields(f"{OVERVIEW}/warnings", CHECKED | opened)
    assert stale.status_code == 422
    assert 'href="#thumbnail_review"' in stale.text


def tab_of(desk: Browser) -> dict[str, object]:
    page = desk.get(f"{OVERVIEW}/warnings").text
    value = re.search(r'<input[^>]*name="poster_seen"[^>]*value="([^"]*)"', page)
    assert value is not None
    return {"poster_seen": value[1]}


def test_two_versions_are_watched_side_by_side(desk: Browser, client: FlaskClient) -> None:
    send(desk)
    page = desk.get(f"{PAGE}/compare").text
    assert page.index(f'src="{OLD}"') < page.index(f'src="{NEW}"')
    assert page.count("Nobody has checked it") + page.count("Checked") >= 2
    other_way = desk.get(f"{PAGE}/compare?before=2&after=1").text
    assert other_way.index(f'src="{NEW}"') < other_way.index(f'src="{OLD}"')
    for numbers in ("before=9&after=1", "before=-1", f"after={10**20}"):
        assert desk.get(f"{PAGE}/compare?{numbers}").status_code == 404
    assert client.get(f"{PAGE}/compare").status_code == 302


def test_an_earlier_file_is_played_where_browsers_can(desk: Browser, client: FlaskClient) -> None:
    stored = storage().save(BytesIO(b"film"), limit_bytes=100, suffix=".mp4")
    episode_id = db.session.query(Episode.id).scalar()
    facts = {"original_key": stored.key, "address": "", "media_type": "video/mp4"}
    for plays in (True, False):
        facts = facts | {"plays_as_it_is": plays, "duration_ms": 1000, "width": None}
        add_version(episode_id, VersionKind.VIDEO, facts, author=None)
    db.session.commit()
    played = desk.get(f"{PAGE}/versions/1/played")
    assert (played.status_code, played.mimetype, played.data) == (200, "video/mp4", b"film")
    assert desk.get(f"{PAGE}/versions/2/played").status_code == 404
    assert desk.get(f"{PAGE}/versions/{10**20}/played").status_code == 404
    assert client.get(f"{PAGE}/versions/1/played").status_code == 302
