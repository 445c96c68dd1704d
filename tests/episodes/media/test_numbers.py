"""Each weight and threshold of what is made of a film is held: moved by a fifth, it fails one of
these."""

import struct
from collections.abc import Sequence
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from flask import Flask

from episodes.media.actions import check_same_length, set_video_address
from episodes.media.errors import OtherLengthError
from episodes.media.facts import MediaFacts
from episodes.media.making.hearing import Heard, hear
from episodes.media.making.poster_merit import merit, merit_of
from episodes.media.making.rendition import make_rendition
from episodes.media.making.seeing import Seen, see
from episodes.media.models import Video
from episodes.media.playing import plan_for
from episodes.media.preparing import outcome_of
from episodes.media.signatures import MKV, MOV, MP4, WAV
from tests.episodes.media.odd_films import a_moving_film, a_recording, plain, stripes
from tests.factories import an_episode


def ignore(_done: float) -> None:
    pass


def written(folder: Path, data: bytes) -> Path:
    path = folder / "film"
    path.write_bytes(data)
    return path


def a_picture(light: float, contrast: float, sharpness: float = 0.0) -> Any:
    """Two halves, so wide that the seam counts for nothing, with a checkerboard over both.

    contrast: the standard deviation; sharpness: the mean difference from all four neighbours."""
    rows, columns = np.indices((4, 4000))
    halves = np.where(columns < 2000, light - contrast, light + contrast)
    return halves + sharpness / 8 * (-1.0) ** (rows + columns)


@pytest.mark.parametrize(
    ("light", "contrast", "is_one"),
    [(23, 15, False), (25, 15, True), (231, 15, True), (233, 15, False), (120, 9.8, False),
     (120, 10.2, True)],
)  # fmt: skip
def test_black_white_and_one_colour_are_no_posters(
    light: float, contrast: float, is_one: bool
) -> None:
    assert (merit_of(a_picture(light, contrast)) > 0) == is_one


@pytest.mark.parametrize(
    ("light", "contrast", "sharpness", "worth"),
    [(120, 60, 12, 1.0), (120, 60, 24, 1.0), (120, 60, 6, 0.75), (120, 60, 0, 0.5),
     (120, 80, 0, 0.5), (120, 30, 0, 0.35), (187.5, 60, 0, 0.4), (52.5, 50, 0, 0.35)],
)  # fmt: skip
def test_a_poster_is_worth_half_its_sharpness_and_the_rest_its_contrast_and_light(
    light: float, contrast: float, sharpness: float, worth: float
) -> None:
    assert merit_of(a_picture(light, contrast, sharpness)) == pytest.approx(worth, abs=0.01)


@pytest.mark.parametrize(("width", "is_sharp"), [(320, True), (340, False)])
def test_lines_count_that_are_seen_on_a_picture_of_320_pixels(width: int, is_sharp: bool) -> None:
    lines = np.where(np.indices((4, width))[1] % 2, 180, 60).astype(np.uint8)
    worth = merit(av.VideoFrame.from_ndarray(lines, "gray"))
    assert (worth == pytest.approx(1.0, abs=0.01)) == is_sharp


def a_slide_show(pictures: Sequence[Any]) -> bytes:
    """Each for two seconds, which is as long as a tile of the storyboard."""
    return a_moving_film(
        times_ms=range(0, 2000 * len(pictures), 2000), picture=lambda n: pictures[n],
        container="matroska", codec="mjpeg", pixels="yuvj420p", sounds=(),
    )  # fmt: skip


def seen_of(folder: Path, pictures: Sequence[Any]) -> Seen:
    seen = see(written(folder, a_slide_show(pictures)), 2000 * len(pictures), ignore)
    assert seen
    return seen


@pytest.mark.parametrize(
    ("number", "count", "is_taken"),
    [(0, 16, True), (0, 18, False), (7, 10, True), (8, 10, False)],
    ids=["after 3.1 %", "after 2.8 %", "after 75 %", "after 85 %"],
)
def test_a_poster_stands_after_the_titles_and_before_the_credits(
    tmp_path: Path, number: int, count: int, is_taken: bool
) -> None:
    pictures = [plain(128)] * count
    pictures[number] = stripes(0)
    with av.open(str(written(tmp_path, seen_of(tmp_path, pictures).poster))) as opened:
        shown = next(opened.decode(video=0)).to_ndarray(format="gray")
    assert (shown.std() > 50) == is_taken


def test_a_storyboard_has_ten_tiles_of_160_pixels_a_row_and_a_poster_1280(tmp_path: Path) -> None:
    large = np.zeros((900, 1600, 3), np.uint8)
    seen = seen_of(tmp_path, [large] * 12)
    assert (seen.layout.columns, seen.layout.tile_width, seen.layout.tile_height) == (10, 160, 90)
    with av.open(str(written(tmp_path, seen.poster))) as opened:
        assert next(opened.decode(video=0)).width == 1280


def test_what_is_quieter_than_the_gate_of_ebu_r128_is_silence(tmp_path: Path) -> None:
    """A sine of 1 kHz in one channel of amplitude a is 20 log10(a) - 3.01 LUFS (BS.1770-5)."""
    hushed = hear(written(tmp_path, a_recording(loud=10 ** (-62 / 20))), 1_000, ignore)
    assert hushed and hushed.loudness_lufs == pytest.approx(-65, abs=0.5)
    nothing = hear(written(tmp_path, a_recording(loud=10 ** (-75 / 20))), 1_000, ignore)
    assert nothing and nothing.loudness_lufs is None


@pytest.mark.parametrize(("duration_ms", "samples"), [(7_200_000, 800), (7_200_100, 1600)])
def test_a_waveform_is_coarser_beyond_two_hours(
    tmp_path: Path, duration_ms: int, samples: int
) -> None:
    heard = hear(written(tmp_path, a_recording()), duration_ms, ignore)
    assert heard and struct.unpack_from("<I", heard.waveform, 12) == (samples,)


@pytest.mark.parametrize(
    ("rate", "layout", "made_rate", "bits"),
    [(44_100, "mono", 44_100, 96_000), (48_000, "stereo", 48_000, 160_000),
     (32_000, "stereo", 48_000, 160_000)],
)  # fmt: skip
def test_sound_is_written_at_a_rate_that_every_device_plays(
    tmp_path: Path, rate: int, layout: str, made_rate: int, bits: int
) -> None:
    facts = MediaFacts(WAV, 2_000, audio_codec="pcm_s16le")
    with av.open(str(rendition_of(tmp_path, a_hiss(rate, layout), facts))) as opened:
        track: Any = opened.streams.audio[0]
        assert track.sample_rate == made_rate
        assert track.bit_rate == pytest.approx(bits, rel=0.1)


def rendition_of(folder: Path, data: bytes, facts: MediaFacts) -> Path:
    source, target = written(folder, data), folder / "made"
    make_rendition(source, facts, plan_for(facts), target, ignore)
    return target


def a_hiss(rate: int, layout: str) -> bytes:
    noise = np.random.default_rng(7).integers(-8000, 8000, (1, rate * 2 * (1 + (layout != "mono"))))
    file = BytesIO()
    with av.open(file, "w", format="wav") as output:
        track = output.add_stream("pcm_s16le", rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(noise.astype(np.int16), format="s16", layout=layout)
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        output.mux(track.encode(frame))
        output.mux(track.encode(None))
    return file.getvalue()


def test_a_converted_film_can_be_entered_every_four_seconds(tmp_path: Path) -> None:
    film = a_moving_film(container="matroska", codec="mpeg4", seconds=10, sounds=())
    facts = MediaFacts(MKV, 10_000, 160, 90, video_codec="mpeg4", pixels="yuv420p")
    with av.open(str(rendition_of(tmp_path, film, facts))) as opened:
        frames = [frame for frame in opened.decode(video=0) if frame.key_frame]
    assert [round(frame.time or 0) for frame in frames] == [0, 4, 8]


def corner(_number: int) -> Any:
    """White at the top left, as the camera saw it."""
    picture = plain(0)
    picture[:45, :80] = 255
    return picture


@pytest.mark.parametrize(
    ("rotation", "row", "column"), [(0, 0, 0), (90, 1, 0), (180, 1, 1), (270, 0, 1)]
)
def test_a_converted_film_stands_as_its_phone_was_held(
    tmp_path: Path, rotation: int, row: int, column: int
) -> None:
    """rotation: counter-clockwise, which takes the top left to the bottom left."""
    film = a_moving_film(
        container="mov", codec="mpeg4", picture=corner, rotation=rotation, sounds=(), seconds=0.3
    )
    size = (90, 160) if rotation % 180 else (160, 90)
    facts = MediaFacts(MOV, 300, *size, rotation, 0, "mpeg4", "", "yuv420p")
    with av.open(str(rendition_of(tmp_path, film, facts))) as opened:
        shown = next(opened.decode(video=0)).to_ndarray(format="gray")
    height, width = shown.shape[0] // 2, shown.shape[1] // 2
    means = shown[: 2 * height, : 2 * width].reshape(2, height, 2, width).mean((1, 3))
    assert np.unravel_index(means.argmax(), (2, 2)) == (row, column)


@pytest.mark.parametrize(("start_ms", "is_needed"), [(40, False), (41, True), (36, False)])
def test_a_film_that_begins_a_picture_late_is_played_as_it_is(
    start_ms: int, is_needed: bool
) -> None:
    facts = MediaFacts(MP4, 60_000, 640, 360, 0, start_ms, "h264", "aac", "yuv420p")
    assert plan_for(facts).is_needed == is_needed


@pytest.mark.parametrize(("silence_ms", "is_told"), [(10_000, False), (10_500, True)])
def test_a_silent_end_is_told_from_ten_seconds_on(silence_ms: int, is_told: bool) -> None:
    told = outcome_of(Video(duration_ms=60_000), Heard(-20.0, b"", 60_000 - silence_ms))
    assert ("cut off" in str(told)) == is_told


@pytest.mark.parametrize("longer_ms", [1, -1])
def test_two_files_of_one_film_may_differ_by_a_second_and_a_half(
    app: Flask, longer_ms: int
) -> None:
    episode = an_episode()
    set_video_address(episode, "https://films.example/1.mp4", duration_ms=60_000)
    check_same_length(episode, 60_000 + longer_ms * 1_500)
    with pytest.raises(OtherLengthError):
        check_same_length(episode, 60_000 + longer_ms * 1_501)
