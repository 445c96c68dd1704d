"""What an episode is worth by its words: BM25 over all of it at once. Pure.

A word that stands in the question, the talk and the answer is one word that fits, not three: it is
saturated once an episode. Measured against one BM25 a passage in docs/search.md."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from episodes.search.engines.engine import EpisodeWords

K1, B = 2.0, 0.75


@dataclass(frozen=True, slots=True)
class Rarity:
    """documents: in how many of the `passages` each word stands."""

    documents: Mapping[str, int]
    passages: int

    def of(self, word: str) -> float:
        count = self.documents.get(word, 0)
        return math.log(1 + (max(self.passages, count) - count + 0.5) / (count + 0.5))


def weigh(episodes: Mapping[int, EpisodeWords], rarity: Rarity) -> dict[int, float]:
    """For each episode its BM25; lengths count against the mean of these episodes."""
    mean = sum(one.length for one in episodes.values()) / max(len(episodes), 1) or 1.0
    return {number: _bm25(one, mean, rarity) for number, one in episodes.items()}


def _bm25(episode: EpisodeWords, mean: float, rarity: Rarity) -> float:
    k = K1 * (1 - B + B * episode.length / mean)
    return sum(
        rarity.of(word) * times * (K1 + 1) / (times + k) for word, times in episode.times.items()
    )
