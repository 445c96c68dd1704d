"""What counts how much. Each order below is one that tells when a weight is moved by a fifth."""

from dataclasses import replace

import pytest

from episodes.search.engines.engine import Match
from episodes.search.finding.ranking import WEIGHTS, Weights, ranked
from episodes.search.models import PlaceKind

# Of each episode: the BM25 of its question and of its other places; the cosines of both.
Episodes = dict[str, tuple[list[float], list[float], list[float], list[float]]]

BOTH_NEAR_IS_NEARER_THAN_ONE: Episodes = {
    "near by the question": ([], [], [0.64], [0.4]),
    "both rather near": ([], [], [0.6], [0.6]),
    "a little less near": ([], [], [0.634], [0.4]),
}
QUESTION_AND_PLACE_COUNT_THE_SAME: Episodes = {
    "nearer by a place": ([], [], [0.4], [0.81]),
    "near by the question": ([], [], [0.8], [0.4]),
    "less near by a place": ([], [], [0.4], [0.79]),
}
WORDS_COUNT_A_SIXTH_OF_THE_MEANING: Episodes = {
    "nearer, none of the words": ([], [], [0.68], [0.68]),
    "all of the words": ([10.0], [], [0.5], [0.5]),
    "near, none of the words": ([], [], [0.67], [0.67]),
}
WHAT_IS_FAR_IS_NOT_FOUND: Episodes = {
    "as near as 0.31": ([], [], [0.31], [0.31]),
    "as near as 0.29": ([], [], [0.29], [0.29]),
}
WHAT_IS_FAR_BESIDE_THE_NEAREST_IS_NOT_FOUND: Episodes = {
    "the nearest": ([], [], [0.8], [0.8]),
    "as near as 0.61 of that": ([], [], [0.488], [0.488]),
    "as near as 0.59 of that": ([], [], [0.472], [0.472]),
}
ORDERS: list[tuple[Episodes, list[str], set[str]]] = [
    (BOTH_NEAR_IS_NEARER_THAN_ONE, [], {"nearer"}),
    (QUESTION_AND_PLACE_COUNT_THE_SAME, [], {"question", "place"}),
    (WORDS_COUNT_A_SIXTH_OF_THE_MEANING, [], {"words"}),
    (WHAT_IS_FAR_IS_NOT_FOUND, ["as near as 0.29"], {"nearest"}),
    (WHAT_IS_FAR_BESIDE_THE_NEAREST_IS_NOT_FOUND, ["as near as 0.59 of that"], {"share"}),
]


def order(episodes: Episodes, weights: Weights = WEIGHTS) -> list[str]:
    by_words: list[Match] = []
    by_meaning: list[Match] = []
    for number, places in enumerate(episodes.values(), 1):
        kinds = (PlaceKind.QUESTION, PlaceKind.ANSWER) * 2
        for place, (kind, scores) in enumerate(zip(kinds, places, strict=True)):
            matches = by_words if place < 2 else by_meaning
            for score in scores:
                matches.append(Match(100 * number + len(matches), number, kind, score))
    names = list(episodes)
    return [names[one.episode_id - 1] for one in ranked(by_words, 10, by_meaning, weights)]


@pytest.mark.parametrize(("episodes", "not_found", "_weights"), ORDERS)
def test_what_counts_how_much(episodes: Episodes, not_found: list[str], _weights: set[str]) -> None:
    assert order(episodes) == [name for name in episodes if name not in not_found]


@pytest.mark.parametrize("weight", list(Weights.__slots__))
@pytest.mark.parametrize("factor", [0.8, 1.2])
def test_a_weight_moved_by_a_fifth_changes_an_order(weight: str, factor: float) -> None:
    moved = replace(WEIGHTS, **{weight: factor * getattr(WEIGHTS, weight)})
    (episodes,) = [episodes for episodes, _, weights in ORDERS if weight in weights]
    assert order(episodes, moved) != order(episodes)


def test_of_equals_the_newer_comes_first() -> None:
    assert order({"older": ([1.0], [], [], []), "newer": ([1.0], [], [], [])}) == ["newer", "older"]


def test_an_episode_whose_vectors_are_not_made_yet_stands_in_the_middle() -> None:
    episodes: Episodes = {
        "near": ([5.0], [], [0.7], [0.7]),
        "not read yet": ([5.0], [], [], []),
        "rather far": ([5.0], [], [0.35], [0.35]),
        "far": ([5.0], [], [0.3], [0.3]),
    }
    assert order(episodes) == ["near", "rather far", "not read yet", "far"]


def test_the_best_places_come_first_by_words_and_meaning_together() -> None:
    by_words = [Match(1, 1, PlaceKind.SPEECH, 8.0), Match(2, 1, PlaceKind.ANSWER, 6.0)]
    by_meaning = [Match(2, 1, PlaceKind.ANSWER, 0.7), Match(3, 1, PlaceKind.QUESTION, 0.2)]
    (only,) = ranked(by_words, 10, by_meaning)
    assert (only.passage_ids, only.cosine) == ((2, 1, 3), 0.7)


def test_episodes_that_were_weighed_come_before_those_that_were_not() -> None:
    kind = PlaceKind.ANSWER
    by_words = [Match(n, n, kind, score) for n, score in ((1, 9.0), (2, 8.0), (3, 7.0), (4, 6.0))]
    order = [one.episode_id for one in ranked(by_words, 10, weighed={1: 2.0, 2: 5.0})]
    assert order == [2, 1, 3, 4]
