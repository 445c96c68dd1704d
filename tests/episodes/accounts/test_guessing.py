"""Guesses cost their makers, not the site and not the people whose passwords are guessed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from app import create_app
from episodes.accounts import passwords
from episodes.accounts.brakes import BURST, STRANGERS_BURST
from episodes.accounts.views import signing_in as views
from episodes.db import db
from episodes.site import settings_of
from tests.conftest import Browser
from tests.factories import PASSWORD, a_user, csrf_token


def attempt(client: FlaskClient, email: str, password: str):
    form = {"csrf_token": csrf_token(client), "email": email, "password": password}
    return client.post("/sign-in", data=form)


def sign_out(client: FlaskClient) -> None:
    client.post("/sign-out", data={"csrf_token": csrf_token(client, "/sign-in/password")})


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that is checked at the cost of argon2."""
    passwords_checked: list[str] = []

    def check(_user, password: str) -> bool:
        passwords_checked.append(password)
        return password == PASSWORD

    monkeypatch.setattr(views, "is_right_password", check)
    return passwords_checked


def test_ever_new_addresses_do_not_make_passwords_be_checked_without_end(
    client: FlaskClient, checks: list[str]
) -> None:
    answers = [
        attempt(client, f"nobody{n}@example.org", "guess") for n in range(STRANGERS_BURST + 20)
    ]
    assert len(checks) <= STRANGERS_BURST + 5  # a few come back meanwhile
    assert {a.status_code for a in answers} == {422, 429}
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert 'value="nobody59@example.org"' in answers[-1].text


def test_a_crowd_of_guesses_gives_no_account_away(client: FlaskClient, checks: list[str]) -> None:
    a_user("producer", "alice@example.org")
    for n in range(STRANGERS_BURST + 5):
        attempt(client, f"nobody{n}@example.org", "guess")
    statuses = [attempt(client, e, "guess").status_code for e in ("alice@example.org", "x@y.org")]
    assert statuses[0] == statuses[1]


def test_a_browser_that_signed_in_before_is_not_locked_out_by_others_guesses(
    app: Flask, client: FlaskClient, checks: list[str]
) -> None:
    a_user("producer", "alice@example.org")
    own = app.test_client()
    assert attempt(own, "alice@example.org", PASSWORD).status_code == 302
    sign_out(own)
    for _ in range(BURST + 1):
        guessed = attempt(client, "alice@example.org", "guess")
    for n in range(STRANGERS_BURST):
        attempt(client, f"nobody{n}@example.org", "guess")
    assert guessed.status_code == 429
    assert attempt(client, "alice@example.org", PASSWORD).status_code == 429
    assert attempt(own, "alice@example.org", PASSWORD).status_code == 302


def test_such_a_browser_may_not_guess_without_end_either(
    app: Flask, client: FlaskClient, checks: list[str]
) -> None:
    a_user("producer", "alice@example.org")
    attempt(client, "alice@example.org", PASSWORD)
    sign_out(client)
    answers = [attempt(client, "alice@example.org", "guess").status_code for _ in range(BURST + 1)]
    assert answers == [422] * BURST + [429]


def test_its_cookie_is_for_the_sign_in_page_alone_and_names_nobody(client: FlaskClient) -> None:
    a_user("producer", "alice@example.org")
    cookies = attempt(client, "alice@example.org", PASSWORD).headers.getlist("Set-Cookie")
    device = next(cookie for cookie in cookies if cookie.startswith("device_"))
    for part in ("HttpOnly", "SameSite=Strict", "Path=/sign-in"):
        assert part in device
    assert "alice" not in device


def test_only_people_of_the_desk_get_one(client: FlaskClient) -> None:
    a_user("viewer", "vera@example.org")
    cookies = attempt(client, "vera@example.org", PASSWORD).headers.getlist("Set-Cookie")
    assert not any(cookie.startswith("device_") for cookie in cookies)


@pytest.mark.parametrize("forged", ["", ".", "a.b", "é.é", "a" * 3000, "0" * 32 + "." + "0" * 64])
def test_a_forged_cookie_or_that_of_another_account_has_no_bucket_of_its_own(
    app: Flask, client: FlaskClient, checks: list[str], forged: str
) -> None:
    for name in ("alice", "bob"):
        a_user("producer", f"{name}@example.org")
    response = attempt(client, "alice@example.org", PASSWORD)
    name, value = next(
        c.split(";")[0].split("=", 1)
        for c in response.headers.getlist("Set-Cookie")
        if c.startswith("device_")
    )
    guesser = app.test_client()
    guesser.set_cookie(name, forged, path="/sign-in")
    bobs = attempt(app.test_client(), "bob@example.org", PASSWORD).headers.getlist("Set-Cookie")
    bobs_name = next(c.split("=")[0] for c in bobs if c.startswith("device_"))
    guesser.set_cookie(bobs_name, value, path="/sign-in")
    for email in ("alice@example.org", "bob@example.org"):
        answers = [attempt(guesser, email, "guess").status_code for _ in range(BURST + 1)]
        assert answers[-1] == 429
    sign_out(client)
    assert attempt(client, "alice@example.org", "guess").status_code != 429


def test_four_processes_allow_ten_guesses_not_forty(app: Flask, checks: list[str]) -> None:
    a_user("producer", "alice@example.org")
    others = [create_app(settings_of(app), TESTING=True) for _ in range(3)]
    for other in others:
        other.test_client_class = Browser
    clients = [each.test_client() for each in (app, *others)]
    answers = [attempt(client, "alice@example.org", "guess").status_code for client in clients * 5]
    assert answers.count(422) == BURST
    for other in others:
        with other.app_context():
            db.session.remove()
            db.engine.dispose()


def test_nobody_waits_for_the_database_while_a_password_is_checked(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_user("producer", "alice@example.org")
    open_connections: set[int] = set()
    event.listen(db.engine, "checkout", lambda c, *_: open_connections.add(id(c)))
    event.listen(db.engine, "checkin", lambda c, *_: open_connections.discard(id(c)))
    seen: list[int] = []

    def check(*_args) -> bool:
        seen.append(len(open_connections))
        return False

    monkeypatch.setattr(passwords, "verify_password", check)
    attempt(client, "alice@example.org", "guess")
    assert seen == [0]
