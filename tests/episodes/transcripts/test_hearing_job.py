"""The job itself, on real speech: captions of the film, and captions of another."""

import pytest
from flask import Flask

import captions
from captions import Cue, Track
from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.jobs.models import Job, JobState
from episodes.jobs.running import run_pending
from episodes.media.models import Video
from episodes.messages import restored
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.hearing import ask_for_hearing, hearing_of
from episodes.transcripts.models import CaptionTrack, CaptionVersion, TrackKind
from tests.episodes.transcripts.speech import FOLDER, TRUE_STARTS_MS, a_talk, keep_video
from tests.factories import a_user, an_episode

OTHER_FILM = FOLDER.with_name("a-pin-on-a-map") / "captions/en.captions.vtt"
LATE_MS = 2_000
LINES = (
    (TRUE_STARTS_MS["“What"], "“What is wrong with me?” It’s signed, “A Defective Unit”."),
    (TRUE_STARTS_MS["Can"], "Can I stop you there?"),
    (7_900, "I don’t accept the question."),
    (TRUE_STARTS_MS["That"], "That was the first line, Noor."),
    (TRUE_STARTS_MS["I know"], "I know. I’d send it back"),
    (13_000, "with the word “wrong” crossed out."),
)


@pytest.fixture
def someone(app: Flask) -> User:
    return a_user("captioner")


def a_version(episode: Episode, text: str) -> CaptionVersion:
    track = ensure_track(episode, language="en", kind=TrackKind.CAPTIONS, label="English")
    version = add_version(track, text.encode(), "film.vtt", author=None)
    db.session.commit()
    return version


def heard(app: Flask, episode: Episode, version: CaptionVersion, actor: User) -> tuple[Job, Video]:
    video = keep_video(episode, a_talk())
    job = ask_for_hearing(episode, version, actor, show_if_fits=True)
    job_id = job.id
    run_pending(app)
    return db.session.get_one(Job, job_id), video


def live_version_id(version: CaptionVersion) -> int | None:
    return db.session.get_one(CaptionTrack, version.track_id).live_version_id


def test_captions_of_the_film_are_shown_and_how_late_they_come_is_told(
    app: Flask, someone: User
) -> None:
    episode = an_episode()
    cues = tuple(Cue(start + LATE_MS, start + LATE_MS + 1000, text) for start, text in LINES)
    version = a_version(episode, captions.write(Track(cues=cues), "vtt").text)
    job, video = heard(app, episode, version, someone)
    assert job.state is JobState.DONE, job.reason
    hearing = hearing_of(version.id, video.storage_key)
    assert hearing is not None
    assert not hearing.is_mismatch
    assert hearing.found_percent is not None and hearing.found_percent >= 90
    assert hearing.offset_ms is not None and abs(hearing.offset_ms - LATE_MS) < 400
    assert live_version_id(version) == version.id


def test_captions_of_another_film_are_shown_to_nobody(app: Flask, someone: User) -> None:
    if db.engine.dialect.name == "postgresql":
        pytest.skip("five seconds of listening, and nothing of it is the database's")
    episode = an_episode()
    other = captions.read(OTHER_FILM.read_bytes()).track
    # As many as two such films have: of three short ones, chance finds all in some sound.
    version = a_version(episode, captions.write(Track(cues=other.cues[:12]), "vtt").text)
    job, video = heard(app, episode, version, someone)
    assert job.state is JobState.DONE, job.reason
    assert str(restored(job.reason)) == (
        "Hardly any of these captions come when their words are said in the video."
    )
    hearing = hearing_of(version.id, video.storage_key)
    assert hearing is not None and hearing.is_mismatch
    assert live_version_id(version) is None


def test_of_a_few_captions_nothing_is_said_and_a_person_decides(app: Flask, someone: User) -> None:
    episode = an_episode()
    cues = tuple(Cue(start, start + 1000, text) for start, text in LINES[:4])
    version = a_version(episode, captions.write(Track(cues=cues), "vtt").text)
    job, video = heard(app, episode, version, someone)
    assert str(restored(job.reason)) == (
        "There are only 4 captions: too few to tell whether they are of this video."
    )
    hearing = hearing_of(version.id, video.storage_key)
    assert hearing is not None and hearing.too_few_captions == 4
    assert live_version_id(version) is None
