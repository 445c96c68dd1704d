"""Noise by its true ratio: the power of what is said, measured where words are said, to the power
of what lies under it."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from bench.sync.corpus import Recording, recordings
from bench.sync.degrading import (
    Conditions,
    additions,
    intro,
    music,
    nothing,
    omissions,
    tags,
    wrong_words,
)
from bench.sync.flite import RATE

TELEPHONE_HZ = (300, 3_400)
_TALKERS = 6


def power_of_words(recording: Recording) -> float:
    """Mean power over the spans of the words."""
    spoken = [
        recording.samples[word.span[0] * RATE // 1000 : word.span[1] * RATE // 1000]
        for word in recording.words
        if word.span
    ]
    return float(np.mean(np.concatenate(spoken) ** 2))


def hiss(recording: Recording, decibels: float) -> Recording:
    """Pinkish: the higher, the softer."""
    numbers = np.random.default_rng(len(recording.samples))
    white = numbers.standard_normal(len(recording.samples)).astype(np.float32)
    return _with(recording, np.convolve(white, np.ones(4, np.float32) / 4, "same"), decibels)


def babble(recording: Recording, decibels: float, cache: Path = Path("build/sync")) -> Recording:
    """Six people who talk at once, in English: other conversations, each begun elsewhere."""
    others = [each for each in recordings(cache) if each.name != recording.name]
    voices = [each.samples for each in others if each.kind == "synthetic"]
    length = len(recording.samples)
    talk = np.zeros(length, np.float32)
    for number in range(_TALKERS):
        voice = np.roll(voices[number % len(voices)], number * 7 * RATE)
        talk += np.tile(voice, length // len(voice) + 1)[:length]
    return _with(recording, talk, decibels)


def telephone(recording: Recording) -> Recording:
    """300 to 3,400 Hz, in steps of mu-law (G.711)."""
    spectrum = np.fft.rfft(recording.samples)
    pitch = np.fft.rfftfreq(len(recording.samples), 1 / RATE)
    spectrum[(pitch < TELEPHONE_HZ[0]) | (pitch > TELEPHONE_HZ[1])] = 0
    narrow = np.clip(np.fft.irfft(spectrum, len(recording.samples)), -1, 1)
    steps = np.round(np.sign(narrow) * np.log1p(255 * np.abs(narrow)) / np.log(256) * 127) / 127
    loud = np.sign(steps) * (256 ** np.abs(steps) - 1) / 255
    return replace(recording, samples=loud.astype(np.float32))


def _with(recording: Recording, noise: np.ndarray, decibels: float) -> Recording:
    wanted = power_of_words(recording) / 10 ** (decibels / 10)
    level = np.sqrt(wanted / np.mean(noise**2))
    return replace(recording, samples=recording.samples + level.astype(np.float32) * noise)


def everything(recording: Recording, decibels: float) -> Recording:
    """All that can be wrong with text and sound, over hiss so far below the words."""
    for degrade in (wrong_words, omissions, additions, tags, music):
        recording = degrade(recording)
    return intro(hiss(recording, decibels))


NOISES: Conditions = {
    "clean": nothing,
    "hiss, 10 dB": partial(hiss, decibels=10),
    "hiss, 5 dB": partial(hiss, decibels=5),
    "hiss, 0 dB": partial(hiss, decibels=0),
    "babble, 10 dB": partial(babble, decibels=10),
    "babble, 5 dB": partial(babble, decibels=5),
    "telephone": telephone,
}
FAULTS: Conditions = {
    "as recorded": nothing,
    "15 % never spoken": additions,
    "all together, 10 dB": partial(everything, decibels=10),
    "all together, 6 dB": partial(everything, decibels=6),
}
LANGUAGE_CONDITIONS: Conditions = {
    "clean": nothing,
    "hiss, 10 dB": partial(hiss, decibels=10),
}
