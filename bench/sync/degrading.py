"""What goes wrong with real recordings and real transcripts, done to good ones on purpose."""

import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from bench.sync.corpus import Recording, Word
from bench.sync.flite import RATE

INTRO_MS = 20_000
_CHORDS_HZ = ((220.0, 277.2, 329.6), (196.0, 246.9, 293.7), (174.6, 220.0, 261.6))
_OTHER_TEXT = (
    "actually the neighbour from downstairs had already called twice about a parcel that nobody "
    "remembered ordering and somewhere between the market and the station we lost our umbrella "
    "again so my cousin drew a small map on the back of an envelope with every bakery marked blue "
    "which would have helped if the river had not flooded last autumn when most bridges were shut"
)
_OTHER_WORDS = _OTHER_TEXT.split()
_TAGS = ("[laughs]", "[door slams]", "(sighs)", "[crosstalk]")


def _chance(recording: Recording, what: str) -> random.Random:
    return random.Random(f"{recording.name} {what}")  # noqa: S311 - the same each time


def _power(samples: np.ndarray) -> float:
    loud = samples[np.abs(samples) > 0.01]
    return float(np.mean(loud**2)) if len(loud) else 1e-6


def noise(recording: Recording) -> Recording:
    """Pinkish, ten decibels below the speech."""
    random_numbers = np.random.default_rng(len(recording.samples))
    white = random_numbers.standard_normal(len(recording.samples)).astype(np.float32)
    soft = np.convolve(white, np.ones(4, np.float32) / 4, "same") + 0.3 * white
    level = np.sqrt(_power(recording.samples) / 10 / np.mean(soft**2))
    return replace(recording, samples=recording.samples + level * soft)


def _music(length: int) -> np.ndarray:
    """Chords of two seconds with a beat."""
    seconds = np.arange(length, dtype=np.float32) / RATE
    chord = (seconds // 2).astype(int) % len(_CHORDS_HZ)
    sound = np.zeros(length, np.float32)
    for place, tones in enumerate(_CHORDS_HZ):
        tune = sum(
            np.sin(2 * np.pi * hz * seconds) + 0.4 * np.sin(4 * np.pi * hz * seconds)
            for hz in tones
        )
        sound += np.where(chord == place, tune, 0).astype(np.float32)
    beat = 0.4 + 0.6 * np.exp(-6 * (seconds % 0.5))
    return sound * beat.astype(np.float32)


def music(recording: Recording) -> Recording:
    """Under the speech, ten decibels below it."""
    tune = _music(len(recording.samples))
    level = np.sqrt(_power(recording.samples) / 10 / np.mean(tune**2))
    return replace(recording, samples=recording.samples + level * tune)


def intro(recording: Recording) -> Recording:
    """Twenty seconds of music before anybody speaks."""
    tune = _music(INTRO_MS * RATE // 1000)
    tune *= np.sqrt(_power(recording.samples) / np.mean(tune**2))
    words = recording.delayed(INTRO_MS)
    return replace(recording, samples=np.concatenate([tune, recording.samples]), words=words)


def omissions(recording: Recording) -> Recording:
    """15 % of what is said is not in the transcript, in runs of one to eight words."""
    chance = _chance(recording, "omissions")
    kept: list[Word] = []
    left_out = 0
    for word in recording.words:
        if not left_out and chance.random() < 0.15 / 4.5 / 0.85:
            left_out = chance.randint(1, 8)
        if left_out:
            left_out -= 1
        else:
            kept.append(word)
    return replace(recording, words=tuple(kept))


def additions(recording: Recording) -> Recording:
    """15 % more words than anybody says, in runs of one to eight."""
    chance = _chance(recording, "additions")
    words: list[Word] = []
    for word in recording.words:
        if chance.random() < 0.15 / 4.5:
            start, count = chance.randrange(len(_OTHER_WORDS) - 8), chance.randint(1, 8)
            run = _OTHER_WORDS[start : start + count]
            words += [Word(text, word.line, None) for text in run]
        words.append(word)
    return replace(recording, words=tuple(words))


def tags(recording: Recording) -> Recording:
    chance = _chance(recording, "tags")
    words: list[Word] = []
    for word in recording.words:
        if chance.random() < 0.03:
            words += [Word(text, word.line, None) for text in chance.choice(_TAGS).split()]
        words.append(word)
    labels = tuple(label.replace("_", " ").title() for label in recording.labels)
    return replace(recording, words=tuple(words), labels=labels)


def wrong_words(recording: Recording) -> Recording:
    """8 % are others than those that are said; the time of what is said stays known."""
    chance = _chance(recording, "wrong words")
    return replace(recording, words=tuple(
        replace(word, text=chance.choice(_OTHER_WORDS), is_wrong=True)
        if word.span and chance.random() < 0.08 else word
        for word in recording.words
    ))  # fmt: skip


def everything(recording: Recording) -> Recording:
    for degrade in (wrong_words, omissions, additions, tags, music, noise, intro):
        recording = degrade(recording)
    return recording


def nothing(recording: Recording) -> Recording:
    return recording


Conditions = dict[str, Callable[[Recording], Recording]]
CONDITIONS: Conditions = {
    "as recorded": nothing,
    "noise at 10 dB": noise,
    "music under it": music,
    "20 s of intro music": intro,
    "15 % of the words missing": omissions,
    "15 % never spoken": additions,
    "[laughs] tags and names": tags,
    "8 % wrong words": wrong_words,
    "all of it together": everything,
}
