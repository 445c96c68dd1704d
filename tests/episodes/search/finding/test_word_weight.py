"""BM25 over all of an episode at once; each number is held by what it decides."""

import pytest
from flask import Flask
from sqlalchemy import true

from episodes.db import db
from episodes.search.engines.engine import EpisodeWords, engine
from episodes.search.finding import word_weight
from episodes.search.finding.word_weight import Rarity, weigh
from tests.factories import ANSWER, CAPTIONS, an_episode

RARITY = Rarity({"milk": 10, "goat": 10, "the": 900}, 1_000)


def test_two_words_that_fit_are_worth_more_than_one_again_and_again() -> None:
    worth = weigh(
        {
            1: EpisodeWords(100, {"milk": 1, "goat": 1}),
            2: EpisodeWords(100, {"milk": 3}),
            3: EpisodeWords(100, {"milk": 5}),
        },
        RARITY,
    )
    assert worth[3] > worth[1] > worth[2]


@pytest.mark.parametrize("factor", [0.8, 1.2])
def test_how_soon_a_word_has_said_all_is_held(
    monkeypatch: pytest.MonkeyPatch, factor: float
) -> None:
    """With k1 of 2 a word four times is worth two once each; a fifth more or less, and not so."""
    episodes = {1: EpisodeWords(100, {"milk": 1, "goat": 1}), 2: EpisodeWords(100, {"milk": 4})}
    worth = weigh(episodes, RARITY)
    assert worth[1] == pytest.approx(worth[2])
    monkeypatch.setattr(word_weight, "K1", word_weight.K1 * factor)
    moved = weigh(episodes, RARITY)
    assert moved[1] != pytest.approx(moved[2])


@pytest.mark.parametrize("factor", [0.8, 1.2])
def test_how_much_length_counts_is_held(monkeypatch: pytest.MonkeyPatch, factor: float) -> None:
    """With b of 3/4 once in a text of 100 is worth as much as 2.8 times in one of 500."""
    episodes = {1: EpisodeWords(100, {"milk": 1}), 2: EpisodeWords(300, {}),
                3: EpisodeWords(500, {"milk": 3})}  # fmt: skip
    worth = weigh(episodes, RARITY)
    assert worth[1] == pytest.approx(worth[3])
    monkeypatch.setattr(word_weight, "B", word_weight.B * factor)
    moved = weigh(episodes, RARITY)
    assert moved[1] != pytest.approx(moved[3])


def test_a_rare_word_is_worth_more() -> None:
    worth = weigh({1: EpisodeWords(9, {"the": 1}), 2: EpisodeWords(9, {"milk": 1})}, RARITY)
    assert worth[2] > 10 * worth[1] > 0


def test_words_are_counted_in_all_that_may_be_found_and_twice_in_the_question(app: Flask) -> None:
    episode = an_episode("a", question="Oat milk, more milk?", captions=CAPTIONS, answer=ANSWER)
    other = an_episode("b", question="Something else")
    numbers = [episode.id, other.id]
    words = engine().episode_words(["milk", "oat*", "zebra"], numbers, true())
    first = words[episode.id]
    assert first.times["milk"] >= 4
    assert first.times["oat*"] >= 2
    assert "zebra" not in first.times
    assert words[other.id].times == {}
    assert first.length > words[other.id].length > 0
    nothing = engine().episode_words(["milk"], numbers, ~true())
    assert nothing == {}
    db.session.rollback()


def test_a_word_of_the_question_counts_twice_what_one_elsewhere_does(app: Flask) -> None:
    asked = an_episode("asked", question="Where is the zebra?")
    said = an_episode("said", question="Where is it?", answer="At the waterhole stands a zebra.")
    words = engine().episode_words(["zebra"], [asked.id, said.id], true())
    times = [words[asked.id].times["zebra"], words[said.id].times["zebra"]]
    assert times == pytest.approx([2, 1], rel=0.07)  # PostgreSQL's are good to 6 %
