"""Sound without the steady hiss under it, which hides words from the recogniser.

A Wiener filter with the decision-directed estimate of Ephraim and Malah (1984). What is there most
of the time at a frequency is taken for noise; it is left alone where there is hardly any, so that
clean speech is heard as it is."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from captions.sync.sound.decoding import PCM, RATE, Progress, Sound

Floats = NDArray[np.float32]

WINDOW, HOP = 512, 128  # samples: 32 and 8 ms
BLOCK_MS, AROUND_MS = 16_000, 512
SMOOTHED_FRAMES, QUIET_SHARE, QUIET_TO_MEAN = 8, 0.15, 1.25
SMOOTHED_BINS = 5
# Where sound stands less than this above its own floor, on the mean of the speech's frequencies.
HISSING_DB = 12.0
# The recogniser learned from rooms. Where there is no room to hear, as in made voices or behind a
# noise gate, it hears better with soft noise added, and searches less (docs/sync.md).
SILENT_DB, ROOM_TONE_DB = 28.0, 30.0
SPEECH_BINS = slice(300 * WINDOW // RATE, 6_000 * WINDOW // RATE)
MEMORY, LEAST_GAIN = 0.98, 0.1
SHAPE = np.sqrt(np.hanning(WINDOW + 1)[:-1]).astype(np.float32)
OVERLAP = WINDOW // HOP


@contextmanager
def without_hiss(sound: Sound, progress: Progress) -> Iterator[Sound]:
    """The sound itself where no part of it hisses."""
    with tempfile.TemporaryFile(prefix="quiet-", buffering=0) as file:
        is_changed = False
        for start_ms in range(0, sound.duration_ms, BLOCK_MS):
            progress("Taking off the noise", start_ms / sound.duration_ms)
            samples, hisses = _block(sound, start_ms)
            is_changed |= hisses
            file.write(samples.tobytes())
        yield replace(sound, file=file) if is_changed else sound


def _block(sound: Sound, start_ms: int) -> tuple[PCM, bool]:
    """Filtered with what is around it, or there would be a step at its borders."""
    before = start_ms - max(0, start_ms - AROUND_MS)
    samples = sound.pcm(start_ms - before, start_ms + BLOCK_MS + AROUND_MS)
    first = before * RATE // 1000
    own = slice(first, first + BLOCK_MS * RATE // 1000)
    if not samples.any():
        return samples[own], False
    spectrum = _spectrum(samples)
    power: Floats = np.square(np.abs(spectrum), dtype=np.float32)
    noise = _noise(power)
    above = _above(power, noise)
    if above >= SILENT_DB:
        return _with_room_tone(samples)[own], True
    if above >= HISSING_DB:
        return samples[own], False
    return _sound(spectrum * _gains(power / noise), len(samples))[own], True


def _with_room_tone(samples: PCM) -> PCM:
    loudness = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
    tone = np.random.default_rng(len(samples)).standard_normal(len(samples))
    softened = samples + tone * loudness / 10 ** (ROOM_TONE_DB / 20)
    return np.clip(np.rint(softened), -32768, 32767).astype(np.int16)


def _spectrum(samples: PCM) -> NDArray[np.complex64]:
    padded = np.pad(samples.astype(np.float32), (WINDOW, WINDOW + -len(samples) % HOP))
    return np.fft.rfft(sliding_window_view(padded, WINDOW)[::HOP] * SHAPE).astype(np.complex64)


def _noise(power: Floats) -> Floats:
    """By frequency."""
    total = np.cumsum(power, axis=0, dtype=np.float64)
    smooth = (total[SMOOTHED_FRAMES:] - total[:-SMOOTHED_FRAMES]) / SMOOTHED_FRAMES
    floor = np.quantile(smooth, QUIET_SHARE, axis=0) * QUIET_TO_MEAN
    near = np.ones(SMOOTHED_BINS) / SMOOTHED_BINS
    wide = np.pad(floor, SMOOTHED_BINS // 2, "edge")
    return np.maximum(np.convolve(wide, near, "valid"), 1e-3).astype(np.float32)


def _above(power: Floats, noise: Floats) -> float:
    """Decibels."""
    ratio = power.mean(axis=0)[SPEECH_BINS] / noise[SPEECH_BINS]
    return float(10 * np.log10(np.maximum(ratio, 1e-3)).mean())


def _gains(ratio: Floats) -> Floats:
    gains = np.empty_like(ratio)
    before = np.ones(ratio.shape[1], dtype=np.float32)
    for frame, now in enumerate(ratio):
        speech = MEMORY * before + (1 - MEMORY) * np.maximum(now - 1, 0)
        gains[frame] = np.maximum(speech / (1 + speech), LEAST_GAIN)
        before = np.square(gains[frame]) * now
    return gains


def _sound(spectrum: NDArray[np.complex64], length: int) -> PCM:
    frames = np.fft.irfft(spectrum).astype(np.float32) * SHAPE
    laid = np.zeros((len(frames) + OVERLAP) * HOP, dtype=np.float32)
    for part in range(OVERLAP):
        each = frames[part::OVERLAP].reshape(-1)
        laid[part * HOP : part * HOP + len(each)] += each
    scaled = laid[WINDOW : WINDOW + length] / np.float32(OVERLAP / 2)
    clipped: PCM = np.clip(np.rint(scaled), -32768, 32767).astype(np.int16)
    return clipped
