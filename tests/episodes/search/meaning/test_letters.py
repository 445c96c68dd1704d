"""What the clock reads of the inbox, and when that goes."""

from types import SimpleNamespace

import pytest
from flask import Flask
from numpy import ones

from episodes.db import db
from episodes.questions.asked.models import AskedQuestion
from episodes.questions.asked.receiving import AskedDraft, receive, withdraw
from episodes.search.meaning import letters
from episodes.search.meaning.letters import read_letters, vectors_of_letters
from episodes.search.models import AskedVector


def ask(receipt: str, words: str) -> AskedQuestion:
    asked = receive(AskedDraft(words), receipt_hash=receipt, proof=receipt, daily_limit=200)
    db.session.commit()
    return asked


@pytest.fixture
def letter(app: Flask, monkeypatch: pytest.MonkeyPatch) -> AskedQuestion:
    """In an inbox with a model that reads English, in no time."""
    model = SimpleNamespace(name="m", vectors=lambda texts: ones((len(texts), 4), dtype="<f4"))
    process = SimpleNamespace(
        model=lambda: model,
        model_at_hand=lambda: model,
        across=SimpleNamespace(why_not="turned off"),
        reader_of=lambda queries: process if queries[0].language != "es" else None,
    )
    monkeypatch.setattr(letters, "meaning", lambda: process)
    return ask("a", "I need time alone after work, and he takes it personally.")


def test_letters_are_read_once_and_what_is_not_english_is_left(letter: AskedQuestion) -> None:
    ask("b", "Necesito tiempo a solas y mi novio se lo toma como algo personal.")
    assert (read_letters(), read_letters()) == (2, 0)
    assert set(vectors_of_letters()) == {letter.id}


def test_what_was_read_goes_with_the_question(letter: AskedQuestion) -> None:
    read_letters()
    withdraw(letter)
    db.session.commit()
    assert db.session.query(AskedVector).count() == 0
