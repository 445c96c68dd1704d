"""How likely each phone is at each moment, by the small model of `hama`, where it is installed."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from captions.sync import borrowed
from captions.sync.borrowed import PHONE_MODEL
from captions.sync.sound.decoding import Sound
from captions.sync.sound.speech import Span

Scores = NDArray[np.float32]

FRAME_MS = 20
WINDOW_MS, CONTEXT_MS = 22_000, 1_000
# CMUdict's phones and what the model may write for them.
IPA = {
    "AA": "ɑ ɔ", "AE": "æ", "AH": "ə ʌ ɪ", "AO": "ɔ ɑ", "AW": "aʊ", "AY": "aɪ", "B": "b",
    "CH": "t͡ʃ", "D": "d ɾ", "DH": "ð", "EH": "ɛ", "ER": "ɝ ɚ", "EY": "eɪ", "F": "f", "G": "ɡ g",
    "HH": "h", "IH": "ɪ ə", "IY": "i ɪ", "JH": "d͡ʒ", "K": "k", "L": "l", "M": "m", "N": "n",
    "NG": "ŋ n", "OW": "oʊ", "OY": "ɔɪ", "P": "p", "R": "ɹ", "S": "s", "SH": "ʃ", "T": "t ɾ",
    "TH": "θ", "UH": "ʊ", "UW": "u ʊ", "V": "v", "W": "w", "Y": "j", "Z": "z s", "ZH": "ʒ",
}  # fmt: skip
PHONES = tuple(IPA)


@cache
def _model() -> Any:
    if not borrowed.is_installed(PHONE_MODEL):
        return None
    borrowed.checked_folder(PHONE_MODEL)
    try:
        from hama import ASRModel

        return ASRModel()
    except (ImportError, OSError, RuntimeError):
        return None  # its compiled library is not for this machine


def is_installed() -> bool:
    return _model() is not None


def phone_scores(sound: Sound, span: Span) -> Scores:
    """Log-probabilities, one row for each 20 ms. Columns: PHONES, then silence within a word, then
    silence between words, then the best of all tokens."""
    start_ms, end_ms = span
    parts = [
        _window(sound, at_ms, min(at_ms + WINDOW_MS, end_ms))
        for at_ms in range(start_ms, end_ms, WINDOW_MS)
    ]
    return np.concatenate(parts) if parts else np.zeros((0, len(PHONES) + 3), dtype=np.float32)


def _window(sound: Sound, start_ms: int, end_ms: int) -> Scores:
    """Heard with what is around it, or the model would not know the first sounds."""
    before_ms = min(CONTEXT_MS, start_ms)
    samples = sound.pcm(start_ms - before_ms, end_ms + CONTEXT_MS)
    frames = _log_probabilities(samples.astype(np.float32) / np.float32(32768))
    first = before_ms // FRAME_MS
    return _columns(frames[first : first + (end_ms - start_ms) // FRAME_MS])


def _log_probabilities(waveform: Scores) -> Scores:
    model = _model()
    heard: Scores = model.session.run(
        ["log_probs"],
        {
            "waveform": waveform.reshape(1, -1),
            "waveform_lengths": np.array([len(waveform)], dtype=np.int64),
        },
    )[0][0]
    return heard


def _columns(frames: Scores) -> Scores:
    tokens = {token: place for place, token in enumerate(_model().decoder_tokens)}
    phones = [
        frames[:, [tokens[token] for token in written.split() if token in tokens]].max(axis=1)
        for written in IPA.values()
    ]
    within = frames[:, tokens["<blank>"]]
    between = np.maximum(within, frames[:, tokens["<wb>"]])
    return np.stack([*phones, within, between, frames.max(axis=1)], axis=1).astype(np.float32)
