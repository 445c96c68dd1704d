"""What is close enough to be offered as the same question: the judgement itself."""

from collections.abc import Sequence
from typing import Any

import pytest
from numpy import array

from episodes.search.finding import similar
from episodes.search.finding.similar import Candidate, close_candidates, similar_texts
from episodes.search.language.query import Query, parsed
from episodes.search.meaning.letters import ReadLetter

TELLING = "kitchen husband laundry kitten rabbit garden window carpet teapot dinner mirror candle"
MORE = "saddle bridge violin harbour lantern meadow orchard pebble"


def close(cosines: list[float]) -> list[int]:
    candidates = [Candidate(place, "", cosine) for place, cosine in enumerate(cosines)]
    return [one.key for one in close_candidates(parsed("my kitchen"), candidates)]


def test_what_is_nearer_than_judged_rephrasings_are_is_close() -> None:
    assert close([0.46, 0.44]) == [0]


def test_what_is_far_beside_the_nearest_is_not() -> None:
    assert close([0.8, 0.61, 0.59]) == [0, 1]


@pytest.mark.parametrize(
    ("typed", "shared", "is_close"),
    [
        ("the kitchen", 1, True),
        ("kitchen husband laundry kitten rabbit", 2, False),
        ("kitchen husband laundry kitten rabbit", 3, True),
        (TELLING, 3, False),
        (TELLING, 4, True),
        (f"{TELLING} {MORE}", 3, False),
        (f"{TELLING} {MORE}", 4, True),
    ],
)
def test_without_vectors_telling_words_are_counted(typed: str, shared: int, is_close: bool) -> None:
    words = [word for word in typed.split() if word != "the"]
    text = "There is a " + " and a ".join(words[:shared])
    assert bool(close_candidates(parsed(typed), [Candidate(1, text, None)])) is is_close


class Reader:
    """Stands for the model, which takes its time: reads English, and notes what it read."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def first_reads(self, query: Query) -> bool:
        return query.language in ("", "en")

    def reader_of(self, queries: Sequence[Query]) -> "Reader | None":
        return self if all(map(self.first_reads, queries)) else None

    def vector_of(self, text: str) -> Any:
        self.texts.append(text)
        return array([1.0])


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    reader = Reader()
    monkeypatch.setattr(similar, "meaning", lambda: reader)
    return reader


def test_the_twelve_most_alike_by_words_are_read_then_the_newest(reader: Reader) -> None:
    alike = [(n, f"My kitchen and {'the ' * n}rabbit") for n in range(20)]
    similar_texts("kitchen rabbit", alike, 5)
    assert len(reader.texts) == 12 + 1
    reader.texts.clear()
    others = [(n, f"A violin, number {n}") for n in range(100, 120)]
    similar_texts("kitchen rabbit", [*others, *alike[:2]], 5)
    newest = [text for _, text in others[:10]]
    letters = [text for text in reader.texts if text != "kitchen rabbit"]
    assert sorted(letters) == sorted([text for _, text in alike[:2]] + newest)


def test_letters_without_a_telling_word_in_common_are_offered_to_each_other(
    reader: Reader,
) -> None:
    """Two people who wanted time alone: "alone" in one, "to myself" in the other."""
    others = [(n, f"A violin, number {n}") for n in range(30)]
    wanted = (77, "She wants every evening together. I need some hours to myself.")
    vectors = {n: ReadLetter("m", array([0.2])) for n, _ in others}
    vectors[77] = ReadLetter("m", array([0.57]))
    asked = "How do I ask for time alone without hurting my partner?"
    found = similar_texts(asked, [*others, wanted], 5, vectors)
    assert [one.key for one in found] == [77]
    assert len(reader.texts) == 1


def test_what_the_model_does_not_read_is_compared_by_words(reader: Reader) -> None:
    """To a model that reads English any two Spanish letters are alike."""
    number = "Mi novia quiere saber con cuántas he estado, y yo no quiero decirle el número."
    alone = "Necesito tiempo a solas y mi novio se lo toma como algo personal."
    same = "Con cuántas he estado: mi novia quiere saber el número, pero no le quiero decir."
    assert similar_texts(number, [(1, alone)], 5) == []
    assert [one.key for one in similar_texts(number, [(1, alone), (2, same)], 5)] == [2]
    assert similar_texts("What is my number?", [(1, number)], 5) == []
    assert not any("novia" in text for text in reader.texts)
