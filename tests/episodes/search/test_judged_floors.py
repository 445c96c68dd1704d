"""Floors under search as a whole: what people judged to be the answer must stay near the top.
`flask search evaluate` measures the whole sets; docs/search.md has the figures. The whole with
vectors takes minutes, so meaning is held on the first questions of each set, always the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from episodes.search.finding.find import Legs
from episodes.search.judging import corpus
from episodes.search.judging.figures import (
    JudgedEpisode,
    JudgedSet,
    figures_of,
    read_judged,
)
from episodes.settings import Settings
from tests.conftest import absent

SAMPLES = Path(__file__).parents[4] / "shared/samples/search"
FIRST_ANSWER_CHARACTERS = 700


def letters() -> JudgedSet:
    return _judged("counsel-chat.json")


def first_letters() -> JudgedSet:
    """120 letters, each with the beginning of its first answer."""
    return _first(_judged("counsel-chat.json"), 120)


def first_rephrasings() -> JudgedSet:
    return _first(_judged("stackfaq.json"), 600)


def _judged(name: str) -> JudgedSet:
    if not (SAMPLES / name).is_file():
        absent("samples", f"there is no {SAMPLES / name}")
    return read_judged(SAMPLES / name)


def _first(judged: JudgedSet, count: int) -> JudgedSet:
    """The first episodes, and at most 150 of the queries that are answered by those alone."""
    episodes = tuple(
        JudgedEpisode(one.question, tuple(a[:FIRST_ANSWER_CHARACTERS] for a in one.answers[:1]))
        for one in judged.episodes[:count]
    )
    queries = [q for q in judged.queries if q.relevant and max(q.relevant) < count]
    return JudgedSet(episodes, tuple(queries[:150]))


# Measured .651 and .597; .821 and .742; 1.000 and .978. An answer or two may fall out.
@pytest.mark.parametrize(
    ("judged_set", "legs", "success_at_5", "ndcg_at_10"),
    [
        (letters, Legs.WORDS, 0.64, 0.587),
        (first_letters, Legs.BOTH, 0.80, 0.73),
        (first_rephrasings, Legs.BOTH, 0.98, 0.97),
    ],
)
def test_what_was_judged_to_be_the_answer_is_found(
    judged_set: Callable[[], JudgedSet],
    legs: Legs,
    success_at_5: float,
    ndcg_at_10: float,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judged = judged_set()
    if legs is Legs.WORDS:
        monkeypatch.setattr(corpus, "make_vectors", lambda _commit, _report: None)
    with corpus.apart(Settings(SEARCH_ACROSS_LANGUAGES=False)):
        corpus.fill(judged, lambda _done, _all: None)
        figures = figures_of(judged.queries, corpus.finder(legs))
    assert figures.success_at_5 >= success_at_5, figures
    assert figures.ndcg_at_10 >= ndcg_at_10, figures
