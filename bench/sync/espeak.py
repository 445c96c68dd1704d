"""Speech in other languages whose word times are known: eSpeak NG's voices, by its C library.

eSpeak NG is under the GPL; Debian has it as `espeak-ng`. Only this benchmark needs it, and nothing
of it is part of what is installed."""

import ctypes
from functools import cache

import av
import numpy as np

from bench.sync.flite import RATE, Take

# Two speakers a language: the same phones by another throat, another pitch and another speed.
CASTS = {
    "es": (("es", "f2", 160), ("es-419", "m3", 175)),
    "de": (("de", "f2", 155), ("de", "m3", 170)),
    "it": (("it", "f2", 160), ("it", "m3", 175)),
    "pt": (("pt", "f2", 155), ("pt", "m3", 170)),
    "nl": (("nl", "f2", 155), ("nl", "m3", 170)),
    "ca": (("ca", "f2", 155), ("ca", "m3", 170)),
    "pl": (("pl", "f2", 155), ("pl", "m3", 170)),
    "fr": (("fr", "f2", 155), ("fr", "m3", 170)),
}
_SYNCHRONOUS, _BY_CHARACTER, _UTF8, _SPEED = 2, 1, 1, 1
_ENDS, _WORD = 0, 1


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_ms", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    ]


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


@cache
def _library() -> tuple[ctypes.CDLL, int]:
    try:
        espeak = ctypes.CDLL("libespeak-ng.so.1")
    except OSError as error:
        raise SystemExit("eSpeak NG is missing. On Debian: apt-get install espeak-ng") from error
    return espeak, espeak.espeak_Initialize(_SYNCHRONOUS, 0, None, 0)


def spoken(words: list[str], voice: tuple[str, str, int]) -> Take:
    """One line. None for a word that the voice draws together with the one before it."""
    espeak, rate = _library()
    name, throat, speed = voice
    espeak.espeak_SetVoiceByName(f"{name}+{throat}".encode())
    espeak.espeak_SetParameter(_SPEED, speed, 0)
    blocks: list[np.ndarray] = []
    starts: dict[int, int] = {}  # position in the text, from 0: ms

    def take(wave, count, events) -> int:
        place = 0
        while events[place].type != _ENDS:
            if events[place].type == _WORD:
                starts[events[place].text_position - 1] = events[place].audio_ms
            place += 1
        if wave and count:
            blocks.append(np.ctypeslib.as_array(wave, (count,)).copy())
        return 0

    callback = _Callback(take)
    espeak.espeak_SetSynthCallback(callback)
    text = " ".join(words).encode()
    espeak.espeak_Synth(text, len(text) + 1, 0, _BY_CHARACTER, 0, _UTF8, None, None)
    samples = np.concatenate(blocks)
    return Take(_resampled(samples, rate), _spans(words, starts, len(samples) * 1000 // rate))


def _spans(words: list[str], starts: dict[int, int], end_ms: int) -> list[tuple[int, int] | None]:
    moments = [*sorted(starts.values()), end_ms]
    spans: list[tuple[int, int] | None] = []
    place = 0
    for word in words:
        start_ms = next(
            (starts[at] for at in range(place, place + len(word)) if at in starts), None
        )
        later = [ms for ms in moments if start_ms is not None and ms > start_ms]
        spans.append(None if start_ms is None else (start_ms, later[0] if later else end_ms))
        place += len(word) + 1
    return spans


def _resampled(samples: np.ndarray, rate: int) -> np.ndarray:
    resampler = av.AudioResampler("s16", "mono", RATE)
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = rate
    parts = [
        part.to_ndarray()[0] for part in (*resampler.resample(frame), *resampler.resample(None))
    ]
    return np.concatenate(parts).astype(np.float32) / 32768
