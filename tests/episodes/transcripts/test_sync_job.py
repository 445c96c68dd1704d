"""The job itself, on real speech: what it keeps, what it refuses, and what it leaves alone."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

import captions
from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.jobs.models import Job, JobState
from episodes.jobs.running import run_pending
from episodes.media.storage import storage
from episodes.messages import restored
from episodes.transcripts.actions import add_version
from episodes.transcripts.models import CaptionSync, CaptionTrack, CaptionVersion
from episodes.transcripts.proposals import accept, ask_for_sync
from episodes.transcripts.queries import live_tracks
from tests.episodes.media.films import a_film
from tests.episodes.transcripts.speech import (
    FOLDER,
    TRUE_STARTS_MS,
    WORDS,
    a_talk,
    keep_transcript,
    keep_video,
)
from tests.factories import a_user, an_episode

OTHER_FILM = FOLDER.with_name("a-pin-on-a-map") / "captions/en.captions.vtt"


@pytest.fixture
def someone(app: Flask) -> User:
    return a_user("captioner")


def synced(app: Flask, episode: Episode, version: CaptionVersion, actor: User) -> Job:
    job = ask_for_sync(episode, version, actor)
    job_id = job.id
    run_pending(app)
    return db.session.get_one(Job, job_id)


def count_of_syncs() -> int:
    return db.session.scalar(select(func.count()).select_from(CaptionSync)) or 0


def test_every_speech_gets_a_caption_when_it_is_said(app: Flask, someone: User) -> None:
    episode = an_episode()
    video, version = keep_video(episode, a_talk()), keep_transcript(episode)
    job = synced(app, episode, version, someone)
    assert (job.state, str(restored(job.reason))[:4]) == (JobState.DONE, "100%"), job.reason
    sync = db.session.scalars(select(CaptionSync)).one()
    assert (sync.transcript_version_id, sync.sound_key) == (version.id, video.storage_key)
    cues = captions.read(sync.proposed_vtt.encode(), "a.vtt").track.cues
    for begins, true_ms in TRUE_STARTS_MS.items():
        [start_ms] = [c.start_ms for c in cues if c.plain_text.startswith(begins)]
        assert abs(start_ms - true_ms) <= 250, begins
    assert [cue.speaker for cue in cues][-1] == "Noor Haddad"
    assert live_tracks(episode.id) == []
    again = synced(app, episode, version, someone)
    assert again.reason.startswith("This was synced before")
    assert count_of_syncs() == 1


def test_a_sound_track_that_is_not_there_fails_in_words(app: Flask, someone: User) -> None:
    episode = an_episode()
    keep_video(episode, a_talk())
    job = ask_for_sync(episode, keep_transcript(episode), someone, 3)
    run_pending(app)
    failed = db.session.get_one(Job, job.id)
    assert failed.state is JobState.FAILED
    assert "no sound track 3" in str(restored(failed.reason))


def not_a_film(episode: Episode) -> None:
    keep_video(episode, b"1\n00:00:01,000 --> 00:00:02,000\nNo film at all\n" * 40)


def file_lost(episode: Episode) -> None:
    storage().delete(keep_video(episode, b"soon gone").storage_key)


FAILURES: dict[str, tuple[Callable[[Episode], object], str]] = {
    "no video": (lambda _: None, "There’s no video"),
    "no sound": (lambda episode: keep_video(episode, a_talk(with_sound=False)), "no sound"),
    "nobody speaks": (lambda episode: keep_video(episode, a_film(seconds=3)), "speak"),
    "no film": (not_a_film, ""),
    "file lost": (file_lost, "file is missing"),
}


@pytest.mark.parametrize("which", FAILURES)
def test_what_cannot_be_heard_is_said_once_and_not_tried_again(
    app: Flask, someone: User, which: str
) -> None:
    prepare, said = FAILURES[which]
    episode = an_episode()
    prepare(episode)
    job = synced(app, episode, keep_transcript(episode), someone)
    assert (job.state, job.attempts) == (JobState.FAILED, 1)
    assert said in str(restored(job.reason))
    assert "went wrong in the program" not in job.reason
    assert count_of_syncs() == 0


def test_a_video_elsewhere_is_not_fetched(app: Flask, someone: User) -> None:
    episode = an_episode(video=True)
    job = synced(app, episode, keep_transcript(episode), someone)
    assert (job.state, "on another site" in job.reason) == (JobState.FAILED, True)


def test_the_transcript_of_another_video_is_told_by_its_share(app: Flask, someone: User) -> None:
    if db.engine.dialect.name == "postgresql":
        pytest.skip("five seconds of listening, and nothing of it is the database's")
    episode = an_episode()
    keep_video(episode, a_talk())
    words = captions.write(captions.read(OTHER_FILM.read_bytes()).track, "txt", with_times=False)
    version = keep_transcript(episode, words.text[:700])
    job = synced(app, episode, version, someone)
    assert job.state is JobState.FAILED
    assert "of the words were heard" in str(restored(job.reason))
    assert "another video" in str(restored(job.reason))


def test_what_was_corrected_by_hand_stays_where_the_words_are_the_same(
    app: Flask, someone: User
) -> None:
    episode = an_episode()
    keep_video(episode, a_talk())
    synced(app, episode, keep_transcript(episode), someone)
    first = db.session.scalars(select(CaptionSync)).one()
    accepted = accept(first, someone)
    by_hand = first.proposed_vtt.replace("Can I stop", "CAN I stop")
    track = db.session.get_one(CaptionTrack, accepted.track_id)
    add_version(track, by_hand.encode(), "mine.vtt", author=someone, make_live=True)
    changed = WORDS.replace("the first line", "the very first line")
    job = synced(app, episode, keep_transcript(episode, changed), someone)
    assert job.state is JobState.DONE, job.reason
    second = db.session.scalars(select(CaptionSync).order_by(CaptionSync.id.desc())).first()
    assert second is not None
    assert second.kept_count == 1
    assert "CAN I stop" in second.proposed_vtt
    assert "very first line" in second.proposed_vtt
    assert "CAN I stop" not in second.machine_vtt
