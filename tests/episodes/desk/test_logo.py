"""A show's logo: sent on the desk, drawn by us, shown in the header, gone by one press."""

import re
from io import BytesIO

import av
import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient

from episodes.catalog.logo_ground import LogoGround
from episodes.catalog.models import Show
from episodes.db import db
from episodes.media import logos
from episodes.media.errors import FileTooLargeError, NotPlayableError
from episodes.media.logos import LARGEST_LOGO_BYTES, MOST_PIXELS_A_SIDE, read_logo
from episodes.media.making.drawing import Pixels
from episodes.media.making.logo import as_png
from tests.episodes.desk.conftest import Browser
from tests.episodes.media.films import a_picture
from tests.factories import a_show, a_user, an_episode, signed_in

pytestmark = pytest.mark.one_database

PAGE = "/desk/show"
INK, CHALK = (36, 28, 24, 255), (255, 250, 240, 255)


def a_wordmark(colour: tuple[int, ...] = INK, size: tuple[int, int] = (900, 200)) -> bytes:
    """Two strokes in one colour on a transparent ground, with a wide margin."""
    width, height = size
    picture: Pixels = np.zeros((height, width, 4), np.uint8)
    for stroke in (slice(width // 9, width // 6), slice(width // 4, width // 3)):
        picture[height // 4 : height // 2, stroke] = colour
    return as_png(picture)


@pytest.fixture
def admin(app: Flask) -> Browser:
    a_show()
    return Browser(signed_in(app.test_client(), a_user("admin")))


def send(admin: Browser, picture: bytes, alt: str = "", name: str = "../logo.svg") -> int:
    fields = {"logo": (BytesIO(picture), name), "alt": alt}
    return admin.post_fields(f"{PAGE}/logo", fields, form=PAGE).status_code


def the_show() -> Show:
    db.session.expire_all()
    return db.session.get_one(Show, 1)


def header_of(page: str) -> str:
    return page.split("<header")[1].split("</header>", maxsplit=1)[0]


def test_a_logo_stands_in_the_header_for_the_name(admin: Browser, client: FlaskClient) -> None:
    assert send(admin, a_wordmark()) == 303
    header = header_of(client.get("/").text)
    assert 'alt="It&#39;s Probably You"' in header
    address = re.search(r'src="(/look/logo/[0-9a-f]{64}\.png)"', header)
    assert address
    response = client.get(address[1])
    assert (response.status_code, response.mimetype) == (200, "image/png")
    assert "immutable" in response.headers["Cache-Control"]
    frame = next(av.open(BytesIO(response.data)).decode(video=0))
    assert (frame.width, frame.height) == (200, 50)  # without its margin
    assert (the_show().logo_width, the_show().logo_height) == (200, 50)


def test_its_words_are_its_own_where_somebody_wrote_them(
    admin: Browser, client: FlaskClient
) -> None:
    send(admin, a_wordmark(), alt="Probably You, in a bubble")
    assert 'alt="Probably You, in a bubble"' in header_of(client.get("/").text)
    admin.post_fields(f"{PAGE}/logo", {"alt": "Other words"}, form=PAGE)
    assert 'alt="Other words"' in header_of(client.get("/").text)


def test_one_press_takes_it_away(admin: Browser, client: FlaskClient) -> None:
    send(admin, a_wordmark())
    address = f"/look/logo/{the_show().logo_digest}.png"
    assert admin.post_fields(f"{PAGE}/logo/remove", {}, form=PAGE).status_code == 303
    assert "<img" not in header_of(client.get("/").text)
    assert "Probably" in header_of(client.get("/").text)
    assert client.get(address).status_code == 404
    assert the_show().logo is None


def test_a_large_cover_without_a_poster_bears_it(admin: Browser, client: FlaskClient) -> None:
    an_episode("oat", video=True)
    assert "cover-logo" not in client.get("/").text
    send(admin, a_wordmark())
    assert "cover-logo" in client.get("/").text


def test_a_discreet_page_shows_no_logo(admin: Browser, client: FlaskClient) -> None:
    an_episode("oat", video=True)
    send(admin, a_wordmark())
    client.set_cookie("look", "discreet=on")
    assert "/look/logo/" not in client.get("/").text


@pytest.mark.parametrize(
    ("picture", "ground"),
    [
        (a_wordmark(INK), LogoGround.LIGHT),
        (a_wordmark(CHALK), LogoGround.DARK),
        (a_wordmark((178, 58, 32, 255)), LogoGround.LIGHT),
        (a_wordmark((200, 120, 60, 255)), LogoGround.ANY),
        (a_picture(), LogoGround.ANY),  # a badge, black to its edges
    ],
    ids=["ink", "chalk", "hot", "ochre", "badge"],
)
def test_the_page_on_which_it_can_be_made_out_is_measured(
    picture: bytes, ground: LogoGround
) -> None:
    assert read_logo(BytesIO(picture)).ground is ground


def test_what_was_drawn_is_drawn_the_same_again() -> None:
    logo = read_logo(BytesIO(a_wordmark(size=(3000, 900))))
    assert (logo.width, logo.height) == (474, 160)
    assert read_logo(BytesIO(logo.picture)) == logo


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "Use JPEG"),
        (a_wordmark()[:60], "damaged"),
        (a_picture(size=(MOST_PIXELS_A_SIDE + 1, 10)), "4,096"),
        (a_wordmark((0, 0, 0, 0)), "transparent"),
    ],
    ids=["svg", "cut off", "too wide", "nothing in it"],
)
def test_what_is_no_logo_is_refused_and_its_words_stay(
    admin: Browser, picture: bytes, words: str
) -> None:
    fields = {"logo": (BytesIO(picture), "logo.png"), "alt": "kept"}
    response = admin.post_fields(f"{PAGE}/logo", fields, form=PAGE)
    assert response.status_code == 422
    assert words in response.text
    assert 'value="kept"' in response.text
    assert the_show().logo_digest == ""


def test_nothing_sent_is_a_sentence(admin: Browser) -> None:
    response = admin.post_fields(f"{PAGE}/logo", {"alt": "words"}, form=PAGE)
    assert response.status_code == 422
    assert "Choose a picture first." in response.text


def test_more_bytes_than_a_logo_needs_are_not_looked_at() -> None:
    with pytest.raises(FileTooLargeError, match="at most 2 MB"):
        read_logo(BytesIO(a_wordmark() + bytes(LARGEST_LOGO_BYTES)))


def test_what_costs_too_much_to_look_at_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logos, "MOST_MEMORY_BYTES", 1_000_000)
    with pytest.raises(NotPlayableError, match="memory or time"):
        read_logo(BytesIO(a_picture(size=(4000, 4000))))


@pytest.mark.parametrize("path", ["logo", "logo/remove"])
def test_only_an_administrator_sets_it(client: FlaskClient, path: str) -> None:
    a_show()
    signed_in(client, a_user("producer"))
    assert client.post(f"{PAGE}/{path}").status_code in (400, 403)
    assert the_show().logo_digest == ""
