"""`flask check` and `flask media`: what is wrong with the stored files, and what to do."""

import os
import shutil
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from episodes.catalog.models import Episode
from episodes.db import db
from episodes.jobs.models import JobState
from episodes.jobs.queries import latest_job
from episodes.jobs.running import run_pending
from episodes.media.actions import PREPARE, remove_video, set_poster, set_video_file
from episodes.media.checking import problems
from episodes.media.models import Video
from episodes.media.queries import video_of
from episodes.site import settings_of
from tests.episodes.media.films import a_film, a_picture
from tests.factories import an_episode

TWO_DAYS = 2 * 24 * 3600


@pytest.fixture
def folder(app: Flask) -> Iterator[Path]:
    """An empty media folder."""
    media_dir: Path = settings_of(app).media_dir
    shutil.rmtree(media_dir, ignore_errors=True)
    media_dir.mkdir(parents=True)
    yield media_dir


@pytest.fixture
def video(app: Flask, folder: Path) -> Video:
    """Prepared, with a poster that somebody chose."""
    episode = an_episode("film")
    found = set_video_file(episode, BytesIO(a_film(container="matroska")), limit_bytes=10**7)
    set_poster(found, BytesIO(a_picture()))
    db.session.commit()
    run_pending(app)
    return video_of(episode.id) or Video()


def aged(path: Path) -> None:
    then = time.time() - TWO_DAYS
    os.utime(path, (then, then))


def test_files_that_are_as_they_came_are_well(video: Video) -> None:
    seen: list[tuple[int, int]] = []
    assert list(problems(lambda done, total: seen.append((done, total)))) == []
    assert seen[-1][0] == seen[-1][1] > 0


def test_a_missing_file_is_named_with_what_brings_it_back(video: Video, folder: Path) -> None:
    for key in (video.original_key, video.storage_key, video.poster_key, video.waveform_key):
        (folder / key).unlink()
    assert list(problems()) == [
        f"film: the file as it was sent ({video.original_key}) is missing."
        " Send it again, or put it back from a backup.",
        f"film: what browsers play ({video.storage_key}) is missing."
        " flask media prepare film makes it again.",
        f"film: its poster ({video.poster_key}) is missing."
        " Send it again, or put it back from a backup.",
        f"film: its waveform ({video.waveform_key}) is missing."
        " flask media prepare film makes it again.",
    ]


def test_a_file_that_was_cut_off_or_damaged_is_named(video: Video, folder: Path) -> None:
    cut, damaged = folder / video.original_key, folder / video.storage_key
    cut.write_bytes(cut.read_bytes()[:-1])
    data = bytearray(damaged.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    first, second = problems()
    assert f"has {len(cut.read_bytes()):,} bytes, and had {video.original_size_bytes:,}" in first
    assert "is damaged: its SHA-256 is not the one in its name" in second


def test_what_is_missing_is_made_again(app: Flask, video: Video, folder: Path) -> None:
    (folder / video.storage_key).unlink()
    result = app.test_cli_runner().invoke(args=["media", "prepare", "film"])
    assert result.exit_code == 0, result.output
    run_pending(app)
    assert list(problems()) == []


def test_a_file_that_no_episode_names_is_swept_once_it_is_old(
    app: Flask, video: Video, folder: Path
) -> None:
    paths = [folder / key for key in (video.original_key, video.storage_key)]
    remove_video(an_episode_of(video))
    db.session.commit()
    assert list(problems()) == []  # its row may be on its way
    for path in paths:
        aged(path)
    assert len([said for said in problems() if "belongs to no episode" in said]) == 2
    run = app.test_cli_runner().invoke
    assert "2 files of 0.0 MB to delete" in run(args=["media", "sweep"]).output
    assert all(path.exists() for path in paths)
    assert "2 files of 0.0 MB deleted" in run(args=["media", "sweep", "--delete"]).output
    assert not any(path.exists() for path in paths)


def an_episode_of(video: Video) -> Episode:
    return db.session.get_one(Episode, video.episode_id)


def test_what_a_broken_upload_left_is_named_after_a_day(video: Video, folder: Path) -> None:
    old, young = folder / "tmpold.part", folder / "tmpyoung.part"
    old.write_bytes(b"x")
    young.write_bytes(b"x")
    aged(old)
    assert [said.split()[0] for said in problems()] == ["tmpold.part"]


def test_a_video_that_nothing_was_made_of_says_why(app: Flask, folder: Path) -> None:
    episode = an_episode("film")
    set_video_file(episode, BytesIO(a_film(container="matroska")), limit_bytes=10**7)
    db.session.commit()
    assert list(problems()) == []  # its job waits
    job = latest_job(PREPARE, f"episode:{episode.id}")
    assert job
    job.state, job.reason = JobState.CANCELLED, "Cancelled."
    db.session.commit()
    assert list(problems()) == [
        "film: nothing that browsers play was made of its video (Cancelled.)."
        " flask media prepare film tries it again."
    ]


def test_check_ends_with_status_1_and_the_number(app: Flask, video: Video, folder: Path) -> None:
    run, path = app.test_cli_runner().invoke, folder / video.original_key
    db.session.commit()
    assert "All well." in run(args=["check"]).output
    path.unlink()
    result = run(args=["check"])
    assert result.exit_code == 1
    assert "1 found wrong." in result.output
