"""Sign-ins end when they should: everywhere, at once, and by themselves."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from episodes.accounts.actions import deactivate, set_password
from episodes.accounts.browsers import browser_of, system_of
from episodes.accounts.models import SignIn, User
from episodes.accounts.queries import user_by_email
from episodes.db import db, now_utc
from episodes.serving.tasks import run_tasks
from tests.factories import a_user, csrf_token, sign_in

OWN = "/sign-in/sessions"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)


def is_signed_in(client: FlaskClient) -> bool:
    return client.get(OWN).status_code == 200


def copy_of(app: Flask, client: FlaskClient) -> FlaskClient:
    """Another browser with the same cookie."""
    cookie = client.get_cookie("session")
    assert cookie
    other = app.test_client()
    other.set_cookie("session", cookie.value)
    return other


def press(client: FlaskClient, address: str, page: str = OWN):
    return client.post(address, data={"csrf_token": csrf_token(client, page)})


def age(**ages: timedelta) -> None:
    db.session.execute(update(SignIn).values({k: now_utc() - v for k, v in ages.items()}))
    db.session.commit()


def test_signing_out_ends_every_copy_of_the_cookie(app: Flask, client: FlaskClient) -> None:
    sign_in(client, a_user())
    thief = copy_of(app, client)
    assert is_signed_in(thief)
    press(client, "/sign-out")
    assert not is_signed_in(thief)
    assert not is_signed_in(client)


def test_a_sign_in_that_is_not_used_ends(client: FlaskClient) -> None:
    sign_in(client, a_user())
    age(used_at=timedelta(hours=11, minutes=50))
    assert is_signed_in(client)
    age(used_at=timedelta(hours=12, minutes=1))
    assert not is_signed_in(client)


def test_a_sign_in_ends_after_days_however_busy_its_person_is(client: FlaskClient) -> None:
    sign_in(client, a_user())
    age(began_at=timedelta(days=13, hours=23))
    assert is_signed_in(client)
    age(began_at=timedelta(days=14, minutes=1))
    assert not is_signed_in(client)


def test_use_is_noted_now_and_then_and_not_at_each_page(client: FlaskClient) -> None:
    sign_in(client, a_user())
    age(used_at=timedelta(minutes=4))
    before = used_at()
    client.get("/desk/")
    assert used_at() == before
    age(used_at=timedelta(minutes=6))
    client.get("/desk/")
    assert now_utc() - used_at() < timedelta(minutes=1)


def used_at():
    db.session.rollback()
    return db.session.scalars(select(SignIn.used_at)).one()


def test_the_page_lists_ones_own_browsers_by_family(app: Flask, client: FlaskClient) -> None:
    alice = a_user(email="alice@example.org")
    client.environ_base["HTTP_USER_AGENT"] = FIREFOX
    client.environ_base["REMOTE_ADDR"] = "203.0.113.77"
    sign_in(client, alice)
    phone = app.test_client()
    phone.environ_base["HTTP_USER_AGENT"] = IPHONE
    sign_in(phone, alice)
    sign_in(app.test_client(), a_user(email="bob@example.org"))
    page = client.get(OWN).text
    assert "Firefox on Linux" in page
    assert "Safari on iPhone" in page
    assert page.count('id="sign-in-') == 2
    assert page.count("This browser") == 1
    assert "203.0.113.77" not in page
    assert "130" not in page


def test_one_browser_can_be_signed_out_from_another(app: Flask, client: FlaskClient) -> None:
    alice = a_user()
    phone = sign_in(app.test_client(), alice)
    sign_in(client, alice)
    number = db.session.scalar(select(func.min(SignIn.id)))
    answer = press(client, f"/sign-in/sessions/{number}/end")
    assert answer.headers["Location"] == OWN
    assert "signed out there" in client.get(OWN).text
    assert not is_signed_in(phone)
    assert is_signed_in(client)
    press(client, f"/sign-in/sessions/{number}/end")
    assert "had already ended" in client.get(OWN).text


def test_all_can_be_ended_at_once(app: Flask, client: FlaskClient) -> None:
    alice, bob = a_user(), a_user()
    phone = sign_in(app.test_client(), alice)
    other = sign_in(app.test_client(), bob)
    sign_in(client, alice)
    assert press(client, "/sign-in/sessions/end").status_code == 302
    assert [is_signed_in(c) for c in (client, phone, other)] == [False, False, True]


def test_nobody_signs_others_out(app: Flask, client: FlaskClient) -> None:
    sign_in(client, a_user())
    mallory = sign_in(app.test_client(), a_user())
    number = db.session.scalar(select(func.min(SignIn.id)))
    press(mallory, f"/sign-in/sessions/{number}/end")
    assert is_signed_in(client)


def dismiss(user: User) -> None:
    deactivate(user)


def change_password(user: User) -> None:
    set_password(user, "a quite new password")


@pytest.mark.parametrize("end", [dismiss, change_password])
def test_a_dismissal_or_a_new_password_ends_all_and_leaves_no_row(
    app: Flask, client: FlaskClient, end
) -> None:
    alice = a_user(email="alice@example.org")
    browsers = [sign_in(client, alice), sign_in(app.test_client(), alice)]
    user = user_by_email("alice@example.org")
    assert user
    end(user)
    db.session.commit()
    assert [is_signed_in(browser) for browser in browsers] == [False, False]
    assert db.session.scalar(select(func.count()).select_from(SignIn)) == 0


def test_a_session_from_before_names_no_sign_in_and_is_over(
    app: Flask, client: FlaskClient
) -> None:
    sign_in(client, a_user())
    with client.session_transaction() as inside:
        del inside["sign_in"]
    assert not is_signed_in(client)


@pytest.mark.parametrize("key", [None, "", "x", 7, ["x"], {"a": 1}])
def test_a_key_that_is_none_opens_nothing(client: FlaskClient, key: object) -> None:
    sign_in(client, a_user())
    with client.session_transaction() as inside:
        inside["sign_in"] = key
    assert not is_signed_in(client)


def test_the_worker_forgets_what_has_ended(app: Flask, client: FlaskClient) -> None:
    sign_in(client, a_user())
    run_tasks(app, minute=13)
    assert db.session.scalar(select(func.count()).select_from(SignIn)) == 1
    age(used_at=timedelta(hours=13))
    run_tasks(app, minute=13)
    assert db.session.scalar(select(func.count()).select_from(SignIn)) == 0


@pytest.mark.parametrize(
    ("says", "browser", "system"),
    [
        (FIREFOX, "Firefox", "Linux"),
        (IPHONE, "Safari", "iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge", "Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36", "Chrome", "Android"),
        ("curl/8", "", ""),
        ("", "", ""),
    ],
)
def test_browsers_are_known_by_family(says: str, browser: str, system: str) -> None:
    assert (browser_of(says), system_of(says)) == (browser, system)
