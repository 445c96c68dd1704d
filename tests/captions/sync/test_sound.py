import functools
import tempfile
import wave
from pathlib import Path

import numpy as np
import pytest

from captions.sync import NoSoundError, SyncError, UnreadableSoundError
from captions.sync.sound import Choice, open_sound, sound_tracks
from tests.captions.sync.media import loud_from_ms, silence, tone, write, write_picture_only


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("stereo.m4a", {"rate": 44_100, "layout": "stereo"}),
        ("surround.mp4", {"rate": 48_000, "layout": "5.1"}),
        ("telephone.wav", {"rate": 8_000, "codec": "pcm_s16le"}),
        ("odd.wav", {"rate": 22_051, "codec": "pcm_s16le"}),
        ("film.mov", {"rate": 48_000}),
        ("lossless.flac", {"codec": "flac"}),
        ("music.mp3", {"rate": 44_100, "codec": "libmp3lame"}),
        ("web.webm", {"rate": 48_000, "codec": "libopus"}),
        ("any.mkv", {"rate": 48_000, "codec": "ac3", "layout": "5.1"}),
        ("open.ogg", {"rate": 48_000, "codec": "libopus"}),
        ("broadcast.ts", {"rate": 48_000}),
        ("cinema.ac3", {"rate": 48_000, "codec": "ac3", "layout": "5.1"}),
        ("stream.eac3", {"rate": 48_000, "codec": "eac3", "layout": "stereo"}),
    ],
)
def test_sound_of_any_kind_begins_when_it_begins(name, options, tmp_path):
    rate = options.get("rate", 16_000)
    samples = np.concatenate((silence(0.5, rate), tone(1.5, rate)))
    path = write(tmp_path / name, samples, **options)
    with open_sound(path) as sound:
        assert sound.pcm(0, 3_000).dtype == np.int16
        assert abs(loud_from_ms(sound.pcm(0, 3_000)) - 500) <= 30
        assert abs(sound.duration_ms - 2_000) <= 60


def test_a_part_is_read_without_the_rest(tmp_path):
    samples = np.concatenate((silence(1), tone(1)))
    with open_sound(write(tmp_path / "a.wav", samples, codec="pcm_s16le")) as sound:
        assert not sound.pcm(100, 900).any()
        assert len(sound.pcm(900, 1_100)) == 200 * 16
        assert len(sound.pcm(1_900, 5_000)) == 100 * 16


def test_time_counts_from_where_a_player_begins(tmp_path):
    path = write(tmp_path / "late.mkv", tone(1, 48_000), rate=48_000, begins_s=7.0)
    with open_sound(path) as sound:
        assert loud_from_ms(sound.pcm(0, 1_000)) <= 30
        assert abs(sound.duration_ms - 1_000) <= 60


def test_of_several_tracks_the_default_one_is_heard_and_the_person_told(tmp_path):
    path = write(tmp_path / "two.mp4", tone(1, 48_000), silence(1, 48_000), rate=48_000)
    with open_sound(path) as sound:
        assert sound.pcm(200, 800).any()
        assert sound.remarks == ("The file has 2 sound tracks; track 1 was listened to.",)


def test_of_several_tracks_the_one_in_the_language_asked_for_is_heard(tmp_path):
    tracks = (silence(1, 48_000), tone(1, 48_000))
    path = write(tmp_path / "two.mkv", *tracks, rate=48_000, languages=("eng", "spa"))
    with open_sound(path, choice=Choice("es-MX")) as sound:
        assert sound.pcm(200, 800).any()
        assert sound.remarks == (
            "The file has 2 sound tracks (1: en, 2: es); track 2 was listened to.",
        )
    with open_sound(path, choice=Choice("fr")) as sound:
        assert "track 1 was" in sound.remarks[0]
    assert [(each.number, each.language) for each in sound_tracks(path)] == [(1, "en"), (2, "es")]


def test_a_track_is_chosen_by_its_number_whatever_its_language(tmp_path):
    tracks = (silence(1, 48_000), tone(1, 48_000))
    path = write(tmp_path / "two.mkv", *tracks, rate=48_000, languages=("eng", "spa"))
    with open_sound(path, choice=Choice("en", 2)) as sound:
        assert sound.pcm(200, 800).any()
    with (
        pytest.raises(NoSoundError, match="no sound track 3") as refused,
        open_sound(path, choice=Choice("en", 3)),
    ):
        pass
    assert "2 sound tracks" in refused.value.hint


def test_two_sides_that_would_cancel_each_other_are_heard_all_the_same(tmp_path):
    left = tone(1, 48_000)
    frames = np.stack((left, -left), axis=1)
    path = tmp_path / "wrong-way-round.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(frames.tobytes())
    with open_sound(path) as sound:
        loud = sound.pcm(100, 900).astype(float)
    assert np.sqrt(np.mean(loud**2)) > 5_000


def test_two_sides_are_mixed_half_and_half(tmp_path):
    left, right = tone(1, 48_000), silence(1, 48_000)
    path = tmp_path / "one-side.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(np.stack((left, right), axis=1).tobytes())
    with open_sound(path) as sound:
        loud = sound.pcm(100, 900).astype(float)
    assert 3_000 < np.sqrt(np.mean(loud**2)) < 4_000


def test_a_film_without_sound_is_refused(tmp_path):
    path = write_picture_only(tmp_path / "silent.mp4")
    with pytest.raises(NoSoundError, match="no sound"), open_sound(path):
        pass


@pytest.mark.parametrize(
    "content",
    [
        b"Hello, I am a text.\n",
        b"#EXTM3U\n#EXT-X-TARGETDURATION:10\nhttp://example.org/secret.ts\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        b"\x00\x00\x00\x18ftypisom and then nothing that makes sense",
        b"",
    ],
)
def test_what_is_no_sound_is_refused_whatever_its_name(content, tmp_path):
    path = tmp_path / "video.mp4"
    path.write_bytes(content)
    with pytest.raises(UnreadableSoundError), open_sound(path):
        pass


def test_a_file_that_is_cut_off_gives_what_it_holds_and_says_so(tmp_path):
    path = write(tmp_path / "whole.mp4", tone(10, 48_000), rate=48_000)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with open_sound(path) as sound:
        assert 3_000 < sound.duration_ms < 6_000
        assert sound.pcm(1_000, 2_000).any()
        assert "its sound should last 0:00:10" in sound.remarks[0]


def test_damage_in_the_middle_leaves_the_rest_where_it_is(tmp_path):
    samples = np.concatenate((silence(3, 48_000), tone(1, 48_000)))
    path = write(tmp_path / "damaged.mp4", samples, rate=48_000)
    data = bytearray(path.read_bytes())
    middle = data.index(b"mdat") + 200
    data[middle : middle + 60] = bytes(range(195, 255))
    path.write_bytes(data)
    with open_sound(path) as sound:
        assert abs(loud_from_ms(sound.pcm(1_000, 5_000)) - 2_000) <= 60


def test_a_full_disk_is_said_in_words(tmp_path, monkeypatch):
    path = write(tmp_path / "a.wav", tone(1), codec="pcm_s16le")
    full = functools.partial(Path("/dev/full").open, "r+b")
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **how: full(how["buffering"]))
    with pytest.raises(SyncError, match="no room on the disk"), open_sound(path):
        pass


def test_reading_stops_where_the_caller_wants_no_more(tmp_path):
    class CancelledByPersonError(Exception):
        pass

    def cancel(step, fraction):
        raise CancelledByPersonError

    path = write(tmp_path / "a.wav", tone(1), codec="pcm_s16le")
    with pytest.raises(CancelledByPersonError), open_sound(path, cancel):
        pass
