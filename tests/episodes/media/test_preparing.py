"""The job that follows an upload."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from episodes.catalog.actions import update_episode
from episodes.catalog.artifacts import Headline
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.jobs.models import Job, JobState
from episodes.jobs.queries import latest_job
from episodes.jobs.running import run_pending
from episodes.media import preparing
from episodes.media.actions import PREPARE, ask_for_preparing, set_poster, set_video_file
from episodes.media.models import Video
from episodes.media.queries import sound_key, video_of
from episodes.media.storage import LocalStorage, storage
from episodes.messages import restored
from episodes.site import settings_of
from tests.episodes.media.films import a_film, a_picture
from tests.episodes.media.odd_films import a_moving_film, a_recording
from tests.factories import an_episode

FILM = a_moving_film()
MKV = a_moving_film(container="matroska")


def sent(film: bytes) -> Episode:
    episode = an_episode(status=Status.DRAFT)
    set_video_file(episode, BytesIO(film), limit_bytes=10**7)
    db.session.commit()
    return episode


def video_after(episode: Episode) -> Video:
    db.session.expire_all()
    video = video_of(episode.id)
    assert video
    return video


def job_of(episode: Episode) -> Job:
    job = latest_job(PREPARE, f"episode:{episode.id}")
    assert job
    return job


def bytes_of(key: str) -> bytes:
    with storage().as_file(key) as path:
        return path.read_bytes()


def test_an_upload_is_played_at_once_and_drawn_by_a_job(app: Flask) -> None:
    episode = sent(FILM)
    video = video_after(episode)
    assert video.storage_key == video.original_key == sound_key(video) != ""
    assert (video.waveform_key, video.storyboard_key, video.prepared_at) == ("", "", None)

    run_pending(app)

    video = video_after(episode)
    assert job_of(episode).state is JobState.DONE, job_of(episode).reason
    assert str(restored(job_of(episode).reason)) == "Ready: 0:02 long."
    assert (video.codecs, video.has_audio, video.rotation) == ("h264, aac", True, 0)
    assert video.loudness_lufs == pytest.approx(-15.1, abs=0.5)
    assert video.storyboard_layout == {
        "tile_width": 160, "tile_height": 90, "columns": 1, "count": 1, "interval_ms": 2000
    }  # fmt: skip
    for key, size in (
        (video.waveform_key, video.waveform_size_bytes),
        (video.storyboard_key, video.storyboard_size_bytes),
        (video.poster_key, video.poster_size_bytes),
    ):
        assert len(bytes_of(key)) == size
    assert video.prepared_at


def test_what_no_browser_plays_is_played_once_a_rendition_is_made(app: Flask) -> None:
    episode = sent(MKV)
    video = video_after(episode)
    assert (video.storage_key, sound_key(video)) == ("", video.original_key)

    run_pending(app)

    video = video_after(episode)
    assert video.storage_key.endswith(".mp4")
    assert (video.media_type, sound_key(video)) == ("video/mp4", video.storage_key)
    assert bytes_of(video.original_key) == MKV
    assert len(bytes_of(video.storage_key)) == video.size_bytes


def test_sound_alone_is_played_as_sound(app: Flask) -> None:
    episode = sent(a_recording(rate=22_050))
    run_pending(app)
    video = video_after(episode)
    assert (video.media_type, video.has_video, video.width) == ("audio/mp4", False, None)
    assert (video.poster_key, video.storyboard_key) == ("", "")
    assert video.waveform_key


def test_a_film_without_sound_says_so(app: Flask) -> None:
    episode = sent(a_film(sound=""))
    run_pending(app)
    assert str(restored(job_of(episode).reason)) == "Ready: 0:02 long. It has no sound."
    assert (video_after(episode).waveform_key, video_after(episode).has_audio) == ("", False)


def test_preparing_again_makes_the_same_and_no_second_file(app: Flask) -> None:
    episode = sent(MKV)
    run_pending(app)
    first = video_after(episode)
    keys = (first.storage_key, first.poster_key, first.storyboard_key, first.waveform_key)
    files = list(storage().stored_keys())

    ask_for_preparing(first)
    run_pending(app)

    again = video_after(episode)
    assert keys == (again.storage_key, again.poster_key, again.storyboard_key, again.waveform_key)
    assert list(storage().stored_keys()) == files


def test_a_chosen_poster_stays_and_a_made_one_goes_with_its_film(app: Flask) -> None:
    chosen, made = sent(FILM), sent(MKV)
    set_poster(video_after(chosen), BytesIO(a_picture()), alt="A door")
    db.session.commit()
    run_pending(app)
    kept = video_after(chosen).poster_key
    assert kept.endswith(".png")
    assert video_after(made).poster_key.endswith(".jpg")

    for episode in (chosen, made):
        set_video_file(episode, BytesIO(a_film()), limit_bytes=10**7)
    assert (video_of(chosen.id) or Video()).poster_key == kept
    assert (video_of(made.id) or Video()).poster_key == ""


def test_no_poster_is_made_of_a_film_that_is_not_for_everyone(app: Flask) -> None:
    episode = sent(FILM)
    episode.video_headline = Headline.NSFW
    db.session.commit()
    run_pending(app)
    video = video_after(episode)
    assert video.prepared_at
    assert video.poster_key == ""


def test_a_made_poster_goes_when_its_film_is_found_not_to_be_for_everyone(app: Flask) -> None:
    made, chosen = sent(FILM), sent(FILM)
    set_poster(video_after(chosen), BytesIO(a_picture()))
    db.session.commit()
    run_pending(app)
    assert video_after(made).poster_key
    for episode in (made, chosen):
        update_episode(episode, video_headline=Headline.EXPLICIT)
    db.session.commit()
    assert video_after(made).poster_key == ""
    assert video_after(chosen).poster_key


def test_a_film_that_was_replaced_meanwhile_is_not_overwritten(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    episode = sent(MKV)
    episode_id, real = episode.id, preparing.see

    def replaced_while_looking(*args: Any) -> Any:
        monkeypatch.setattr(preparing, "see", real)
        now = db.session.get_one(Episode, episode_id)
        set_video_file(now, BytesIO(FILM), limit_bytes=10**7)
        db.session.commit()
        return real(*args)

    monkeypatch.setattr(preparing, "see", replaced_while_looking)
    run_pending(app)
    video = video_after(episode)
    assert bytes_of(video.original_key) == FILM
    assert video.storage_key == video.original_key
    assert video.prepared_at


def test_a_disk_that_is_nearly_full_ends_the_job_in_words_and_keeps_the_original(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    episode = sent(MKV)
    full = LocalStorage(settings_of(app).media_dir, reserve_bytes=2**62)
    monkeypatch.setitem(app.extensions, "media storage", full)
    run_pending(app)
    job = job_of(episode)
    assert (job.state, "disk is nearly full" in job.reason) == (JobState.FAILED, True)
    assert bytes_of(video_after(episode).original_key) == MKV
    assert full.leftovers() == []


def test_a_file_that_is_gone_is_named(app: Flask) -> None:
    episode = sent(FILM)
    storage().delete(video_after(episode).original_key)
    run_pending(app)
    assert str(restored(job_of(episode).reason)) == "The video’s file is missing. Send it again."
