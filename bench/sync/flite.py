"""Speech whose word times are known to the sample: two voices of Flite, by its C library.

Flite is free to use and to change (its own BSD-like licence); Debian has it as `flite`. Only this
benchmark needs it.
"""

import ctypes
from dataclasses import dataclass
from functools import cache

import numpy as np

RATE = 16_000
VOICES = ("slt", "rms")
_FIRST_SOUND = b"daughter1.R:SylStructure.daughter1.daughter1.R:Segment.p.end"
_LAST_SOUND = b"daughtern.R:SylStructure.daughtern.daughtern.R:Segment.end"


@dataclass(frozen=True)
class Take:
    """`words`: (start_ms, end_ms) of each blank-separated word; None of what has no sound."""

    samples: np.ndarray
    words: list[tuple[int, int] | None]


class _Wave(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_char_p),
        ("sample_rate", ctypes.c_int),
        ("num_samples", ctypes.c_int),
        ("num_channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    ]


@cache
def _flite() -> ctypes.CDLL:
    try:
        flite = ctypes.CDLL("libflite.so.1", mode=ctypes.RTLD_GLOBAL)
    except OSError as error:
        raise SystemExit("Flite is missing. On Debian: apt-get install flite") from error
    handle, text = ctypes.c_void_p, ctypes.c_char_p
    for name, result, arguments in (
        ("flite_synth_text", handle, [text, handle]),
        ("utt_relation", handle, [handle, text]),
        ("relation_head", handle, [handle]),
        ("item_next", handle, [handle]),
        ("item_daughter", handle, [handle]),
        ("ffeature_float", ctypes.c_float, [handle, text]),
        ("utt_wave", handle, [handle]),
        ("delete_utterance", None, [handle]),
    ):
        function = getattr(flite, name)
        function.restype, function.argtypes = result, arguments
    flite.flite_init()
    return flite


@cache
def _voice(name: str) -> int:
    _flite()
    register = getattr(ctypes.CDLL(f"libflite_cmu_us_{name}.so.1"), f"register_cmu_us_{name}")
    register.restype, register.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
    return register(None)


def spoken(words: list[str], voice: str) -> Take:
    """One line of words that have nothing but letters, apostrophes, commas and stops."""
    flite = _flite()
    text = " ".join(words)
    utterance = flite.flite_synth_text(text.encode("ascii"), _voice(voice))
    wave = ctypes.cast(flite.utt_wave(utterance), ctypes.POINTER(_Wave)).contents
    assert wave.sample_rate == RATE
    samples = np.ctypeslib.as_array(wave.samples, (wave.num_samples,)).astype(np.float32) / 32768
    times = _times(flite, utterance)
    flite.delete_utterance(utterance)
    assert len(times) == len(words), text
    return Take(samples, times)


def _times(flite: ctypes.CDLL, utterance: int) -> list[tuple[int, int] | None]:
    found: list[tuple[int, int] | None] = []
    token = flite.relation_head(flite.utt_relation(utterance, b"Token"))
    while token:
        if flite.item_daughter(token):
            start, end = (flite.ffeature_float(token, at) for at in (_FIRST_SOUND, _LAST_SOUND))
            found.append((round(start * 1000), round(end * 1000)))
        else:
            found.append(None)
        token = flite.item_next(token)
    return found
