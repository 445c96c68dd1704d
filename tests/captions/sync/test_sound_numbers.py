"""Each weight and threshold of how sound is made ready is held: moved by a fifth, it fails one of
these. Those of speech and of what hisses are in test_thresholds.py too."""

import tempfile
from fractions import Fraction

import av
import numpy as np
import pytest

from captions.sync.sound.containers import demuxer_of
from captions.sync.sound.decoding import RATE, SoundFile
from captions.sync.sound.hiss import (
    LEAST_GAIN,
    _above,
    _gains,
    _noise,
    _spectrum,
)
from captions.sync.sound.resampling import Mono
from captions.sync.sound.speech import _at_one_loudness

BINS = 257  # of 31.25 Hz


def frame_of(left: np.ndarray, right: np.ndarray | None = None, at_s: float | None = None):
    sides = np.stack((left, left if right is None else right), axis=1).astype(np.int16)
    frame = av.AudioFrame.from_ndarray(sides.reshape(1, -1), format="s16", layout="stereo")
    frame.sample_rate, frame.time_base = RATE, Fraction(1, RATE)
    frame.pts = None if at_s is None else round(at_s * RATE)
    return frame


def a_hum(samples: int = 1_600) -> np.ndarray:
    return 10_000 * np.sin(2 * np.pi * 500 * np.arange(samples) / RATE)


def test_of_steady_noise_five_eighths_are_taken_for_it():
    noise = np.random.default_rng(1).normal(0, 500, 16 * RATE).astype(np.int16)
    power = np.square(np.abs(_spectrum(noise)), dtype=np.float32)[8:-8]
    taken = _noise(power)[5:-5] / power.mean(axis=0)[5:-5]
    assert taken.mean() == pytest.approx(0.63, abs=0.03)


def test_noise_at_one_frequency_is_shared_by_the_five_that_are_near():
    power = np.ones((100, BINS), np.float32)
    power[:, 100] = 1_000
    spread = np.flatnonzero(_noise(power) > 100)
    assert spread.tolist() == [98, 99, 100, 101, 102]


def test_sound_is_compared_with_its_noise_from_300_to_6000_hertz():
    first, end = 300 * 512 // RATE, 6_000 * 512 // RATE
    noise = np.ones(BINS, np.float32)
    power = np.where(np.isin(np.arange(BINS), (first, end - 1)), 100, 1)[np.newaxis, :]
    assert _above(power, noise) == pytest.approx(20 * 2 / (end - first), abs=0.001)
    power = np.where(np.isin(np.arange(BINS), (first - 1, end)), 100, 1)[np.newaxis, :]
    assert _above(power, noise) == pytest.approx(0, abs=0.001)


def test_where_there_is_only_noise_a_tenth_of_it_stays():
    gains = _gains(np.zeros((3, BINS), np.float32))
    assert gains[-1].tolist() == pytest.approx([0.1] * BINS)


def test_what_was_speech_a_moment_ago_is_taken_for_speech():
    """49 parts of 50 are remembered (Ephraim and Malah 1984)."""
    first = _gains(np.ones((1, BINS), np.float32))[0]
    assert first.tolist() == pytest.approx([0.98 / 1.98] * BINS)
    assert first[0] > LEAST_GAIN


@pytest.mark.parametrize(("share", "is_mixed"), [(0.36, True), (0.38, False)])
def test_two_sides_are_mixed_unless_less_than_a_tenth_of_their_power_is_left(share, is_mixed):
    """Of sides 1 and -a, the middle has the power (1 - a)^2 / 4."""
    mixed = Mono(RATE).resample(frame_of(a_hum(), -share * a_hum()))
    loudest = 10_000 * (1 - share) / 2 if is_mixed else 10_000
    assert np.abs(mixed).max() == pytest.approx(loudest, rel=0.01)


@pytest.mark.parametrize(("frames", "is_mixed"), [(48, False), (54, True)])
def test_sides_that_cancelled_are_remembered_for_fifty_frames(frames, is_mixed):
    """Of one side alone the middle has a quarter of the power, which is a tenth of all by then."""
    hum = a_hum(160)
    mono = Mono(RATE)
    for _ in range(600):
        mono.resample(frame_of(hum, -hum))
    for _ in range(frames):
        last = mono.resample(frame_of(hum, 0 * hum))
    assert (int(np.abs(last).max()) == 5_000) is is_mixed


@pytest.mark.parametrize(("hole_ms", "ends_ms"), [(58, 200), (62, 262)])
def test_times_that_lie_sixty_milliseconds_apart_leave_a_hole(hole_ms, ends_ms):
    with tempfile.TemporaryFile(buffering=0) as file:
        sound_file = SoundFile(file, 0.0)
        for at_s in (0.0, 0.1 + hole_ms / 1000):
            sound_file.add([frame_of(a_hum(), at_s=at_s)])
        sound_file.finish()
        assert sound_file.end_ms == ends_ms


def test_what_is_below_a_hundred_hertz_is_taken_off():
    """A mean over ten milliseconds is nothing at 100 Hz, and two thirds of what is at 50."""
    at = np.arange(RATE) / RATE
    tones = sum(2_000 * np.sin(2 * np.pi * hertz * at) for hertz in (50, 100, 1_000))
    spectrum = np.abs(np.fft.rfft(_at_one_loudness(tones.astype(np.int16))[:RATE]))
    assert spectrum[100] / spectrum[1_000] == pytest.approx(1, abs=0.05)
    assert spectrum[50] / spectrum[1_000] == pytest.approx(0.36, abs=0.05)


AC3 = b"\x0b\x77\0\0\0"


@pytest.mark.parametrize(
    ("head", "demuxer"),
    [
        (b"\0\0\0\x18ftypisom", "mov"), (b"\0\0\0\x18moov", "mov"), (b"\0\0\0\x18mdat", "mov"),
        (b"\0\0\0\x18wide", "mov"), (b"RIFF\0\0\0\0WAVE", "wav"), (b"FORM\0\0\0\0AIFF", "aiff"),
        (b"FORM\0\0\0\0AIFC", "aiff"), (AC3 + bytes([10 << 3]), "ac3"),
        (AC3 + bytes([11 << 3]), "eac3"), ((b"\x47" + bytes(187)) * 2 + b"\x47", "mpegts"),
    ],
)  # fmt: skip
def test_a_file_is_opened_by_what_stands_at_its_beginning(head, demuxer):
    assert demuxer_of(head) == demuxer
