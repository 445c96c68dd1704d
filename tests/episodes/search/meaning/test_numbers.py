"""Each weight of what is near in meaning is held: moved by a fifth, it fails one of these."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from episodes.search.meaning.relating import Likeness, centres_of, neighbours_of
from episodes.search.meaning.sight import Sight
from episodes.search.meaning.vectors import Held, grouped


def at_angle(cosine: float) -> list[float]:
    return [cosine, (1 - cosine**2) ** 0.5]


def held_of(rows: Sequence[tuple[int, bool, list[float]]]) -> Held:
    """Each an episode, whether it is of its question, and a vector."""
    episodes, is_about, vectors = zip(*rows, strict=True)
    numbers = np.arange(1, len(rows) + 1)
    return grouped(
        numbers, np.array(episodes), np.array(is_about), np.array(vectors, dtype=np.float32)
    )


def test_the_question_counts_twice_in_the_middle_of_an_episode() -> None:
    held = held_of([(7, True, [1.0, 0.0]), (7, False, [0.0, 1.0]), (7, False, [0.0, 1.0])])
    assert centres_of([7], held)[0].tolist() == pytest.approx([2 / 5**0.5, 1 / 5**0.5])


def neighbours(by_meaning: Any, by_topics: Any) -> tuple[int, ...]:
    """Of the first."""
    numbers = range(1, len(by_meaning) + 1)
    likeness = Likeness(np.array(by_meaning, np.float32))
    by_topics = np.array(by_topics, np.float32)
    return dict(neighbours_of(numbers, likeness.rows_at, by_topics, 0))[1]


@pytest.mark.parametrize(("apart", "first"), [(0.19, 2), (0.21, 3)])
def test_the_same_topics_outweigh_a_fifth_of_likeness(apart: float, first: int) -> None:
    by_meaning = [at_angle(1.0), at_angle(0.5), at_angle(0.5 + apart)]
    assert neighbours(by_meaning, [[1, 0], [1, 0], [0, 1]])[0] == first


@pytest.mark.parametrize(("cosine", "is_near"), [(0.041, True), (0.039, False)])
def test_what_is_hardly_alike_is_not_related(cosine: float, is_near: bool) -> None:
    assert bool(neighbours([at_angle(1.0), at_angle(cosine)], [[0], [0]])) == is_near


def test_twelve_are_related_at_most() -> None:
    assert len(neighbours([at_angle(1.0)] * 20, [[1]] * 20)) == 12


def test_of_each_episode_its_question_and_the_two_nearest_places_are_shown() -> None:
    held = held_of([(7, is_about, [1.0, 0.0]) for is_about in (True, True, False, False, False)])
    cosines = np.array([0.9, 0.8, 0.5, 0.7, 0.6], np.float32)
    assert set(Sight(held.rows, cosines, np.array([0])).places([0])) == {1, 4, 5}
