"""What is close enough to be offered as the same question: the judgement itself."""

from types import SimpleNamespace

import pytest

from episodes.search.finding import similar
from episodes.search.finding.similar import Candidate, close_candidates, similar_texts
from episodes.search.language.query import parsed

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


def test_the_twelve_most_alike_by_words_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is read by the model, which takes its time."""
    texts_read: list[str] = []
    monkeypatch.setattr(similar, "_cosine", lambda _own, text: texts_read.append(text))
    monkeypatch.setattr(similar, "meaning", lambda: SimpleNamespace(vector_of=lambda _text: None))
    others = [(n, f"My kitchen and {'the ' * n}rabbit") for n in range(20)]
    similar_texts("kitchen rabbit", others, 5)
    assert len(texts_read) == 12
