"""From single places to episodes, by words and by meaning together. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from episodes.search.engines.engine import Match
from episodes.search.engines.plan import ABOUT

MOST_PLACES = 5
JUST_BELOW = 0.99


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much. By meaning: the cosine of the question (or title), of the nearest
    other place, and of the nearer of the two. words: what an episode is worth by its words, as a
    share of what the best is, against that.

    nearest: what has none of the words must be at least this near, and for `share` as near as the
    nearest."""

    question: float = 0.3
    place: float = 0.3
    nearer: float = 1.4
    words: float = 0.35
    nearest: float = 0.3
    share: float = 0.6

    def by_meaning(self, question: Any, place: Any, nearer: Any) -> Any:
        """Of single cosines or of arrays of them."""
        return self.question * question + self.place * place + self.nearer * nearer

    @property
    def far(self) -> float:
        """By meaning, below this, two texts have nothing to do with one another."""
        return self.nearest * (self.question + self.place + self.nearer)


# Chosen on half of the queries of two judged sets, measured on the other half: docs/search.md.
WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class RankedEpisode:
    """passage_ids: the best places first. cosine: of the place that is nearest in meaning; None
    where none has a vector."""

    episode_id: int
    score: float
    passage_ids: tuple[int, ...]
    cosine: float | None = None


@dataclass(slots=True)
class _Places:
    """Of one episode: its passages by number, found by words and by meaning."""

    by_words: dict[int, Match] = field(default_factory=dict)
    by_meaning: dict[int, Match] = field(default_factory=dict)


def ranked(
    by_words: Iterable[Match],
    limit: int,
    by_meaning: Iterable[Match] = (),
    weights: Weights = WEIGHTS,
    weighed: Mapping[int, float] | None = None,
) -> list[RankedEpisode]:
    """by_words: places, scored by BM25; by_meaning: by the cosine. weighed: what episodes are worth
    by all their words together; those without follow them, in the order of their best places."""
    episodes: dict[int, _Places] = defaultdict(_Places)
    for match in by_words:
        episodes[match.episode_id].by_words[match.passage_id] = match
    for match in by_meaning:
        episodes[match.episode_id].by_meaning[match.passage_id] = match
    words = _worth_by_words(episodes, weighed or {})
    meanings = {number: _worth_by_meaning(places, weights) for number, places in episodes.items()}
    has_meaning = any(value is not None for value in meanings.values())
    scores = _together(words, meanings, weights) if has_meaning else words
    best = max(words.values(), default=0.0) or 1.0
    # Where nothing tells two apart, the newer comes first.
    order = sorted(scores, key=lambda number: (-scores[number], -number))[:limit]
    return [
        RankedEpisode(n, scores[n], _best_places(episodes[n], best), _cosine(episodes[n]))
        for n in order
    ]


def _together(
    words: dict[int, float], meanings: dict[int, float | None], weights: Weights
) -> dict[int, float]:
    best = max(words.values(), default=0.0) or 1.0
    # An episode whose vectors are still being made, or that the words rank far below, is taken for
    # one of the middle of those that words found.
    with_both = sorted(v for n, v in meanings.items() if v is not None and words[n] > 0)
    middle = with_both[len(with_both) // 2] if with_both else weights.far
    nearest = max((value for value in meanings.values() if value is not None), default=0.0)
    far = max(weights.far, weights.share * nearest)
    scores: dict[int, float] = {}
    for number, value in meanings.items():
        if words[number] > 0 or (value is not None and value >= far):
            near = middle if value is None else value
            scores[number] = near + weights.words * words[number] / best
    return scores


def _worth_by_words(
    episodes: Mapping[int, _Places], weighed: Mapping[int, float]
) -> dict[int, float]:
    best_places = {
        number: max((match.score for match in places.by_words.values()), default=0.0)
        for number, places in episodes.items()
    }
    others = [best for number, best in best_places.items() if number not in weighed]
    least, most = min(weighed.values(), default=1.0), max(others, default=0.0) or 1.0
    scale = JUST_BELOW * least / most if weighed else 1.0
    return {n: weighed.get(n, scale * best) for n, best in best_places.items()}


def _worth_by_meaning(places: _Places, weights: Weights) -> float | None:
    matches = places.by_meaning.values()
    about = max((m.score for m in matches if m.kind in ABOUT), default=None)
    other = max((m.score for m in matches if m.kind not in ABOUT), default=None)
    # Where there is no question, or nothing else, the one stands for the other.
    about, other = other if about is None else about, about if other is None else other
    if about is None or other is None:
        return None
    return float(weights.by_meaning(about, other, max(about, other)))


def _cosine(places: _Places) -> float | None:
    return max((match.score for match in places.by_meaning.values()), default=None)


def _best_places(places: _Places, best: float) -> tuple[int, ...]:
    worth: dict[int, float] = defaultdict(float)
    for number, match in places.by_words.items():
        worth[number] += match.score / best
    for number, match in places.by_meaning.items():
        worth[number] += match.score
    return tuple(sorted(worth, key=lambda number: (-worth[number], number))[:MOST_PLACES])
