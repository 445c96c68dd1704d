"""A database that is away, full, busy or read-only: nobody loses what they typed."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from werkzeug.test import TestResponse

from episodes.db import db
from episodes.questions.asked.models import AskedQuestion
from tests.episodes.asking.conftest import WORDS, hidden
from tests.episodes.hardening.databases import CutLine, full_database, sqlite_with
from tests.episodes.hardening.forms_on_pages import form_with
from tests.factories import PASSWORD, a_user, an_episode, csrf_token, sign_in

Away = Callable[[], AbstractContextManager[None]]
NASTY = 'She said: <script>alert("1")</script>\r\n\r\n  Two lines below & further in.'


def started(visitor: FlaskClient, words: str = WORDS) -> dict[str, str]:
    page = visitor.get("/ask").text
    return {"text": words} | {name: hidden(page, name) for name in ("csrf_token", "token")}


def fields_on(page: str) -> dict[str, str]:
    return form_with(page, "csrf_token")


def assert_calm(response: TestResponse) -> None:
    assert response.status_code == 503, response.text
    assert int(response.headers["Retry-After"]) > 0
    assert response.headers["Cache-Control"] == "no-store"
    assert "Traceback" not in response.text


def test_an_asker_gets_everything_back_and_can_send_it_again(
    visitor: FlaskClient, database_away: Away
) -> None:
    fields = started(visitor, NASTY)
    with database_away():
        response = visitor.post("/ask/send", data=fields)
    assert_calm(response)
    assert "<script>alert" not in response.text
    assert fields_on(response.text) == fields
    again = visitor.post("/ask/send", data=fields_on(response.text))
    assert again.status_code == 303
    assert db.session.query(AskedQuestion).one().text.endswith("Two lines below & further in.")


def test_a_producer_gets_everything_back_and_can_send_it_again(
    site: Flask, visitor: FlaskClient, database_away: Away
) -> None:
    an_episode("oat-milk")
    sign_in(visitor, a_user())
    fields = form_with(visitor.get("/desk/episodes/oat-milk/question").text, "asked_by") | {
        "text": "A new wording.\r\nIn two lines.",
        "asked_by": "a friend",
    }
    with database_away():
        response = visitor.post("/desk/episodes/oat-milk/question", data=fields)
    assert_calm(response)
    assert fields_on(response.text) == fields
    again = visitor.post("/desk/episodes/oat-milk/question", data=fields_on(response.text))
    assert again.status_code == 303
    assert "In two lines." in visitor.get("/desk/episodes/oat-milk/question").text


def test_a_long_text_of_the_desk_comes_back_whole(
    visitor: FlaskClient, database_away: Away
) -> None:
    sign_in(visitor, a_user())
    long = "A line of a long answer.\r\n" * 20_000
    token = csrf_token(visitor, "/ask")
    with database_away():
        response = visitor.post(
            "/desk/episodes/oat-milk/answer", data={"markdown": long, "csrf_token": token}
        )
    assert_calm(response)
    assert fields_on(response.text)["markdown"] == long


def test_a_password_is_never_given_back(visitor: FlaskClient, database_away: Away) -> None:
    person = a_user()
    fields = {"email": person.email, "csrf_token": csrf_token(visitor), "password": PASSWORD}
    with database_away():
        response = visitor.post("/sign-in", data=fields)
    assert_calm(response)
    assert PASSWORD not in response.text
    assert fields_on(response.text) == fields | {"password": ""}


def test_a_page_says_when_to_try_again(visitor: FlaskClient, database_away: Away) -> None:
    with database_away():
        response = visitor.get("/episodes/?topic=money")
        assert_calm(response)
        assert 'href="/episodes/?topic=money"' in response.text
        assert visitor.get("/no/such/page").status_code == 404
    assert visitor.get("/episodes/").status_code == 200


def test_programs_are_told_in_their_own_form(visitor: FlaskClient, database_away: Away) -> None:
    with database_away():
        response = visitor.get("/api/v1/search?q=milk")
    assert_calm(response)
    assert response.mimetype == "application/problem+json"
    assert response.json["status"] == 503


def test_a_full_disk_is_said_in_words(site: Flask, visitor: FlaskClient) -> None:
    words = "Some quite ordinary words. " * 180
    fields = started(visitor, words)
    with full_database(site, "asked_question"):
        response = visitor.post("/ask/send", data=fields)
        assert visitor.get("/").status_code == 200
    assert_calm(response)
    assert "disk is full" in response.text
    assert fields_on(response.text) == fields
    assert visitor.post("/ask/send", data=fields).status_code == 303


def test_spanish_readers_are_told_in_spanish(visitor: FlaskClient, database_away: Away) -> None:
    fields = started(visitor)
    headers = {"Accept-Language": "es"}
    with database_away():
        response = visitor.post("/ask/send", data=fields, headers=headers)
    assert 'lang="es"' in response.text
    assert "Enviar de nuevo" in response.text


def only_sqlite(database: str) -> None:
    if not database.startswith("sqlite"):
        pytest.skip("only SQLite has this")


def only_postgresql(line: CutLine | None) -> CutLine:
    if line is None:
        pytest.skip("only PostgreSQL has this")
    return line


def test_a_lock_that_is_held_past_the_wait_loses_nothing(
    site: Flask, visitor: FlaskClient, database: str
) -> None:
    only_sqlite(database)
    fields = started(visitor)
    with create_engine(database).connect() as other, sqlite_with(site, "busy_timeout=50"):
        other.connection.driver_connection.isolation_level = None
        db.session.remove()
        other.exec_driver_sql("BEGIN IMMEDIATE")
        response = visitor.post("/ask/send", data=fields)
    assert_calm(response)
    assert fields_on(response.text) == fields


def test_a_database_that_can_only_be_read_loses_nothing(
    site: Flask, visitor: FlaskClient, database: str
) -> None:
    only_sqlite(database)
    fields = started(visitor)
    with sqlite_with(site, "query_only=ON"):
        response = visitor.post("/ask/send", data=fields)
    with sqlite_with(site, "query_only=OFF"):
        assert visitor.get("/").status_code == 200
    assert_calm(response)
    assert "only be read" in response.text
    assert fields_on(response.text) == fields


def test_a_server_that_was_started_again_is_not_noticed(
    visitor: FlaskClient, line: CutLine | None
) -> None:
    line = only_postgresql(line)
    fields = started(visitor)
    line.cut()
    line.mend()
    assert visitor.post("/ask/send", data=fields).status_code == 303


def test_a_server_without_a_connection_left_loses_nothing(
    visitor: FlaskClient, line: CutLine | None, app: Flask, database: str
) -> None:
    line = only_postgresql(line)
    name = database.rsplit("/", 1)[1]
    fields = started(visitor)
    db.session.execute(text(f'ALTER DATABASE "{name}" CONNECTION LIMIT 1'))
    db.session.commit()
    line.cut()
    line.mend()
    try:
        response = visitor.post("/ask/send", data=fields)
    finally:
        db.session.execute(text(f'ALTER DATABASE "{name}" CONNECTION LIMIT -1'))
        db.session.commit()
    assert_calm(response)
    assert fields_on(response.text) == fields


def test_a_table_that_is_missing_is_still_a_fault_of_ours(site: Flask) -> None:
    @site.get("/broken")
    def broken() -> str:
        return str(db.session.execute(text("SELECT * FROM no_such_table")))

    assert site.test_client().get("/broken").status_code == 500


def test_every_password_field_is_one_that_is_never_given_back() -> None:
    from flask_wtf import FlaskForm
    from wtforms import PasswordField

    from episodes.typed_words import PASSWORDS

    def all_of(kind: type) -> set[type]:
        return {kind}.union(*map(all_of, kind.__subclasses__()))

    names = {
        name
        for form in all_of(FlaskForm)
        if form.__module__.startswith("episodes.")
        for name, field in vars(form).items()
        if getattr(field, "field_class", None) is PasswordField
    }
    assert names == PASSWORDS
