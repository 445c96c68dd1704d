"""Poster, storyboard, loudness and waveform."""

import struct
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from episodes.media.making.hearing import hear
from episodes.media.making.poster_merit import merit_of
from episodes.media.making.seeing import see, tiles_of
from tests.episodes.media.odd_films import a_moving_film, a_recording, plain, stripes


def ignore(_done: float) -> None:
    pass


def written(folder: Path, data: bytes) -> Path:
    path = folder / "film"
    path.write_bytes(data)
    return path


def pixels_of(picture: bytes, folder: Path) -> Any:
    path = folder / "picture.jpg"
    path.write_bytes(picture)
    with av.open(str(path)) as opened:
        return next(opened.decode(video=0)).to_ndarray(format="rgb24")


def fades_in(number: int) -> Any:
    """Black, then grey, then something to look at, then white."""
    if number < 20:
        return plain(0)
    if number < 40:
        return plain(128)
    return stripes(0) if number < 60 else plain(255)


def test_the_poster_is_neither_black_nor_blank(tmp_path: Path) -> None:
    path = written(tmp_path, a_moving_film(picture=fades_in, seconds=8, sounds=()))
    seen = see(path, 8_000, ignore)
    assert seen
    poster = pixels_of(seen.poster, tmp_path)
    assert poster.shape == (90, 160, 3)
    assert 50 < poster.mean() < 200
    assert poster.std() > 50


def test_a_sharp_picture_is_worth_more_than_the_same_one_blurred_or_fading() -> None:
    sharp = stripes(0)[..., 0].astype(float)
    blurred = sum(np.roll(sharp, step, axis=1) for step in range(-4, 5)) / 9
    fading = 0.3 * sharp + 0.7 * 20
    assert merit_of(sharp) > max(merit_of(blurred), merit_of(fading))
    assert merit_of(plain(128)[..., 0]) == 0


def test_a_storyboard_shows_each_part_of_the_film_in_its_own_tile(tmp_path: Path) -> None:
    greys = (60, 120, 180, 240)
    film = a_moving_film(picture=lambda n: plain(greys[n // 20]), seconds=8, sounds=())
    seen = see(written(tmp_path, film), 8_000, ignore)
    assert seen
    assert (seen.layout.count, seen.layout.columns, seen.layout.interval_ms) == (4, 4, 2_000)
    sheet = pixels_of(seen.storyboard, tmp_path)
    assert sheet.shape == (90, 640, 3)
    means = [sheet[:, tile * 160 : (tile + 1) * 160].mean() for tile in range(4)]
    assert [round(float(mean) / 60) for mean in means] == [1, 2, 3, 4]


def test_the_tiles_of_a_turned_film_are_upright(tmp_path: Path) -> None:
    seen = see(written(tmp_path, a_moving_film(rotation=90, sounds=())), 2_000, ignore)
    assert seen
    assert (seen.layout.tile_width, seen.layout.tile_height) == (90, 160)
    assert pixels_of(seen.poster, tmp_path).shape == (160, 90, 3)


@pytest.mark.parametrize(
    ("duration_ms", "expected"),
    [(1, (2_000, 1)), (10_000, (2_000, 5)), (600_000, (2_000, 300)), (21_600_000, (72_000, 300))],
)
def test_a_storyboard_stays_small_however_long_the_film(
    duration_ms: int, expected: tuple[int, int]
) -> None:
    assert tiles_of(duration_ms) == expected


@pytest.mark.parametrize(("loud", "lufs"), [(0.1, -23.0), (0.5, -9.0)])
def test_loudness_is_that_of_ebu_r128(tmp_path: Path, loud: float, lufs: float) -> None:
    """A sine of 1 kHz in one channel of amplitude a is 20 log10(a) - 3.01 LUFS (BS.1770-5)."""
    heard = hear(written(tmp_path, a_recording(loud=loud, seconds=3)), 3_000, ignore)
    assert heard
    assert heard.loudness_lufs == pytest.approx(lufs, abs=0.2)


def test_silence_has_no_loudness(tmp_path: Path) -> None:
    heard = hear(written(tmp_path, a_recording(loud=0.0)), 1_000, ignore)
    assert heard
    assert heard.loudness_lufs is None


def test_a_film_without_sound_has_nothing_to_hear_and_sound_alone_nothing_to_see(
    tmp_path: Path,
) -> None:
    assert hear(written(tmp_path, a_moving_film(sounds=())), 2_000, ignore) is None
    assert see(written(tmp_path, a_recording()), 1_000, ignore) is None


@pytest.mark.parametrize(("rate", "layout"), [(11_025, "mono"), (44_100, "5.1")])
def test_a_waveform_has_twenty_points_a_second(tmp_path: Path, rate: int, layout: str) -> None:
    recording = a_recording(rate=rate, layout=layout, seconds=2, loud=0.5)
    heard = hear(written(tmp_path, recording), 2_000, ignore)
    assert heard
    version, flags, at_rate, each, count, channels = struct.unpack("<iIiIIi", heard.waveform[:24])
    assert (version, flags, at_rate, each, channels) == (2, 1, 16_000, 800, 1)
    assert abs(count - 40) <= 1
    points = np.frombuffer(heard.waveform[24:], np.int8).reshape(-1, 2)
    assert len(points) == count
    assert points[5:35, 1].min() > 25 > -25 > points[5:35, 0].max()
