"""The job that writes drafts, whether or not speech recognition is installed."""

import pytest
from flask import Flask

from captions.speech_model import is_installed
from episodes.db import db
from episodes.jobs.models import Job, JobState
from episodes.jobs.running import run_pending
from episodes.site import settings_of
from episodes.transcripts.proposals import ask_for_draft
from episodes.transcripts.queries import live_tracks, tracks_of, versions_of
from tests.conftest import absent
from tests.episodes.transcripts.speech import a_talk, keep_video
from tests.factories import a_user, an_episode


def drafted(app: Flask) -> tuple[Job, int]:
    """The job when it has ended, and its episode."""
    episode = an_episode()
    keep_video(episode, a_talk())
    job_id = ask_for_draft(episode, a_user("captioner")).id
    run_pending(app)
    return db.session.get_one(Job, job_id), episode.id


def test_where_it_is_not_installed_the_job_says_so_and_is_not_tried_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    settings = settings_of(app).model_copy(update={"ASR_MODEL_DIR": str(tmp_path)})
    monkeypatch.setitem(app.extensions, "settings", settings)
    job, episode_id = drafted(app)
    assert (job.state, job.attempts) == (JobState.FAILED, 1)
    assert "Speech recognition is not installed." in job.reason
    assert tracks_of(episode_id) == []


def test_a_draft_is_a_version_that_a_machine_wrote_and_nobody_is_given(app: Flask) -> None:
    if not is_installed():
        absent("asr", "requirements-asr.txt is not installed")
    job, episode_id = drafted(app)
    assert job.state is JobState.DONE, job.reason
    [track] = tracks_of(episode_id)
    [version] = versions_of(track.id)
    assert (version.is_machine_made, version.is_live, version.author) == (True, False, "")
    assert version.cue_count >= 3
    assert live_tracks(episode_id) == []
