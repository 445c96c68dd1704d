"""A version is approved by somebody, and that version alone; another language is noticed."""

from flask import Flask

from episodes.db import db
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.approvals import approvals_of
from episodes.transcripts.models import CaptionTrack, CaptionVersion, TrackKind
from episodes.transcripts.queries import live_tracks
from tests.episodes.desk.conftest import Browser
from tests.factories import CAPTIONS, an_episode

RUSSIAN = "WEBVTT\n\n00:01.000 --> 00:05.000\n" + (
    "Это то, что я хотела сказать, и никто об этом не спрашивал до тебя.\n"
)


def a_version(text: str = CAPTIONS, *, is_machine_made: bool = False) -> tuple[str, CaptionVersion]:
    """The address of its page."""
    episode = an_episode()
    track = ensure_track(episode, language="en", kind=TrackKind.CAPTIONS, label="English")
    version = add_version(
        track, text.encode(), "a.vtt", author=None, is_machine_made=is_machine_made
    )
    db.session.commit()
    return f"/desk/episodes/{episode.slug}/captions/{version.id}", version


def test_an_approval_names_who_and_what(producer: Browser, app: Flask) -> None:
    page, version = a_version()
    assert "Approve version 1" in producer.get(page).text
    producer.post(f"{page}/approve", form=page)
    approval = approvals_of([version.id])[version.id]
    assert approval.approver.startswith("producer-")
    assert (approval.mistakes, approval.warnings) == (0, 2)
    assert f"Approved by {approval.approver}" in producer.get(page).text


def test_one_press_approves_a_version_and_gives_it_to_viewers(
    producer: Browser, captioner: Browser
) -> None:
    page, version = a_version()
    both = f"{page}/approve?show=1"
    assert both in producer.get(page).text
    assert both not in captioner.get(page).text
    producer.post(both, form=page)
    assert [track.version_id for track in live_tracks(track_of(version).episode_id)] == [version.id]
    assert version.id in approvals_of([version.id])
    assert producer.post(both, form=page).status_code == 409


def track_of(version: CaptionVersion) -> CaptionTrack:
    return db.session.get_one(CaptionTrack, version.track_id)


def test_what_is_newer_is_not_approved(producer: Browser, app: Flask) -> None:
    page, version = a_version()
    producer.post(f"{page}/approve", form=page)
    add_version(track_of(version), CAPTIONS.replace("oat", "soy").encode(), "b.vtt", author=None)
    db.session.commit()
    assert "Newer than what was approved" in producer.get(page.rpartition("/")[0]).text


def test_nobody_answers_for_what_a_machine_wrote(producer: Browser, app: Flask) -> None:
    page, version = a_version(is_machine_made=True)
    producer.post(f"{page}/approve", form=page.rpartition("/")[0])
    assert approvals_of([version.id]) == {}


def test_a_russian_file_that_is_called_english_is_noticed(producer: Browser, app: Flask) -> None:
    page, _ = a_version(RUSSIAN)
    assert "This reads like another language: Russian" in producer.get(page).text
    assert "another language" not in producer.get(a_version()[0]).text
