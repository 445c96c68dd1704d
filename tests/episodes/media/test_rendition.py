"""What is made for browsers, of what they do not play."""

from pathlib import Path
from typing import Any

import av
import pytest

from episodes.media.facts import MediaFacts
from episodes.media.making.picture_encoder import fitting
from episodes.media.making.rendition import make_rendition
from episodes.media.playing import Plan, plan_for
from episodes.media.probe import probe
from tests.episodes.media.films import a_film
from tests.episodes.media.odd_films import a_moving_film, a_recording


def written(folder: Path, data: bytes) -> Path:
    path = folder / "film"
    path.write_bytes(data)
    return path


def plan_of(folder: Path, data: bytes) -> Plan:
    return plan_for(probe(written(folder, data)))


def made_of(folder: Path, data: bytes) -> tuple[Path, MediaFacts]:
    source, target = written(folder, data), folder / "made"
    facts = probe(source)
    make_rendition(source, facts, plan_for(facts), target, lambda _done: None)
    return target, probe(target)


def times_ms(path: Path, kind: str = "video") -> list[int]:
    with av.open(str(path)) as opened:
        frames: Any = opened.decode(**{kind: 0})
        return [round(frame.time * 1000) for frame in frames]


WEBM: dict[str, Any] = {"container": "webm", "codec": "libvpx-vp9", "sound": "libopus"}
MP3: dict[str, Any] = {"container": "mp3", "codec": "libmp3lame"}


@pytest.mark.parametrize(
    "film",
    [a_film(), a_film(sound=""), a_film(**WEBM), a_recording(**MP3), a_film(sound="libmp3lame")],
    ids=["mp4", "silent mp4", "webm", "mp3", "mp4 with mp3 sound"],
)
def test_what_browsers_play_is_played_as_it_is(tmp_path: Path, film: bytes) -> None:
    assert not plan_of(tmp_path, film).is_needed


@pytest.mark.parametrize(
    ("film", "kind"),
    [
        (a_film(container="matroska"), "video/mp4"),
        (a_film(container="mov"), "video/mp4"),
        (a_film(container="matroska", codec="libvpx-vp9", sound="libopus"), "video/webm"),
    ],
    ids=["mkv", "mov", "mkv of a webm"],
)
def test_what_is_only_packed_otherwise_is_repacked(tmp_path: Path, film: bytes, kind: str) -> None:
    plan = plan_of(tmp_path, film)
    assert (plan.is_needed, plan.only_repacks, plan.media_type) == (True, True, kind)
    _, facts = made_of(tmp_path, film)
    assert not plan_for(facts).is_needed


@pytest.mark.parametrize(
    "film",
    [
        a_moving_film(codec="mpeg4"),
        a_moving_film(codec="libx265", sounds=()),
        a_moving_film(container="mov", codec="prores_ks", pixels="yuv422p10le"),
        a_moving_film(codec="libx264", pixels="yuv444p"),
    ],
    ids=["mpeg4", "hevc", "prores", "h264 of finer colour"],
)  # fmt: skip
def test_what_few_browsers_decode_is_converted(tmp_path: Path, film: bytes) -> None:
    assert not plan_of(tmp_path, film).copies_video
    target, facts = made_of(tmp_path, film)
    assert (facts.video_codec, facts.pixels) == ("h264", "yuv420p")
    assert len(times_ms(target)) == 20


def test_a_rendition_begins_to_play_before_all_of_it_is_there(tmp_path: Path) -> None:
    target, _ = made_of(tmp_path, a_moving_film(container="matroska"))
    data = target.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_every_picture_of_a_remuxed_film_is_there(tmp_path: Path) -> None:
    film = a_moving_film(container="matroska", seconds=3)
    target, _ = made_of(tmp_path, film)
    assert times_ms(target) == times_ms(tmp_path / "film")


def test_a_variable_frame_rate_stays_one(tmp_path: Path) -> None:
    shown = [0, 40, 80, 1000, 1500, 1520, 3000]
    target, _ = made_of(tmp_path, a_moving_film(times_ms=shown, codec="mpeg4", sounds=()))
    assert times_ms(target) == shown


@pytest.mark.parametrize("codec", ["libx264", "mpeg4"], ids=["repacked", "converted"])
def test_a_film_whose_times_begin_late_is_made_to_begin_at_zero(tmp_path: Path, codec: str) -> None:
    film = a_moving_film(container="matroska", codec=codec, starts_ms=7_000)
    assert plan_of(tmp_path, film).is_needed
    target, facts = made_of(tmp_path, film)
    assert facts.start_ms <= 40
    assert times_ms(target)[0] <= 40
    assert abs(times_ms(target, "audio")[0]) <= 40
    assert abs((facts.duration_ms or 0) - 2_000) < 150


def test_a_film_that_a_phone_turned_is_upright_where_it_is_converted(tmp_path: Path) -> None:
    film = a_moving_film(container="mov", codec="mpeg4", rotation=90, sounds=())
    source = probe(written(tmp_path, film))
    assert (source.rotation, source.width, source.height) == (90, 90, 160)
    _, facts = made_of(tmp_path, film)
    assert (facts.rotation, facts.width, facts.height) == (0, 90, 160)


def test_a_film_that_a_phone_turned_stays_turned_where_it_is_repacked(tmp_path: Path) -> None:
    _, facts = made_of(tmp_path, a_moving_film(container="mov", rotation=270))
    assert (facts.rotation, facts.width, facts.height) == (270, 90, 160)


@pytest.mark.parametrize(
    ("rate", "layout"), [(11_025, "mono"), (96_000, "stereo"), (48_000, "5.1")]
)
def test_any_sound_becomes_one_or_two_channels_of_aac(
    tmp_path: Path, rate: int, layout: str
) -> None:
    target, facts = made_of(tmp_path, a_recording(rate=rate, layout=layout))
    assert facts.audio_codec == "aac"
    assert abs((facts.duration_ms or 0) - 1_000) < 100
    with av.open(str(target)) as opened:
        context = opened.streams.audio[0].codec_context
        assert context.layout.name == ("mono" if layout == "mono" else "stereo")
        assert context.sample_rate == 48_000


def test_of_several_audio_tracks_one_is_kept(tmp_path: Path) -> None:
    film = a_moving_film(container="matroska", sounds=("aac", "libopus", "flac"))
    target, _ = made_of(tmp_path, film)
    with av.open(str(target)) as opened:
        assert [stream.type for stream in opened.streams] == ["video", "audio"]


def test_a_recording_of_a_browser_that_does_not_say_how_long_it_is_gets_a_length(
    tmp_path: Path,
) -> None:
    film = a_film(**WEBM)
    at = film.index(b"\x44\x89\x88")  # the Duration of RFC 9559, made an unknown element
    film = film[:at] + b"\x44\x8a\x88" + film[at + 3 :]
    assert probe(written(tmp_path, film)).duration_ms is None
    _, facts = made_of(tmp_path, film)
    assert abs((facts.duration_ms or 0) - 2_000) < 100


def test_a_film_that_is_spoilt_in_the_middle_keeps_its_rest(tmp_path: Path) -> None:
    film = bytearray(a_moving_film(codec="mpeg4", seconds=4, sounds=()))
    start = film.index(b"mdat") + len(film) // 3
    film[start : start + 3_000] = bytes(3_000)
    target, _ = made_of(tmp_path, bytes(film))
    assert times_ms(target)[-1] == 3_900


def test_a_picture_larger_than_1080_lines_becomes_that() -> None:
    sizes = [(3840, 2160), (2160, 3840), (1280, 720), (4096, 1716), (1920, 1200), (101, 57)]
    assert [fitting(*size) for size in sizes] == [
        (1920, 1080), (1080, 1920), (1280, 720), (1920, 804), (1728, 1080), (100, 56),
    ]  # fmt: skip


def test_making_stops_where_the_one_who_watches_says_so(tmp_path: Path) -> None:
    source = written(tmp_path, a_moving_film(container="matroska"))
    facts = probe(source)

    def stop(_done: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        make_rendition(source, facts, plan_for(facts), tmp_path / "made", stop)
