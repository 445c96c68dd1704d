"""What is asked of the database, by how often the words of a question are written."""

import pytest

from episodes.search.engines import postgresql, sqlite
from episodes.search.engines.plan import beginning_of, rarest_words, steps, words_to_find
from episodes.search.language.query import parsed
from episodes.search.models import PlaceKind

BUDGET = 10_000
FEW = 150  # so common a word is asked for in all kinds of places at once


def asked_for(documents: dict[str, int], kind: PlaceKind) -> list[tuple[int, int]]:
    """Of each step that looks for this kind: how many words may stand there, how many must."""
    query = parsed(" ".join(documents))
    found = steps(query, rarest_words(query.words, documents), documents, BUDGET)
    return [(len(one.wanted.any_of), len(one.wanted.all_of)) for one in found if kind in one.kinds]


@pytest.mark.parametrize(
    ("milk", "is_affordable"), [(5_900, True), (6_100, False)], ids=["9,900", "10,100"]
)
def test_no_more_places_are_weighed_than_may_be(milk: int, is_affordable: bool) -> None:
    expected = [(2, 0)] if is_affordable else [(0, 2), (1, 0)]
    assert asked_for({"goats": 4_000, "milk": milk}, PlaceKind.SPEECH) == expected


def test_fts5_weighs_ten_thousand_and_postgresql_three() -> None:
    assert (sqlite.BUDGET, postgresql.BUDGET) == (10_000, 3_000)


@pytest.mark.parametrize(("milk", "is_affordable"), [(25_900, True), (26_100, False)])
def test_of_questions_three_times_as_many_are_weighed(milk: int, is_affordable: bool) -> None:
    expected = [(2, 0)] if is_affordable else [(0, 2)]
    assert asked_for({"goats": 4_000, "milk": milk}, PlaceKind.QUESTION) == expected


def test_of_words_that_are_too_common_the_four_rarest_must_stand_together() -> None:
    words = dict.fromkeys(("goats", "milk", "cheese", "butter", "cream"), 9000)
    assert asked_for(words, PlaceKind.SPEECH)[0] == (0, 4)


@pytest.mark.parametrize(("times", "limits"), [(FEW, [400]), (FEW + 1, [100, 300])])
def test_questions_are_asked_for_apart_from_three_hundred_places_on(
    times: int, limits: list[int]
) -> None:
    query, documents = parsed("goats milk"), {"goats": FEW, "milk": times}
    asked = steps(query, query.words, documents, BUDGET)
    assert [one.limit for one in asked] == limits


@pytest.mark.parametrize(("typed", "beginning"), [("goat mi", ""), ("goat mil", "mil")])
def test_three_letters_may_be_the_beginning_of_a_word(typed: str, beginning: str) -> None:
    assert beginning_of(parsed(typed)) == beginning


def test_a_last_word_that_somebody_wrote_is_taken_for_itself() -> None:
    query = parsed("goat mil")
    assert words_to_find(query, "mil", {"goat": 2, "mil": 1, "mil*": 9}) == ("mil", "goat")
    assert words_to_find(query, "mil", {"goat": 2, "mil*": 9}) == ("goat", "mil*")
