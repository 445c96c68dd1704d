"""Forms that nobody's browser would send."""

import time
from base64 import urlsafe_b64encode
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from episodes.catalog.models import Person
from episodes.db import db
from tests.factories import a_show, a_user, an_episode, csrf_token, signed_in

pytestmark = pytest.mark.one_database

STRANGERS = ("/sign-in", "/preferences", "/preferences/show", "/sign-out", "/desk/episodes/new")


@pytest.mark.parametrize("field", ["email", "password", "next"])
def test_a_nul_in_the_sign_in_form_is_an_answer_and_no_error(
    client: FlaskClient, field: str
) -> None:
    token = csrf_token(client)
    form = {"email": "a@example.org", "password": "p", "next": "/", "csrf_token": token}
    response = client.post("/sign-in", data=form | {field: "a\0b"})
    assert response.status_code in (400, 422)


@pytest.mark.parametrize("address", STRANGERS)
def test_a_stranger_cannot_make_the_site_read_megabytes_of_fields(
    client: FlaskClient, address: str
) -> None:
    a_show()
    body = b"a=&" * 3_000_000
    begun = time.process_time()
    response = client.post(address, data=body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize("address", STRANGERS)
def test_a_strangers_file_is_refused_before_it_is_read(client: FlaskClient, address: str) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    body = head + b"a" * 5_000_000 + b"\r\n--x--\r\n"
    response = client.post(address, data=body, content_type="multipart/form-data; boundary=x")
    assert response.status_code == 413


def test_what_only_a_program_sends_is_refused_and_no_error(app: Flask, client: FlaskClient) -> None:
    an_episode("e")
    deep = urlsafe_b64encode(b"[" * 2_500).decode()
    client.set_cookie("session", f"{deep}.a.b")
    assert client.get("/").status_code == 200
    number = "9" * 25
    assert client.get(f"/seasons/{number}").status_code == 404
    producer = signed_in(app.test_client(), a_user())
    headers = {"Content-Type": "application/json"}
    token = producer.get("/sign-in/token").json["token"]
    for body in (b"[" * 90_000, b'{"a":' * 9_000):
        asked = producer.post("/desk/drafts", data=body, headers=headers | {"X-CSRFToken": token})
        assert asked.status_code == 400
    people = [Person(slug=slug, name=slug) for slug in ("ana", "ben")]
    db.session.add_all(people)
    db.session.commit()
    form = {"csrf_token": token, "into": number, "is_sure": "y"}
    for into in (number, str(2**40)):
        chosen = producer.post("/desk/people/ana/merge", data=form | {"into": into})
        assert chosen.status_code in (400, 404, 422)


def test_whose_session_ended_is_told_so_and_not_that_the_file_is_too_large(
    client: FlaskClient,
) -> None:
    an_episode("e")
    data = {"file": (BytesIO(b"a" * 200_000), "en.vtt")}
    response = client.post("/desk/episodes/e/captions", data=data)
    assert response.status_code == 413
    assert "Please sign in first" in response.text
    assert "too large" not in response.text
