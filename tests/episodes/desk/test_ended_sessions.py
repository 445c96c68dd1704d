"""A form that is sent after the session ended comes back whole, and is saved by signing in."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app import create_app
from episodes.accounts.actions import set_password
from episodes.accounts.models import RoleName, User
from episodes.catalog.models import Status
from episodes.db import db
from episodes.questions.published.models import Question
from episodes.settings import Settings
from episodes.site import settings_of
from tests.episodes.hardening.forms_on_pages import form_with
from tests.factories import PASSWORD, a_show, a_user, an_episode, csrf_token, sign_in

PAGE = "/desk/episodes/e/question"
OWN = {"Sec-Fetch-Site": "same-origin"}
NASTY = 'Is it </textarea><script>alert("me")</script> & them?\r\n\r\nTwo   lines below.'


@pytest.fixture
def ana(app: Flask) -> User:
    a_show()
    an_episode("e", status=Status.DRAFT)
    return a_user(RoleName.PRODUCER, name="Ana")


@pytest.fixture
def tab(client: FlaskClient, ana: User) -> dict[str, str]:
    """The form of a page that has been open, with new words in it."""
    sign_in(client, ana)
    return form_with(client.get(PAGE).text, "asked_by") | {"text": NASTY, "asked_by": "a friend"}


def sign_out(client: FlaskClient) -> None:
    client.post("/sign-out", data={"csrf_token": csrf_token(client, PAGE)})


def save(client: FlaskClient, fields: dict[str, str], page: str = PAGE) -> TestResponse:
    return client.post(page, data=fields, headers=OWN)


def sign_in_on(client: FlaskClient, page: TestResponse, ana: User, password: str) -> TestResponse:
    """With the fields of that page, as a browser without script sends them."""
    fields = form_with(page.text, "sign_in_email")
    fields |= {"sign_in_email": ana.email, "sign_in_password": password}
    return client.post("/sign-in/and-save", data=fields, headers=OWN)


def stored_text() -> str:
    db.session.expire_all()
    return db.session.query(Question).one().text


def test_a_signed_out_save_comes_back_whole_and_is_saved_by_signing_in(
    client: FlaskClient, ana: User, tab: dict[str, str]
) -> None:
    sign_out(client)
    page = save(client, tab)
    assert (page.status_code, page.headers["Cache-Control"]) == (401, "no-store")
    assert "You were signed out while you wrote" in page.text
    assert "<script>alert" not in page.text
    given = form_with(page.text, "sign_in_email")
    assert {name: given[name] for name in ("text", "asked_by", "version")} == {
        name: tab[name] for name in ("text", "asked_by", "version")
    }
    repeated = sign_in_on(client, page, ana, PASSWORD)
    assert (repeated.status_code, repeated.location) == (307, PAGE)
    sent_again = form_with(page.text, "sign_in_email") | {"sign_in_password": PASSWORD}
    assert client.post(PAGE, data=sent_again, headers=OWN).status_code == 303
    assert "Two   lines below." in stored_text()


def test_the_token_of_a_repeated_save_is_good_for_that_one_save(
    client: FlaskClient, ana: User, tab: dict[str, str]
) -> None:
    sign_out(client)
    page = save(client, tab)
    sign_in_on(client, page, ana, PASSWORD)
    fields = form_with(page.text, "sign_in_email")
    assert save(client, fields, "/desk/episodes/e/edit").status_code == 400
    assert save(client, fields).status_code == 303
    assert save(client, fields).status_code == 400


def test_a_wrong_password_loses_nothing(
    client: FlaskClient, ana: User, tab: dict[str, str]
) -> None:
    sign_out(client)
    page = save(client, tab)
    wrong = sign_in_on(client, page, ana, "not the password")
    assert wrong.status_code == 422
    assert "don’t match" in wrong.text
    assert "not the password" not in wrong.text
    assert form_with(wrong.text, "sign_in_email")["text"] == NASTY
    assert sign_in_on(client, wrong, ana, PASSWORD).status_code == 307


def test_a_session_that_a_new_password_ended_gives_the_fields_back(
    client: FlaskClient, ana: User, tab: dict[str, str]
) -> None:
    set_password(ana, "another long password")
    db.session.commit()
    page = save(client, tab)
    assert page.status_code == 401
    assert form_with(page.text, "sign_in_email")["text"] == NASTY


def test_a_site_that_started_again_with_another_key_gives_the_fields_back(
    app: Flask, client: FlaskClient, ana: User, tab: dict[str, str], tmp_path: Path
) -> None:
    url = settings_of(app).DATABASE_URL
    site = create_app(Settings(DATABASE_URL=url, DATA_DIR=tmp_path, SECRET_KEY="n" * 40))
    cookie = client.get_cookie("session")
    assert cookie
    browser = site.test_client()
    browser.set_cookie("session", cookie.value)
    db.session.commit()
    page = save(browser, tab)
    assert page.status_code == 401
    assert form_with(page.text, "sign_in_email")["text"] == NASTY
    with site.app_context():
        db.engine.dispose()


def test_a_page_from_before_signing_in_again_is_saved_with_one_more_press(
    client: FlaskClient, ana: User, tab: dict[str, str]
) -> None:
    sign_out(client)
    sign_in(client, ana)
    page = save(client, tab)
    assert page.status_code == 400
    assert "sign_in_password" not in page.text
    assert save(client, form_with(page.text, "asked_by")).status_code == 303
    assert "Two   lines below." in stored_text()


def test_what_somebody_else_saved_meanwhile_is_shown_beside_it(
    client: FlaskClient, ana: User, tab: dict[str, str]
) -> None:
    sign_out(client)
    page = save(client, tab)
    sign_in(other := client.application.test_client(), a_user(RoleName.PRODUCER))
    theirs = form_with(other.get(PAGE).text, "asked_by") | {"text": "Theirs, saved meanwhile."}
    assert other.post(PAGE, data=theirs).status_code == 303
    sign_in_on(client, page, ana, PASSWORD)
    answer = save(client, form_with(page.text, "sign_in_email"))
    assert answer.status_code == 409
    assert "Theirs, saved meanwhile." in answer.text


def test_a_file_has_to_be_chosen_again_and_the_page_says_so(
    client: FlaskClient, ana: User, tab: dict[str, str]
) -> None:
    sign_out(client)
    data = {"note": "Corrected by Ana", "file": (BytesIO(b"WEBVTT\n"), "night.vtt")}
    page = client.post("/desk/episodes/e/captions", data=data, headers=OWN)
    assert page.status_code == 401
    assert "night.vtt" in page.text and "Corrected by Ana" in page.text


def test_a_long_answer_comes_back_whole(client: FlaskClient, tab: dict[str, str]) -> None:
    sign_out(client)
    long = "Один длинный ответ.\r\n" * 9_000
    page = save(client, {"markdown": long}, "/desk/episodes/e/answer")
    assert page.status_code == 401
    assert form_with(page.text, "sign_in_email")["markdown"] == long


def test_another_sites_form_is_given_nothing(client: FlaskClient, tab: dict[str, str]) -> None:
    sign_out(client)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        page = client.post(PAGE, data=tab, headers=headers)
        assert page.status_code == 400
        assert "Two   lines below" not in page.text


@pytest.mark.parametrize("address", ["https://evil.example/desk/", "/sign-out", "//evil/desk/", ""])
def test_it_is_saved_on_the_desk_of_this_site_only(
    client: FlaskClient, ana: User, address: str
) -> None:
    fields = {"csrf_token": csrf_token(client), "sign_in_saves": address}
    fields |= {"sign_in_email": ana.email, "sign_in_password": PASSWORD}
    assert client.post("/sign-in/and-save", data=fields, headers=OWN).status_code == 400


def test_a_script_is_told_in_its_own_way(client: FlaskClient, tab: dict[str, str]) -> None:
    sign_out(client)
    answer = client.post("/desk/drafts", json={"key": "x"}, headers=OWN)
    assert answer.status_code == 401
    assert re.match("You were signed out", answer.get_json()["message"])
    headers = OWN | {"Accept": "application/json"}
    film = FileStorage(BytesIO(b"x" * 2_000_000), "film.mp4")
    boundary, body = encode_multipart({"file": film})
    kind = f"multipart/form-data; boundary={boundary}"
    page = "/desk/episodes/e/video/file"
    answer = client.post(page, data=body, content_type=kind, headers=headers)
    assert answer.status_code == 401
    assert re.match("You were signed out", answer.get_json()["message"])
