"""Films that open, and yet must not be taken."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from episodes.media.actions import set_video_address, set_video_file
from episodes.media.errors import FileTooLargeError, NotPlayableError
from episodes.media.probe import probe
from episodes.media.truncation import is_cut_off
from episodes.site import settings_of
from tests.episodes.media.films import a_film
from tests.factories import an_episode

FAST = a_film(starts_fast=True)
WEBM = a_film(container="webm", codec="libvpx-vp9", sound="libopus")


def written(folder: Path, data: bytes) -> Path:
    path = folder / "film"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("film", [FAST, WEBM], ids=["mp4", "webm"])
@pytest.mark.parametrize("hundredths", [1, 50, 95, 99])
def test_a_film_that_lacks_its_end_is_refused(tmp_path: Path, film: bytes, hundredths: int) -> None:
    with pytest.raises(NotPlayableError, match="cut off"):
        probe(written(tmp_path, film[: len(film) * hundredths // 100]))


@pytest.mark.parametrize("film", [FAST, WEBM], ids=["mp4", "webm"])
def test_the_same_film_with_its_end_is_taken(tmp_path: Path, film: bytes) -> None:
    assert probe(written(tmp_path, film)).width == 64


def test_a_film_with_mp3_sound_is_taken(tmp_path: Path) -> None:
    assert probe(written(tmp_path, a_film(sound="libmp3lame"))).has_audio


def test_millions_of_empty_boxes_are_not_followed_to_their_end(tmp_path: Path) -> None:
    film = b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00" + b"\x00\x00\x00\x08free" * 1_000_000
    with pytest.raises(NotPlayableError):
        probe(written(tmp_path, film))


def test_a_film_over_the_limit_leaves_the_episode_as_it_was(app: Flask) -> None:
    episode = an_episode(video=True)
    media_dir = settings_of(app).media_dir
    before = set(media_dir.rglob("*"))
    with pytest.raises(FileTooLargeError):
        set_video_file(episode, BytesIO(FAST), limit_bytes=len(FAST) - 1)
    assert set(media_dir.rglob("*")) == before


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a.mp4",
        "https://",
        "https:///a.mp4",
        "https://maya:secret@example.org/a.mp4",
        "https://example.org/a b.mp4",
        "https://example.org/a\x00.mp4",
        'https://example.org/"><script>',
        "javascript:alert(1)",
        "//example.org/a.mp4",
        "https://example.org/" + "a" * 1_000,
    ],
)
def test_an_address_that_cannot_be_a_film_is_refused(app: Flask, address: str) -> None:
    with pytest.raises(NotPlayableError):
        set_video_address(an_episode(), address)


@pytest.mark.parametrize("length", [0, 2**32 - 1])
def test_a_recorder_that_does_not_know_the_length_yet_is_believed(
    tmp_path: Path, length: int
) -> None:
    start = b"WAVEfmt " + bytes(40)
    path = written(tmp_path, b"RIFF" + length.to_bytes(4, "little") + start)
    assert not is_cut_off(path)
    written(tmp_path, b"RIFF" + (2**32 - 2).to_bytes(4, "little") + start)
    assert is_cut_off(path)
