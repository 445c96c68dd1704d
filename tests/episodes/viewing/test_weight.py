"""How much a page weighs as it is sent: its HTML and our own stylesheets and scripts, packed."""

import re

import pytest
from flask.testing import FlaskClient

from episodes.catalog.models import Chapter, Topic
from episodes.db import db
from episodes.packing import CHEAP
from tests.factories import ANSWER, a_show, an_episode

KB = 1000
WATCH_BYTES, CATALOG_BYTES = 60 * KB, 40 * KB
PACKED = {"Accept-Encoding": "br, gzip"}
LINES = 5000  # four hours
PAGE_OF_CARDS = 25  # more than the catalog shows at once


def captions(count: int) -> str:
    words = (
        "So {n} of you wrote to say that nobody buys the oat milk, and that it is not about milk."
    )
    cues = (
        f"{_time(n * 3)}.000 --> {_time(n * 3 + 2)}.500\n<v Maya>{words.format(n=n)}\n"
        for n in range(count)
    )
    return "WEBVTT\n\n" + "\n".join(cues)


def _time(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def sent_bytes(client: FlaskClient, address: str) -> int:
    """A page that is asked for a second time is packed as it is kept."""
    response = client.get(address, headers=PACKED)
    assert response.status_code == 200, address
    body = response.get_data()
    is_packed = "Content-Encoding" in response.headers
    return len(body if is_packed else CHEAP["br"](body))


def files_of(page: str) -> set[str]:
    """Stylesheets and scripts, these joined with all that they import."""
    tags = re.findall(r"<(?:link|script)\b[^>]*>", page)
    addresses = [re.search(r'(?:href|src)="(/[^"]+\.(?:css|js)[^"]*)"', tag) for tag in tags]
    named = [found[1] for found in addresses if found]
    return set(named)


def weight(client: FlaskClient, address: str) -> int:
    page = client.get(address).text
    files = files_of(page)
    assert "js/watch.js" in "".join(files) or "live-form" in "".join(files)
    for script in (file for file in files if file.endswith(".js")):
        assert not re.search(r"^import\b", client.get(script).text, re.MULTILINE), script
    return sum(sent_bytes(client, one) for one in (address, *files))


@pytest.fixture
def client(client: FlaskClient) -> FlaskClient:
    a_show(tagline="Answers about love")
    topic = Topic(slug="milk", name="Milk")
    for number in range(PAGE_OF_CARDS):
        an_episode(f"e{number}", video=True, answer=ANSWER, topics=[topic])
    db.session.commit()
    return client


def test_the_catalog_weighs_less_than_40_kb(client: FlaskClient) -> None:
    assert weight(client, "/episodes/") < CATALOG_BYTES


def test_a_watch_page_weighs_less_than_60_kb_however_long_it_is(client: FlaskClient) -> None:
    long = an_episode("long", video=True, captions=captions(LINES), answer=ANSWER * 20)
    long.chapters = [Chapter(start_ms=n * 600_000, title=f"Chapter {n}") for n in range(24)]
    db.session.commit()
    assert weight(client, "/episodes/long") < WATCH_BYTES


def test_a_watch_page_can_be_read_and_used_after_six_requests(client: FlaskClient) -> None:
    """The page, the look, the page's own sheet, the two scripts, and the display face of a show
    that has one. Pictures, film and caption file come beside them."""
    page = client.get("/episodes/e1").text
    faces = re.findall(r'<link rel="preload"[^>]*as="font"', page)
    assert 1 + len(files_of(page)) + max(len(faces), 1) <= 6
    assert "modulepreload" not in page


def test_no_script_stands_before_what_a_page_says(client: FlaskClient) -> None:
    """The one that does not wait covers a page that was left in a hurry."""
    for address in ("/", "/episodes/", "/episodes/e1"):
        scripts = re.findall(r"<script\b[^>]*src=[^>]*>", client.get(address).text)
        waits_not = [tag for tag in scripts if 'type="module"' not in tag and " defer" not in tag]
        assert len(waits_not) == 1
        assert "after-leaving" in waits_not[0]
