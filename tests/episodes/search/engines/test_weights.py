"""What a database says a passage is worth: BM25, whichever it is."""

import math

import pytest
from flask import Flask
from sqlalchemy import func, literal, select

from episodes.db import db
from episodes.search.engines.engine import CountRequest, engine
from episodes.search.engines.postgresql_weights import bm25, places_to_weigh, rarity
from episodes.search.models import Passage
from episodes.search.queries import may_find
from episodes.warnings.choices import ViewerChoices
from tests.factories import CAPTIONS, an_episode

OF_THE_CORPUS = 1_000


def weight(times: float, of_average: float, documents: int) -> float:
    """Robertson and Zaragoza 2009, with the k1 and b of SQLite's FTS5."""
    rarity = max(math.log((OF_THE_CORPUS - documents + 0.5) / (documents + 0.5)), 1e-6)
    return rarity * 2.2 * times / (times + 1.2 * (0.25 + 0.75 * of_average))


@pytest.mark.postgresql
@pytest.mark.parametrize("documents", [1, 10, 900])
@pytest.mark.parametrize("of_average", [0.25, 1, 5])
def test_postgresql_weighs_as_sqlite_does(app: Flask, documents: int, of_average: float) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite's FTS5 weighs by itself")
    body = "goat " * 10
    an_episode(question=body)
    rare = rarity(documents, literal(float(OF_THE_CORPUS)))
    average = literal(len(body) / of_average)
    places = places_to_weigh(select(Passage.id), average)
    scores = select(bm25({"goat": rare})).select_from(places)
    best = max(db.session.scalars(scores))
    assert best == pytest.approx(weight(10, of_average, documents), rel=0.005)


def test_what_is_asked_counts_twice_as_often_as_what_is_said(app: Flask) -> None:
    asked = an_episode("asked", title="One", question="Is there oat in it?")
    said = an_episode("said", title="Two", question="", captions=CAPTIONS)
    visible = may_find(ViewerChoices(), False)
    words = engine().episode_words(("oat",), (asked.id, said.id), visible)
    assert words[asked.id].times["oat"] == pytest.approx(2 * words[said.id].times["oat"])


def test_how_many_passages_there_are_is_told_for_how_rare_a_word_is(app: Flask) -> None:
    an_episode(question="Is there oat in it?", captions=CAPTIONS)
    passages = db.session.scalar(select(func.max(Passage.id)))
    counts = engine().word_counts(CountRequest(("oat",)), may_find(ViewerChoices(), False))
    assert counts.passages == passages > 1
