"""A link from the server lets one new browser try, however many strangers are guessing."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from episodes.accounts.brakes import STRANGERS, STRANGERS_BURST
from episodes.accounts.let_ins import forget_ended_let_ins
from episodes.accounts.models import AuditEntry, LetIn
from episodes.accounts.views import signing_in as views
from episodes.db import db, now_utc
from tests.factories import PASSWORD, a_user, csrf_token

EMAIL = "alice@example.org"


def link_for(app: Flask, email: str = EMAIL) -> str:
    """The address that the command prints, without scheme and host."""
    db.session.commit()
    outcome = app.test_cli_runner().invoke(args=["users", "let-in", email])
    assert outcome.exit_code == 0, outcome.output
    return urlsplit(next(w for w in outcome.output.split() if "/sign-in/let-in/" in w)).path


def press(client: FlaskClient, link: str):
    return client.post(link, data={"csrf_token": csrf_token(client, link)})


def sign_in(client: FlaskClient, password: str = PASSWORD) -> int:
    form = {"csrf_token": csrf_token(client), "email": EMAIL, "password": password}
    return client.post("/sign-in", data=form).status_code


@pytest.fixture
def flood(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Strangers have used up every attempt that strange browsers have together."""
    monkeypatch.setattr(views, "is_right_password", lambda _user, password: password == PASSWORD)
    a_user("producer", EMAIL)
    for _ in range(STRANGERS_BURST + 1):
        STRANGERS.take()


def test_a_new_browser_signs_in_during_a_flood(
    flood: None, app: Flask, client: FlaskClient
) -> None:
    assert sign_in(client) == 429
    answer = press(client, link_for(app))
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in"
    assert sign_in(client) == 302
    assert list(db.session.scalars(select(AuditEntry.action))) == ["user.let_in"]


def test_the_link_opens_nothing_without_the_password(
    flood: None, app: Flask, client: FlaskClient
) -> None:
    press(client, link_for(app))
    assert client.get("/desk/").status_code == 302
    assert sign_in(client, "a guess") == 422


def test_it_lets_one_browser_in_and_looking_at_it_spends_nothing(
    flood: None, app: Flask, client: FlaskClient
) -> None:
    link = link_for(app)
    other = app.test_client()
    token = csrf_token(other, link)
    assert press(client, link).status_code == 303
    late = other.post(link, data={"csrf_token": token})
    assert late.status_code == 410
    assert "Set-Cookie" not in late.headers or "device_" not in late.headers["Set-Cookie"]
    assert client.get(link).status_code == 410


def test_it_ends_after_a_quarter_of_an_hour_and_is_forgotten(
    flood: None, app: Flask, client: FlaskClient
) -> None:
    link = link_for(app)
    db.session.scalars(select(LetIn)).one().ends_at -= timedelta(minutes=16)
    db.session.commit()
    assert client.get(link).status_code == 410
    forget_ended_let_ins()
    assert db.session.scalar(select(LetIn.id)) is None


def test_it_names_nobody_and_is_kept_as_a_hash(app: Flask, client: FlaskClient) -> None:
    a_user("producer", EMAIL)
    link = link_for(app)
    row = db.session.scalars(select(LetIn)).one()
    assert row.key_hash not in link
    assert row.ends_at <= now_utc() + timedelta(minutes=15)
    answer = client.get(link)
    assert EMAIL not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("key", ["x", "a" * 500, "é", "%00", "-" * 32])
def test_a_made_up_link_says_what_to_do(client: FlaskClient, key: str) -> None:
    answer = client.get(f"/sign-in/let-in/{key}")
    assert answer.status_code in (400, 410)
    assert client.post(f"/sign-in/let-in/{key}").status_code in (400, 410)


def test_only_active_people_of_the_desk_are_let_in(app: Flask) -> None:
    a_user("viewer", "vera@example.org")
    gone = a_user("producer", "gone@example.org")
    gone.active = False
    db.session.commit()
    for email in ("vera@example.org", "gone@example.org", "nobody@example.org"):
        outcome = app.test_cli_runner().invoke(args=["users", "let-in", email])
        assert outcome.exit_code == 1
        assert email in outcome.output
    assert db.session.scalar(select(LetIn.id)) is None


def test_it_is_worth_nothing_to_who_was_dismissed_meanwhile(
    app: Flask, client: FlaskClient
) -> None:
    alice = a_user("producer", EMAIL)
    link = link_for(app)
    token = csrf_token(client, link)
    alice.active = False
    db.session.commit()
    assert client.post(link, data={"csrf_token": token}).status_code == 410
