"""Signing in and out: who gets in, who does not, and what an answer gives away."""

from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from episodes.accounts import passwords
from episodes.accounts.actions import deactivate, set_role
from episodes.accounts.brakes import BURST
from episodes.accounts.models import RoleName
from episodes.accounts.passwords import hash_of_password, is_right_password
from episodes.accounts.queries import user_by_email
from episodes.db import db
from episodes.pages import local_path
from episodes.settings import Settings
from tests.factories import PASSWORD, a_user, csrf_token, sign_in

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "/\r/evil.example",
    " //evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "/\x7f/evil.example",
]


def attempt(client: FlaskClient, email: str, password: str, next_address: str = "", **headers: str):
    form = {
        "csrf_token": csrf_token(client),
        "email": email,
        "password": password,
        "next": next_address,
    }
    return client.post("/sign-in", data=form, headers=headers)


def test_a_producer_signs_in_and_lands_on_the_desk(client: FlaskClient) -> None:
    producer = a_user("producer")
    response = attempt(client, producer.email, PASSWORD)
    assert (response.status_code, response.headers["Location"]) == (302, "/desk/")


def test_the_case_of_an_address_and_spaces_around_it_do_not_matter(client: FlaskClient) -> None:
    a_user("producer", "alice@example.org")
    assert attempt(client, " Alice@Example.ORG ", PASSWORD).status_code == 302


def test_a_stranger_who_asks_for_the_desk_is_sent_there_after_signing_in(
    client: FlaskClient,
) -> None:
    producer = a_user("producer")
    sent = client.get("/sign-in/password")
    assert sent.headers["Location"] == "/sign-in?next=/sign-in/password"
    page = client.get(sent.headers["Location"]).text
    assert 'value="/sign-in/password"' in page
    response = attempt(client, producer.email, PASSWORD, "/sign-in/password")
    assert response.headers["Location"] == "/sign-in/password"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_never_leads_to_another_site(client: FlaskClient, address: str) -> None:
    producer = a_user("producer")
    response = attempt(client, producer.email, PASSWORD, address)
    assert (response.status_code, response.headers["Location"]) == (302, "/desk/")


@pytest.mark.parametrize("address", ELSEWHERE)
def test_who_is_signed_in_already_is_not_led_to_another_site(
    client: FlaskClient, address: str
) -> None:
    sign_in(client, a_user("producer"))
    response = client.get("/sign-in", query_string={"next": address})
    assert (response.status_code, response.headers["Location"]) == (302, "/desk/")


@pytest.mark.parametrize("address", ["/", "/episodes/a?t=83#c83000", "/search?q=a%0Ab"])
def test_an_address_of_this_site_stays_what_it_is(address: str) -> None:
    assert local_path(address) == address


def test_a_wrong_password_and_an_unknown_person_get_the_same_answer(client: FlaskClient) -> None:
    a_user("producer", "alice@example.org")
    wrong = attempt(client, "alice@example.org", "not the password")
    unknown = attempt(client, "bobby@example.org", "not the password")
    assert wrong.status_code == unknown.status_code == 422
    assert without_token(wrong.text, "alice") == without_token(unknown.text, "bobby")


def test_a_person_who_was_deactivated_gets_the_answer_of_an_unknown_one(
    client: FlaskClient,
) -> None:
    deactivate(a_user("producer", "alice@example.org"))
    db.session.commit()
    gone = attempt(client, "alice@example.org", PASSWORD)
    unknown = attempt(client, "bobby@example.org", PASSWORD)
    assert without_token(gone.text, "alice") == without_token(unknown.text, "bobby")


def without_token(page: str, name: str) -> str:
    kept = [line for line in page.splitlines() if "csrf_token" not in line]
    return "\n".join(kept).replace(name, "NAME")


def test_an_unknown_person_costs_the_same_check_as_a_wrong_password(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by the clock, which a busy machine moves: the same function, once, at the same cost."""
    alice, gone = a_user("producer"), a_user("producer", "gone@example.org")
    alice.password = gone.password = hash_of_password(PASSWORD)  # at full cost, as the site's own
    gone.active = False
    db.session.commit()
    costs: list[list[str]] = []

    def check(_password: str, stored: str) -> bool:
        costs.append(stored.split("$")[:4])  # algorithm, version, and memory, turns and threads
        return False

    monkeypatch.setattr(passwords, "verify_password", check)
    for who in (alice, gone, None):
        assert not is_right_password(who, "not the password")
    assert costs == [costs[0]] * 3
    assert costs[0][1] == "argon2id"


def test_without_a_token_nobody_is_signed_in(client: FlaskClient) -> None:
    producer = a_user("producer")
    form = {"email": producer.email, "password": PASSWORD}
    assert client.post("/sign-in", data=form).status_code == 400
    assert client.get("/sign-in/password").status_code == 302


def test_signing_out_wants_a_post_and_a_token(client: FlaskClient) -> None:
    sign_in(client, a_user("producer"))
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").status_code == 400
    assert client.get("/sign-in/password").status_code == 200


def test_signing_out_ends_the_session(client: FlaskClient) -> None:
    sign_in(client, a_user("producer"))
    token = csrf_token(client, "/sign-in/password")
    assert client.post("/sign-out", data={"csrf_token": token}).headers["Location"] == "/"
    assert client.get("/sign-in/password").status_code == 302


def test_guessing_is_braked_by_account_whether_it_exists_or_not(client: FlaskClient) -> None:
    a_user("producer", "carol@example.org")
    for email in ("carol@example.org", "david@example.org"):
        statuses = [attempt(client, email, f"guess {n}").status_code for n in range(BURST + 1)]
        assert statuses == [422] * BURST + [429]
    late = attempt(client, "carol@example.org", PASSWORD)
    assert late.status_code == 429
    assert int(late.headers["Retry-After"]) > 0


def test_where_passwords_are_being_checked_already_nobody_waits_for_a_thread(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_checks_at_once", BoundedSemaphore(1))
    assert passwords.LONGEST_WAIT_S == 0.5
    # In a thread, so that one that waits without end is a failure and no standstill.
    with ThreadPoolExecutor(1) as pool, passwords._checks_at_once:
        busy = pool.submit(attempt, client, "eve@example.org", "guess").result(timeout=30)
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "2")
    assert 'value="eve@example.org"' in busy.text
    assert attempt(client, "eve@example.org", "guess").status_code == 422


def test_the_session_cookie_is_for_this_site_and_no_script(client: FlaskClient) -> None:
    cookies = attempt(client, a_user("producer").email, PASSWORD).headers.getlist("Set-Cookie")
    cookie = next(cookie for cookie in cookies if cookie.startswith("session="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie


def test_behind_https_the_session_cookie_is_secure_and_https_is_asked_for(tmp_path) -> None:
    app = create_app(Settings(DATA_DIR=tmp_path, HTTPS=True, TRUSTED_HOSTS=["localhost"]))
    with app.test_client().get("/static/js/main.js") as response:
        assert "max-age=" in response.headers["Strict-Transport-Security"]
    assert app.config["SESSION_COOKIE_SECURE"]


def test_a_revoked_role_counts_at_once(client: FlaskClient) -> None:
    producer = a_user("producer")
    sign_in(client, producer)
    assert client.get("/desk/").status_code == 200
    set_role(user_by_email(producer.email), RoleName.VIEWER)
    db.session.commit()
    assert client.get("/desk/").status_code == 403


def test_deactivating_ends_the_sessions(client: FlaskClient) -> None:
    producer = a_user("producer")
    sign_in(client, producer)
    deactivate(user_by_email(producer.email))
    db.session.commit()
    assert client.get("/sign-in/password").status_code == 302


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(
    app: Flask, client: FlaskClient
) -> None:
    producer = a_user("producer")
    elsewhere = sign_in(app.test_client(), producer)
    sign_in(client, producer)
    form = {
        "csrf_token": csrf_token(client, "/sign-in/password"),
        "current": PASSWORD,
        "password": "a quite new password",
        "again": "a quite new password",
    }
    assert client.post("/sign-in/password", data=form).status_code == 302
    assert client.get("/sign-in/password").status_code == 200
    assert elsewhere.get("/sign-in/password").status_code == 302
    assert attempt(app.test_client(), producer.email, "a quite new password").status_code == 302


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"current": "not my password"}, "That’s not your password."),
        ({"password": "short", "again": "short"}, "At least 12 characters"),
        ({"again": "something else"}, "don’t match"),
    ],
)
def test_a_password_is_not_changed_by_a_form_with_a_fault(
    client: FlaskClient, changed: dict[str, str], words: str
) -> None:
    producer = a_user("producer")
    sign_in(client, producer)
    new = "a quite new password"
    form = {"current": PASSWORD, "password": new, "again": new} | changed
    form["csrf_token"] = csrf_token(client, "/sign-in/password")
    response = client.post("/sign-in/password", data=form)
    assert response.status_code == 422
    assert words in response.text
    assert is_right_password(user_by_email(producer.email), PASSWORD)


def test_a_request_for_another_host_is_refused_where_hosts_are_named(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["show.example"])
    assert client.get("/sign-in", base_url="http://show.example/").status_code == 200
    forged = client.get("/sign-in", base_url="http://evil.example/")
    assert forged.status_code == 400
    assert "evil.example" not in forged.text


def test_nothing_of_flask_security_but_signing_in_and_out_is_reachable(client: FlaskClient) -> None:
    for address in ("/verify", "/fs-static/js/base64.js", "/login", "/register", "/reset"):
        assert client.get(address).status_code == 404


def test_signing_in_hands_out_no_token(client: FlaskClient) -> None:
    producer = a_user("producer")
    body = {"email": producer.email, "password": PASSWORD}
    headers = {"Accept": "application/json", "X-CSRFToken": csrf_token(client)}
    response = client.post("/sign-in?include_auth_token", json=body, headers=headers)
    assert "token" not in response.headers.get("Location", "")
    assert "authentication_token" not in response.text
