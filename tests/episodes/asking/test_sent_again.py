"""An edited question that is sent again with the same form."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from episodes.db import db
from episodes.questions.asked.models import AskedQuestion
from episodes.search.models import AskedVector
from tests.episodes.asking.conftest import WORDS, Asker, code_on
from tests.factories import a_user, sign_in

LESS = "He counts who cooked. How do we stop?"


def texts() -> list[str]:
    db.session.commit()
    return list(db.session.scalars(db.select(AskedQuestion.text).order_by(AskedQuestion.id)))


@pytest.fixture
def sent(asker: Asker) -> Iterator[Asker]:
    asker.start()
    assert asker.post("/ask/send").status_code == 303
    yield asker


@pytest.fixture
def producer_has_read_it(app: Flask, sent: Asker) -> None:
    desk = sign_in(app.test_client(), a_user())
    assert desk.get("/desk/inbox?shelf=unchecked").status_code == 200


def test_the_same_words_are_one_question(sent: Asker) -> None:
    assert sent.post("/ask/send").status_code == 303
    assert texts() == [WORDS]


def test_other_words_take_the_place_of_the_first_while_nobody_has_looked(sent: Asker) -> None:
    asked = db.session.query(AskedQuestion).one()
    db.session.add(AskedVector(asked_id=asked.id, model="m", vector=b"of the first words"))
    db.session.commit()
    assert sent.post("/ask/send", text=LESS, may_publish="y").status_code == 303
    assert texts() == [LESS]
    assert db.session.query(AskedQuestion).one().may_publish
    assert db.session.query(AskedVector).count() == 0


def test_what_was_taken_out_is_not_in_the_file_either(sent: Asker, database: str) -> None:
    if not database.startswith("sqlite"):
        pytest.skip("a file to look into")
    sent.post("/ask/send", text=LESS)
    db.session.remove()
    db.engine.dispose()
    path = Path(database.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert LESS.encode() in path.read_bytes()
    assert WORDS.encode() not in path.read_bytes()


@pytest.mark.usefixtures("producer_has_read_it")
def test_once_somebody_has_looked_both_are_shown_and_nothing_is_changed(sent: Asker) -> None:
    response = sent.post("/ask/send", text=LESS)
    assert response.status_code == 409
    assert WORDS in response.text
    assert LESS in response.text
    assert "no-store" in response.headers["Cache-Control"]
    assert texts() == [WORDS]


@pytest.mark.usefixtures("producer_has_read_it")
def test_the_first_can_be_erased_for_the_second_under_the_same_code(sent: Asker) -> None:
    code = code_on(sent.client.get("/ask/sent").text)
    assert sent.post("/ask/send", text=LESS, takes_back="y").status_code == 303
    assert texts() == [LESS]
    assert code_on(sent.client.get("/ask/sent").text) == code


@pytest.mark.usefixtures("producer_has_read_it")
def test_the_second_can_be_a_question_of_its_own(sent: Asker) -> None:
    page = sent.post("/ask/send", text=LESS).text
    another = page.split('name="another" value="')[1].split('"')[0]
    assert sent.post("/ask/send", text=LESS, another=another).status_code == 303
    assert texts() == [WORDS, LESS]


def test_two_versions_at_one_moment_are_one_question(app: Flask, asker: Asker) -> None:
    asker.start()
    with ThreadPoolExecutor(4) as pool:
        words = [WORDS, LESS, WORDS, LESS]
        clients = [app.test_client() for _ in words]
        for client in clients:
            cookie = asker.client.get_cookie("session")
            assert cookie
            client.set_cookie("session", cookie.value)
        answers = list(pool.map(
            lambda pair: pair[0].post("/ask/send", data=asker.fields | {"text": pair[1]}),
            zip(clients, words, strict=True),
        ))  # fmt: skip
    assert [answer.status_code for answer in answers] == [303] * 4
    assert len(texts()) == 1
