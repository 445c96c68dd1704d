"""What a machine wrote is never given to viewers, by whatever way it comes."""

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from captions import CaptionError
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.transcripts.actions import add_version, ensure_track, make_live
from episodes.transcripts.errors import MachineMadeError
from episodes.transcripts.models import CaptionTrack, CaptionVersion, TrackKind
from tests.factories import an_episode

DRAFT = b"WEBVTT\n\n00:01.000 --> 00:02.500\nI am a sexual.\n"
SAME_WORDS = b"1\n00:00:09,000 --> 00:00:11,000\nI am a\nsexual.\n"
CORRECTED = b"WEBVTT\n\n00:01.000 --> 00:02.500\nI am asexual.\n"
NAMED = b"WEBVTT\n\n00:01.000 --> 00:02.500\n<v Noor>I am a sexual.\n"


def the_track(episode: Episode) -> CaptionTrack:
    return ensure_track(episode, language="en", kind=TrackKind.CAPTIONS, label="English")


@pytest.fixture
def draft(app: Flask) -> CaptionVersion:
    track = the_track(an_episode("e"))
    version = add_version(track, DRAFT, "draft.vtt", author=None, is_machine_made=True)
    db.session.commit()
    return version


def test_a_draft_cannot_be_made_live(draft: CaptionVersion) -> None:
    with pytest.raises(MachineMadeError, match="A machine wrote these words"):
        make_live(draft)
    assert db.session.get_one(CaptionTrack, draft.track_id).live_version_id is None


def test_the_database_itself_refuses_a_live_draft(draft: CaptionVersion) -> None:
    with pytest.raises(DBAPIError, match="never go live"):
        db.session.execute(update(CaptionTrack).values(live_version_id=draft.id))
    db.session.rollback()


def test_the_mark_of_the_machine_cannot_be_taken_off(draft: CaptionVersion) -> None:
    with pytest.raises(DBAPIError, match="never changed"):
        db.session.execute(update(CaptionVersion).values(is_machine_made=False))
    db.session.rollback()


def test_the_same_words_in_another_file_are_still_a_machines(draft: CaptionVersion) -> None:
    track = db.session.get_one(CaptionTrack, draft.track_id)
    assert add_version(track, SAME_WORDS, "mine.srt", author=None).is_machine_made
    with pytest.raises(CaptionError, match="A machine wrote these words"):
        add_version(track, SAME_WORDS, "mine.srt", author=None, make_live=True)


@pytest.mark.parametrize("data", [CORRECTED, NAMED], ids=["another word", "a name"])
def test_what_a_person_has_worked_on_can_be_made_live(draft: CaptionVersion, data: bytes) -> None:
    track = db.session.get_one(CaptionTrack, draft.track_id)
    version = add_version(track, data, "mine.vtt", author=None, make_live=True)
    assert not version.is_machine_made
    assert track.live_version_id == version.id


def test_the_words_of_one_episodes_draft_say_nothing_of_another(draft: CaptionVersion) -> None:
    other = the_track(an_episode("other"))
    assert not add_version(other, DRAFT, "mine.vtt", author=None).is_machine_made
