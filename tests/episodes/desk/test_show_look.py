"""A show makes the site its own: colours that can be read, a face that can be cut."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from episodes.catalog.models import CoverStyle, Show
from episodes.db import db
from tests.episodes.desk.conftest import Browser
from tests.factories import a_show, a_user, signed_in

ADDRESS = "/desk/show"


def save(client: FlaskClient, **fields: str) -> TestResponse:
    form = {"name": "Ours", "language": "en", "cover_style": "line", "display_face": ""}
    return Browser(client).post_fields(ADDRESS, form | fields)


@pytest.fixture
def admin(client: FlaskClient) -> FlaskClient:
    a_show()
    return signed_in(client, a_user("admin"))


def test_a_show_s_colours_stand_in_the_stylesheet_of_every_page(admin: FlaskClient) -> None:
    before = admin.get("/").text.split('rel="stylesheet" href="')[1].split('"')[0]
    save(admin, hot="#0B5A9E", plum="#123456", cover_style="poster")
    address = admin.get("/").text.split('rel="stylesheet" href="')[1].split('"')[0]
    assert address != before
    sheet = admin.get(address).text
    assert "--hot: light-dark(#0b5a9e," in sheet
    assert "--plum: light-dark(#123456," in sheet
    assert db.session.get_one(Show, 1).cover_style is CoverStyle.POSTER


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("hot", "#ffee00", "at least 4.5"),
        ("plum", "#dddddd", "at least 4.5"),
        ("hot", "red;} body{display:none", "six digits"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused_and_stays_in_its_field(
    admin: FlaskClient, field: str, value: str, words: str
) -> None:
    response = save(admin, **{field: value})
    assert response.status_code == 422
    assert words in response.text
    assert f'value="{value}"' in response.text
    assert db.session.get_one(Show, 1).hot == ""


def test_a_face_that_is_not_installed_is_refused(admin: FlaskClient) -> None:
    assert save(admin, display_face="comic-papyrus").status_code == 422
