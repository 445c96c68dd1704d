"""Hiss is taken off before anything is recognised, and nothing else is."""

import tempfile

import numpy as np

from captions.sync.sound.decoding import RATE, Sound
from captions.sync.sound.hiss import without_hiss

SECONDS = 20


def _tones(hiss: float) -> np.ndarray:
    """Half a second of sound, half a second of none, all along."""
    at = np.arange(SECONDS * RATE) / RATE
    tones = 3_000 * np.sin(2 * np.pi * 700 * at) * (at % 1 < 0.5)
    noise = np.random.default_rng(7).standard_normal(len(at)) * hiss
    return (tones + noise).astype(np.int16)


def _cleared(samples: np.ndarray) -> tuple[np.ndarray, bool]:
    with tempfile.TemporaryFile(buffering=0) as file:
        file.write(samples.tobytes())
        sound = Sound(file, SECONDS * 1000)
        with without_hiss(sound, lambda *_: None) as clear:
            return clear.pcm(0, SECONDS * 1000).astype(float), clear is not sound


def _loudness(samples: np.ndarray, start_ms: int, end_ms: int) -> float:
    return float(np.sqrt(np.mean(np.square(samples[start_ms * 16 : end_ms * 16]))))


def test_hiss_is_taken_off_where_nobody_speaks_and_what_is_said_stays_loud() -> None:
    samples = _tones(hiss=600)
    cleared, is_changed = _cleared(samples)
    assert is_changed and len(cleared) == len(samples)
    for second in range(SECONDS):
        pause, said = (second * 1000 + 600, second * 1000 + 950), (second * 1000 + 50,) * 2
        assert _loudness(cleared, *pause) < 600 / 3
        assert 0.7 < _loudness(cleared, said[0], said[1] + 400) / (3_000 / np.sqrt(2)) < 1.2


def test_the_sound_of_a_quiet_room_is_heard_as_it_is() -> None:
    samples = _tones(hiss=3)
    cleared, is_changed = _cleared(samples)
    assert not is_changed
    assert np.array_equal(cleared, samples)


def test_where_there_is_no_room_to_hear_soft_noise_is_added_thirty_decibels_below() -> None:
    samples = _tones(hiss=0)
    cleared, is_changed = _cleared(samples)
    assert is_changed
    added = cleared - samples
    loudness = np.sqrt(np.mean(np.square(samples, dtype=float)))
    decibels = 20 * np.log10(loudness / np.sqrt(np.mean(np.square(added))))
    assert 29 < decibels < 31


def test_silence_stays_silence() -> None:
    cleared, is_changed = _cleared(np.zeros(SECONDS * RATE, dtype=np.int16))
    assert not is_changed
    assert not cleared.any()
