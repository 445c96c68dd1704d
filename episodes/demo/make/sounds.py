"""The few sounds that nobody speaks: a soft chord and a telephone, both made of sine waves."""

import numpy as np
from voices import RATE, Samples

CHORD_HZ = (220.0, 277.18, 329.63, 440.0)
RING_HZ = (440.0, 480.0)  # the ringing tones of a North American telephone


def sound(name: str, length_ms: int) -> Samples:
    return {"music": soft_music, "ring": telephone}[name](length_ms)


def soft_music(length_ms: int) -> Samples:
    """An arpeggio that swells and dies away, so it never cuts off."""
    seconds = _seconds(length_ms)
    mix = np.zeros_like(seconds)
    for place, tone in enumerate(CHORD_HZ):
        begun = np.clip(seconds - place * 0.22, 0, None)
        mix += np.sin(2 * np.pi * tone * begun) * np.exp(-1.1 * begun) * (begun > 0)
        mix += 0.3 * np.sin(4 * np.pi * tone * begun) * np.exp(-2.2 * begun) * (begun > 0)
    return 0.06 * mix * _edges(seconds, rise=0.05, fall=0.9)


def telephone(length_ms: int) -> Samples:
    seconds = _seconds(length_ms)
    tone = sum(np.sin(2 * np.pi * hz * seconds) for hz in RING_HZ)
    warble = 0.6 + 0.4 * np.sign(np.sin(2 * np.pi * 20 * seconds))
    return 0.16 * tone * warble * _edges(seconds, rise=0.01, fall=0.08)


def _seconds(length_ms: int) -> Samples:
    return np.arange(length_ms * RATE // 1000) / RATE


def _edges(seconds: Samples, rise: float, fall: float) -> Samples:
    left = seconds[-1] - seconds
    return np.clip(seconds / rise, 0, 1) * np.clip(left / fall, 0, 1)
