"""What a recogniser hears in a sound, word by word, an hour as well as a minute."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from captions.layout import TimedWord
from captions.sync.sound.decoding import SAMPLES_PER_MS, Sound

Progress = Callable[[str, float], None]
# An hour as numbers for the recogniser takes 230 MB: it gets a piece at a time.
_PIECE_MS = 300_000
_CUT_WITHIN_MS = 20_000
_LOUDNESS_MS = 300
_FULL_SCALE = 32_768.0


def heard_words(model: Any, sound: Sound, language: str, progress: Progress) -> Iterator[TimedWord]:
    """model: a faster_whisper.WhisperModel. Raises what `progress` raises."""
    for start_ms, end_ms in _pieces(sound):
        samples = sound.pcm(start_ms, end_ms).astype(np.float32) / _FULL_SCALE
        segments, _ = model.transcribe(
            samples,
            language=language.split("-", maxsplit=1)[0],
            word_timestamps=True,
            vad_filter=True,
            temperature=0.0,  # the same words each time
            condition_on_previous_text=False,  # or one mistake is said over and over
        )
        for segment in segments:
            heard_ms = start_ms + round(segment.end * 1000)
            progress("Listening", min(1.0, heard_ms / sound.duration_ms))
            for word in segment.words or ():
                yield _timed(word, start_ms)


def _timed(word: Any, offset_ms: int) -> TimedWord:
    start_ms = offset_ms + round(word.start * 1000)
    return TimedWord(word.word.strip(), start_ms, offset_ms + round(word.end * 1000))


def _pieces(sound: Sound) -> Iterator[tuple[int, int]]:
    """Cut where it is quietest near the end of each, so that no word is halved."""
    start_ms = 0
    while sound.duration_ms - start_ms > _PIECE_MS:
        latest_ms = start_ms + _PIECE_MS
        cut_ms = _quietest(sound, latest_ms - _CUT_WITHIN_MS, latest_ms)
        yield start_ms, cut_ms
        start_ms = cut_ms
    yield start_ms, sound.duration_ms


def _quietest(sound: Sound, start_ms: int, end_ms: int) -> int:
    samples = sound.pcm(start_ms, end_ms).astype(np.float32)
    length = _LOUDNESS_MS * SAMPLES_PER_MS
    frames = samples[: len(samples) // length * length].reshape(-1, length)
    place = int(np.argmin(np.mean(frames**2, axis=1)))
    return start_ms + place * _LOUDNESS_MS + _LOUDNESS_MS // 2
