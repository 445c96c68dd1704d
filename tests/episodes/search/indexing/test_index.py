"""Keeping the index in step, and the same order of results on both databases."""

from flask import Flask
from sqlalchemy import select

from episodes.catalog.models import Episode
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.questions.published.actions import save_question
from episodes.search.commands import reindex_all
from episodes.search.models import Passage, PlaceKind
from episodes.search.queries import search
from episodes.warnings.choices import ViewerChoices
from tests.factories import ANSWER, CAPTIONS, an_episode

LETTERS = {
    "sheets": "My boyfriend never washes the sheets. How do I tell him without a fight?",
    "rent": "We moved in together and my girlfriend earns more. Should rent be split evenly?",
    "ex": "He still texts his ex every day. Am I wrong to feel jealous of her?",
    "mother": "My mother-in-law has a key to our flat and uses it. How do I get it back?",
    "wedding": "Do I have to invite my father's new girlfriend to my wedding?",
    "sleep": "I sleep badly beside my partner. Would separate beds be the end of us?",
}
ORDER = {
    "is it wrong that I am jealous of his ex": ["ex"],
    "who pays the rent when one partner earns more": ["rent", "sleep"],
    "my girlfriend": ["wedding", "rent"],
    "how do i tell my boyfriend to wash": ["sheets", "mother"],
    "sleeping in separate bed": ["sleep"],
}


def ids_by_kind(episode: Episode) -> dict[PlaceKind, list[int]]:
    rows = db.session.execute(
        select(Passage.kind, Passage.id)
        .where(Passage.episode_id == episode.id)
        .order_by(Passage.id)
    ).all()
    return {kind: [number for k, number in rows if k is kind] for kind, _ in rows}


def test_both_databases_put_the_same_first(app: Flask) -> None:
    for slug, question in LETTERS.items():
        an_episode(slug, question=question, title=f"Episode {slug[0]}")
    for typed, expected in ORDER.items():
        found = [episode.slug for episode in search(typed, choices=ViewerChoices()).episodes]
        assert found[: len(expected)] == expected, typed


def test_only_the_rows_that_differ_are_written_again(app: Flask) -> None:
    episode = an_episode("oat-milk", captions=CAPTIONS, answer=ANSWER)
    before = ids_by_kind(episode)
    save_question(episode, text="Who drinks the oat milk?")
    episode_changed.send(episode)
    db.session.commit()
    after = ids_by_kind(episode)
    assert after[PlaceKind.QUESTION] != before[PlaceKind.QUESTION]
    assert after[PlaceKind.SPEECH] == before[PlaceKind.SPEECH]
    assert after[PlaceKind.ANSWER] == before[PlaceKind.ANSWER]


def test_a_change_that_is_rolled_back_leaves_no_trace_in_the_index(app: Flask) -> None:
    episode = an_episode("oat-milk")
    save_question(episode, text="A question about zeppelins?")
    episode_changed.send(episode)
    db.session.rollback()
    db.session.commit()
    assert search("zeppelins", choices=ViewerChoices(), staff=True).episodes == ()


def test_the_command_brings_back_an_index_that_was_lost(app: Flask) -> None:
    an_episode("oat-milk", captions=CAPTIONS)
    db.session.execute(Passage.__table__.delete())
    db.session.commit()
    assert search("fairness", choices=ViewerChoices()).episodes == ()
    result = app.test_cli_runner().invoke(reindex_all)
    assert "Episodes indexed: 1" in result.output
    (found,) = search("fairness", choices=ViewerChoices()).episodes
    assert found.hits[0].start_ms == 5000
