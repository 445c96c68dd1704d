"""A second step after the password: codes of an app and recovery codes. Passkeys: tests/browser."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from episodes.accounts.models import AuditEntry, RoleName, User
from episodes.accounts.second_steps import (
    has_second_step,
    new_app_secret,
    new_recovery_codes,
    turn_app_on,
)
from episodes.db import db
from tests.episodes.desk.conftest import Browser
from tests.factories import PASSWORD, a_show, a_user, csrf_token, signed_in

STEP = "/sign-in/second-step"
STEPS = "/sign-in/second-steps"


@pytest.fixture
def ana(app: Flask) -> Iterator[User]:
    a_show()
    return a_user(name="Ana")


def code_of(app: Flask, secret: str) -> str:
    return app.extensions["security"].totp_factory.generate_totp_password(secret)


def give_app(app: Flask, user: User) -> str:
    """The app's secret; the code with which it was turned on is used up."""
    secret = new_app_secret()
    turn_app_on(user, secret, code_of(app, secret))
    db.session.commit()
    return secret


def let_half_minute_pass(user: User) -> None:
    """As if the code that was used last were older."""
    user.tf_counter = None
    db.session.commit()


def type_password(client: FlaskClient, user: User) -> str:
    """Where it leads."""
    form = {"email": user.email, "password": PASSWORD, "csrf_token": csrf_token(client)}
    return client.post("/sign-in?next=", data=form).location


def type_code(client: FlaskClient, code: str) -> int:
    form = {"code": code, "csrf_token": csrf_token(client, STEP)}
    return client.post(STEP, data=form).status_code


def is_in(client: FlaskClient) -> bool:
    return client.get("/desk/").status_code == 200


def test_the_password_alone_opens_nothing(app: Flask, client: FlaskClient, ana: User) -> None:
    secret = give_app(app, ana)
    let_half_minute_pass(ana)
    assert type_password(client, ana) == STEP
    assert not is_in(client)
    assert type_code(client, "000000") == 422
    assert type_code(client, code_of(app, secret)) == 303
    assert is_in(client)


def test_a_code_opens_once(app: Flask, client: FlaskClient, ana: User) -> None:
    secret = give_app(app, ana)
    let_half_minute_pass(ana)
    code = code_of(app, secret)
    for browser, status in ((client, 303), (app.test_client(), 422)):
        type_password(browser, ana)
        assert type_code(browser, code) == status


def test_a_recovery_code_opens_once(app: Flask, client: FlaskClient, ana: User) -> None:
    give_app(app, ana)
    code = new_recovery_codes(ana)[0]
    db.session.commit()
    for browser, status in ((client, 303), (app.test_client(), 422)):
        type_password(browser, ana)
        assert type_code(browser, f" {code.upper()} ") == status


def test_guessing_codes_is_braked(app: Flask, client: FlaskClient, ana: User) -> None:
    give_app(app, ana)
    type_password(client, ana)
    statuses = [type_code(client, f"{number:06}") for number in range(11)]
    assert (statuses[0], statuses[-1]) == (422, 429)


def test_without_a_password_there_is_no_second_step(client: FlaskClient, ana: User) -> None:
    assert client.get(STEP).location == "/sign-in"


def test_a_new_password_ends_what_waited_for_its_code(
    app: Flask, client: FlaskClient, ana: User
) -> None:
    give_app(app, ana)
    type_password(client, ana)
    ana.fs_uniquifier = "another"
    db.session.commit()
    assert client.get(STEP).location == "/sign-in"


def test_an_app_is_set_up_without_script_and_codes_are_shown_once(app: Flask, ana: User) -> None:
    browser = Browser(signed_in(app.test_client(), ana))
    page = browser.get(f"{STEPS}/app").text
    assert "<svg" in page
    with browser.client.session_transaction() as session:
        secret = session["app_secret"]
    wrong = browser.post(f"{STEPS}/app", code=code_of(app, secret), current="not mine at all")
    assert (wrong.status_code, "That’s not your password." in wrong.text) == (422, True)
    shown = browser.post(f"{STEPS}/app", code=code_of(app, secret), current=PASSWORD).text
    codes = re.findall(r"<code>([0-9a-f-]{14})</code>", shown)
    assert len(codes) == 10
    (stored,) = db.session.execute(select(User.__table__).where(User.id == ana.id)).all()
    assert not any(code in str(stored) for code in codes)
    assert "10 codes left" in browser.get(STEPS).text


def test_turning_it_off_needs_the_password(app: Flask, ana: User) -> None:
    give_app(app, ana)
    browser = Browser(signed_in(app.test_client(), ana))
    browser.post(f"{STEPS}/app/remove", form=STEPS, current="not mine at all")
    assert has_second_step(db.session.get_one(User, ana.id))
    browser.post(f"{STEPS}/app/remove", form=STEPS, current=PASSWORD)
    db.session.expire_all()
    assert not has_second_step(db.session.get_one(User, ana.id))


def test_an_admin_helps_who_lost_everything_and_the_trail_says_so(app: Flask, ana: User) -> None:
    give_app(app, ana)
    admin = Browser(signed_in(app.test_client(), a_user(RoleName.ADMIN)))
    page = f"/desk/house/{ana.id}"
    admin.post(f"{page}/second-step/remove", form=page)
    db.session.expire_all()
    assert not has_second_step(db.session.get_one(User, ana.id))
    last = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert last.action == "user.reset_second_factor"


def test_a_form_whose_session_ended_asks_for_the_code_too(app: Flask, ana: User) -> None:
    secret = give_app(app, ana)
    let_half_minute_pass(ana)
    client = app.test_client()
    fields = {
        "sign_in_saves": "/desk/topics/new",
        "sign_in_email": ana.email,
        "sign_in_password": PASSWORD,
        "name": "Flats",
        "csrf_token": csrf_token(client),
    }
    asked = client.post("/sign-in/and-save", data=fields)
    assert (asked.status_code, 'name="sign_in_code"' in asked.text) == (401, True)
    fields |= {"sign_in_code": code_of(app, secret), "csrf_token": csrf_token(client)}
    assert client.post("/sign-in/and-save", data=fields).status_code == 307


def test_a_passkey_that_is_none_is_refused_in_words(app: Flask, ana: User) -> None:
    browser = Browser(signed_in(app.test_client(), ana))
    for credential in ("", "{}", "nonsense", '{"response": 1}'):
        browser.post(
            f"{STEPS}/passkeys", form=STEPS, name="Key", current=PASSWORD, credential=credential
        )
        assert "The passkey wasn’t added." in browser.get(STEPS).text
    assert ana.webauthn == []
