"""The one best way to lay words on a sound where some were never said and others not written.

A chain of states: between each two words one that takes silence, or any speech at a price; within
a word its phones with silence between. Words may be left out at a price."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from captions.sync.sound.phone_scores import PHONES, Scores

STAR = 2.5  # price of a frame of speech that no word stands for
SKIP_WORD, SKIP_PHONE = 2.0, 2.2
WORST = np.float32(-12)
NEVER = np.float32(-1e30)
STAY, STEP, JUMP = 0, 1, 2

Integers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class WordFrames:
    """Frames first to last, both among them; `score`: mean log-probability of its phones."""

    first: int
    last: int
    score: float


@dataclass(frozen=True, slots=True)
class Chain:
    """`columns`, `word` (-1 between words): one for each state. `between`: the states between
    words, one more than there are words. `jumps`: states that may follow the last but one."""

    columns: Integers
    word: Integers
    between: Integers
    jumps: NDArray[np.bool_]
    skip_costs: NDArray[np.float32]


def cells(frames: int, words: Sequence[Sequence[str]]) -> int:
    """How much there is to compare, which is what it costs in bytes and time."""
    return frames * sum(2 * len(phones) for phones in words)


def lay(scores: Scores, words: Sequence[Sequence[str]]) -> list[WordFrames | None]:
    """`scores` as `phone_scores` gives them; `words` as phones. None where a word is not said."""
    chain = _chain(words)
    table = _emissions(scores)
    moves, sources, end = _forward(table, chain)
    return _back(table, chain, moves, sources, end)


def _chain(words: Sequence[Sequence[str]]) -> Chain:
    place = {phone: column for column, phone in enumerate(PHONES)}
    within, outside = len(PHONES), len(PHONES) + 1
    columns: list[int] = []
    word: list[int] = []
    between: list[int] = []
    for index, phones in enumerate(words):
        between.append(len(columns))
        columns.append(outside)
        word.append(-1)
        for number, phone in enumerate(phones):
            if number:
                columns.append(within)
                word.append(-1)
            columns.append(place[phone])
            word.append(index)
    between.append(len(columns))
    columns, word = [*columns, outside], [*word, -1]
    return _with_jumps(np.array(columns), np.array(word), np.array(between), words)


def _with_jumps(
    columns: Integers, word: Integers, between: Integers, words: Sequence[Sequence[str]]
) -> Chain:
    phone = word >= 0
    jumps = np.zeros(len(columns), dtype=np.bool_)
    jumps[2:] = phone[2:] & phone[:-2] & (columns[2:] != columns[:-2])
    prices = [SKIP_WORD + SKIP_PHONE * len(phones) for phones in words]
    skip_costs = -np.concatenate(([0], np.cumsum(prices))).astype(np.float32)
    return Chain(columns, word, between, jumps, skip_costs)


def _emissions(scores: Scores) -> Scores:
    phones, best = scores[:, : len(PHONES) + 1], scores[:, -1:]
    outside = np.maximum(scores[:, -2:-1], best - np.float32(STAR))
    table: Scores = np.maximum(np.concatenate((phones, outside), axis=1), WORST)
    return table


def _forward(table: Scores, chain: Chain) -> tuple[NDArray[np.uint8], NDArray[np.int32], int]:
    """`moves[t, state]`: how it was reached. `sources[t, k]`: from which place between words the
    k-th was reached by leaving words out, in no time."""
    count, size = len(table), len(chain.columns)
    moves = np.zeros((count, size), dtype=np.uint8)
    sources = np.zeros((count, len(chain.between)), dtype=np.int32)
    forbidden = np.where(chain.jumps, 0, NEVER).astype(np.float32)
    order = np.arange(len(chain.between))
    best = np.full(size, NEVER, dtype=np.float32)
    best[0] = 0
    for frame in range(count):
        if frame:
            best = _next_frame(best, forbidden, moves[frame])
        best = best + table[frame][chain.columns]
        gains = best[chain.between] - chain.skip_costs
        highest = np.maximum.accumulate(gains)
        sources[frame] = np.maximum.accumulate(np.where(gains >= highest, order, 0))
        best[chain.between] = highest + chain.skip_costs
    return moves, sources, size - 1


def _next_frame(
    best: NDArray[np.float32], forbidden: NDArray[np.float32], moves: NDArray[np.uint8]
) -> NDArray[np.float32]:
    reached = best.copy()
    stepped = best[:-1] > reached[1:]
    reached[1:][stepped] = best[:-1][stepped]
    moves[1:][stepped] = STEP
    over = best[:-2] + forbidden[2:]
    jumped = over > reached[2:]
    reached[2:][jumped] = over[jumped]
    moves[2:][jumped] = JUMP
    return reached


def _back(
    table: Scores,
    chain: Chain,
    moves: NDArray[np.uint8],
    sources: NDArray[np.int32],
    state: int,
) -> list[WordFrames | None]:
    number = {int(state): k for k, state in enumerate(chain.between)}
    frames: dict[int, list[int]] = {}
    totals: dict[int, float] = {}
    for frame in range(len(table) - 1, -1, -1):
        if state in number:
            state = int(chain.between[sources[frame, number[state]]])
        word = int(chain.word[state])
        if word >= 0:
            frames.setdefault(word, []).append(frame)
            totals[word] = totals.get(word, 0.0) + float(table[frame, chain.columns[state]])
        state -= int(moves[frame, state])
    return [
        _word_frames(frames.get(word), totals.get(word, 0.0))
        for word in range(len(chain.between) - 1)
    ]


def _word_frames(frames: list[int] | None, total: float) -> WordFrames | None:
    return WordFrames(min(frames), max(frames), total / len(frames)) if frames else None
