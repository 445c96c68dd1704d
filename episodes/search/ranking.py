"""From single places to episodes, by words and by meaning together. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from episodes.search.engine import Match
from episodes.search.plan import ABOUT

MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much. By meaning: the cosine of the question (or title), of the nearest
    other place, and of the nearer of the two. By words: the BM25 of the question against that of
    the best other place, each further place for `further` of what the one before it counted, and
    all that, as a share of the best episode's, against the meaning.

    nearest: what has none of the words must be at least this near, and for `share` as near as the
    nearest."""

    question: float = 0.3
    place: float = 0.3
    nearer: float = 1.4
    words: float = 0.25
    asked: float = 1.0
    further: float = 0.2
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

    said: dict[int, Match] = field(default_factory=dict)
    meant: dict[int, Match] = field(default_factory=dict)


def ranked(
    by_words: Iterable[Match],
    limit: int,
    by_meaning: Iterable[Match] = (),
    weights: Weights = WEIGHTS,
) -> list[RankedEpisode]:
    """by_words: scored by BM25; by_meaning: by the cosine."""
    episodes: dict[int, _Places] = defaultdict(_Places)
    for match in by_words:
        episodes[match.episode_id].said[match.passage_id] = match
    for match in by_meaning:
        episodes[match.episode_id].meant[match.passage_id] = match
    said = {number: _said(found, weights) for number, found in episodes.items()}
    meant = {number: _meant(found, weights) for number, found in episodes.items()}
    if not any(value is not None for value in meant.values()):
        scores = said
    else:
        scores = _together(said, meant, weights)
    best = max(said.values(), default=0.0) or 1.0
    # Where nothing tells two apart, the newer comes first.
    order = sorted(scores, key=lambda number: (-scores[number], -number))[:limit]
    return [
        RankedEpisode(n, scores[n], _best_places(episodes[n], best), _cosine(episodes[n]))
        for n in order
    ]


def _together(
    said: dict[int, float], meant: dict[int, float | None], weights: Weights
) -> dict[int, float]:
    best = max(said.values(), default=0.0) or 1.0
    # An episode whose vectors are still being made, or that the words rank far below, is taken for
    # one of the middle of those that words found.
    known = sorted(v for number, v in meant.items() if v is not None and said[number] > 0)
    middle = known[len(known) // 2] if known else weights.far
    nearest = max((value for value in meant.values() if value is not None), default=0.0)
    far = max(weights.far, weights.share * nearest)
    scores: dict[int, float] = {}
    for number, value in meant.items():
        if said[number] > 0 or (value is not None and value >= far):
            near = middle if value is None else value
            scores[number] = near + weights.words * said[number] / best
    return scores


def _said(found: _Places, weights: Weights) -> float:
    about = max((m.score for m in found.said.values() if m.kind in ABOUT), default=0.0)
    places = sorted((m.score for m in found.said.values() if m.kind not in ABOUT), reverse=True)
    worth = (score * weights.further**rank for rank, score in enumerate(places))
    return weights.asked * about + sum(worth)


def _meant(found: _Places, weights: Weights) -> float | None:
    about = max((m.score for m in found.meant.values() if m.kind in ABOUT), default=None)
    place = max((m.score for m in found.meant.values() if m.kind not in ABOUT), default=None)
    # Where there is no question, or nothing else, the one stands for the other.
    about, place = place if about is None else about, about if place is None else place
    if about is None or place is None:
        return None
    return float(weights.by_meaning(about, place, max(about, place)))


def _cosine(found: _Places) -> float | None:
    return max((match.score for match in found.meant.values()), default=None)


def _best_places(found: _Places, best: float) -> tuple[int, ...]:
    worth: dict[int, float] = defaultdict(float)
    for number, match in found.said.items():
        worth[number] += match.score / best
    for number, match in found.meant.items():
        worth[number] += match.score
    return tuple(sorted(worth, key=lambda number: (-worth[number], number))[:MOST_PLACES])
