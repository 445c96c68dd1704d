"""Where somebody speaks, and pieces of it that are cut where nobody does."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from captions.sync.borrowed import SPEECH_MODEL, checked_path
from captions.sync.sound.decoding import PCM, RATE, Progress, Sound

Span = tuple[int, int]

CHUNK_MS = 32  # fixed by the model: 512 samples
CHUNK = CHUNK_MS * RATE // 1000
# Also fixed by the model: its memory, and how many samples it sees of the chunk before.
STATE, CONTEXT = 128, 64
# The model needs half a second before it hears well.
WARM_UP = 16  # chunks
BLOCK_MS = 512 * CHUNK_MS
BLOCKS_AT_ONCE = 32  # nine minutes, which take 17 MB
RUMBLE = 160  # samples over which a mean is taken off: what is below 100 Hz is not speech
LOUD, MOST_GAIN = 16_000, 30.0
LOUD_PERCENTILE = 99  # clicks are louder than speech
SPEECH = 0.35  # the model's probability from which a chunk is taken for speech
JOIN_MS = 400
PAD_MS = 200
SHORTEST_MS = 150
LONGEST_PIECE_MS = 18_000
# A piece that is too long is cut at its quietest, in the last part of what it may last.
CUT_WITHIN_MS = LONGEST_PIECE_MS * 3 // 5
SMOOTHED_CHUNKS = 3
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
    probabilities = _probabilities(sound, progress)
    spans = _spans(probabilities)
    pieces = _pieces(_with_margins(spans, sound.duration_ms), probabilities)
    return Speech(probabilities, spans, tuple(pieces))


def _probabilities(sound: Sound, progress: Progress) -> NDArray[np.float32]:
    """Block by block, each heard from a fresh start: after loud noise the model stays deaf for
    minutes. Many blocks are heard at once, step by step, which costs a tenth of one by one."""
    starts_ms = range(0, sound.duration_ms, BLOCK_MS)
    heard = [np.zeros(0, np.float32)]
    for first in range(0, len(starts_ms), BLOCKS_AT_ONCE):
        progress("Listening for speech", starts_ms[first] / sound.duration_ms)
        group = [_block(sound, ms) for ms in starts_ms[first : first + BLOCKS_AT_ONCE]]
        heard.extend(_heard_at_once(group))
    return np.concatenate(heard)


def _block(sound: Sound, start_ms: int) -> PCM:
    """One row a chunk; the first WARM_UP rows are what is before the block, or silence."""
    before_ms = min(WARM_UP * CHUNK_MS, start_ms)
    samples = _at_one_loudness(sound.pcm(start_ms - before_ms, start_ms + BLOCK_MS))
    return np.pad(samples, (WARM_UP * CHUNK - before_ms * RATE // 1000, 0)).reshape(-1, CHUNK)


def _heard_at_once(blocks: Sequence[PCM]) -> Iterator[NDArray[np.float32]]:
    """For each block the probabilities of its chunks; a shorter one is silent at its end."""
    model = _model()
    longest = max(map(len, blocks))
    state = np.zeros((2, len(blocks), STATE), np.float32)
    before = np.zeros((len(blocks), CONTEXT), np.float32)
    rows = np.zeros((longest, len(blocks)), np.float32)
    silent = np.zeros(CHUNK, np.int16)
    for step in range(longest):
        now = np.stack([block[step] if step < len(block) else silent for block in blocks])
        chunk = now.astype(np.float32) / np.float32(32768)
        heard, state = model.run(
            None,
            {"input": np.hstack((before, chunk)), "state": state, "sr": np.array(RATE, np.int64)},
        )
        rows[step], before = heard[:, 0], chunk[:, -CONTEXT:]
    for place, block in enumerate(blocks):
        yield rows[WARM_UP : len(block), place]


@cache
def _model() -> Any:
    options = onnxruntime.SessionOptions()
    # Steps are so short that to wake a second thread costs more than it helps.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(checked_path(SPEECH_MODEL)), options, providers=["CPUExecutionProvider"]
    )


def _at_one_loudness(samples: PCM) -> PCM:
    """Without rumble and at one loudness: the model overlooks what is soft. Whole chunks."""
    padded = np.pad(samples, (0, -len(samples) % CHUNK)).astype(np.float64)
    total = np.cumsum(np.pad(padded, (RUMBLE // 2, RUMBLE - RUMBLE // 2)))
    padded -= (total[RUMBLE:] - total[:-RUMBLE]) / RUMBLE
    loud = np.percentile(np.abs(padded), LOUD_PERCENTILE)
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
            cut_ms = _quietest(probabilities, latest_ms - CUT_WITHIN_MS, latest_ms)
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
    mean = np.ones(SMOOTHED_CHUNKS) / SMOOTHED_CHUNKS
    near = np.convolve(probabilities, mean, "same")[first : end_ms // CHUNK_MS]
    return (first + int(np.argmin(near))) * CHUNK_MS + CHUNK_MS // 2
