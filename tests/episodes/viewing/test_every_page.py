"""What stands around every page: the show, help, the way out."""

from unittest.mock import patch

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from episodes.db import db
from tests.factories import a_show, a_user, signed_in

HELPLINE = {
    "country": "GB",
    "name": "Example Listening Line",
    "phone": "555 0163",
    "address": "https://help.example.org/listening",
    "note": "An example.",
}


def test_help_is_at_the_foot_of_every_page(client: FlaskClient) -> None:
    a_show(helplines=[HELPLINE, {"country": "US", "name": "By name only"}])
    for address in ("/", "/episodes/", "/nowhere"):
        page = client.get(address).text
        assert "Get help now" in page
        assert '<a href="tel:5550163" dir="ltr">555 0163</a>' in page
        assert 'href="https://help.example.org/listening"' in page
        assert "By name only" in page


def test_the_way_out_leads_where_the_show_says(client: FlaskClient) -> None:
    a_show(exit_address="https://weather.example/")
    page = client.get("/").text
    assert 'class="leave" href="https://weather.example/"' in page
    assert "does not erase your browser’s history" in page


def test_a_stranger_sees_no_door_to_the_desk_but_the_sign_in_at_the_foot(
    client: FlaskClient,
) -> None:
    page = client.get("/").text
    assert "/desk/" not in page
    before_the_foot, foot = page.split("<footer", 1)
    assert "/sign-in" not in before_the_foot
    assert 'href="/sign-in"' in foot


def test_anyone_signed_in_finds_the_desk_and_the_way_out(client: FlaskClient) -> None:
    signed_in(client, a_user("producer"))
    page = client.get("/").text
    assert 'href="/desk/"' in page
    assert 'action="/sign-out"' in page


@pytest.mark.parametrize(("cookie", "theme"), [("theme=dark", "dark"), ("theme=neon", "system")])
def test_the_chosen_theme_stands_on_the_page(client: FlaskClient, cookie: str, theme: str) -> None:
    client.set_cookie("look", cookie)
    assert f'data-theme="{theme}"' in client.get("/").text


def test_an_error_has_its_page_though_the_database_is_away(client: FlaskClient) -> None:
    away = OperationalError("select", {}, Exception("gone"))
    with patch.object(db.session, "get", side_effect=away):
        response = client.get("/nowhere")
    assert response.status_code == 404
    assert "Nothing is here" in response.text


def test_the_desk_is_left_by_signing_out_not_by_the_quick_exit(client: FlaskClient) -> None:
    a_show()
    signed_in(client, a_user("producer"))
    assert "<quick-exit>" not in client.get("/desk/").text
    assert "<quick-exit>" in client.get("/").text
