"""What the whole show names to watch, read or call: chosen again, and asked whether it is there."""

import http.server
import socket
import threading
from collections.abc import Iterator

import pytest
from flask import Flask

from episodes.answers import looking_at_links
from episodes.answers.library import library
from episodes.answers.looking_at_links import LinkState, NotPublicError, link_answer, public_address
from episodes.answers.models import LinkCheck, Resource
from episodes.catalog.models import Status
from episodes.db import db
from episodes.jobs.running import run_pending
from tests.episodes.desk.conftest import Browser
from tests.factories import an_episode
from tests.waiting import DEADLINE_S

left = threading.Event()


class _Pages(http.server.BaseHTTPRequestHandler):
    """`/moved` has moved for good, `/shy` dislikes HEAD, `/silent` waits until it is left, anything
    else by the number it names."""

    asked: list[str] = []

    def do_HEAD(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "https://example.org/new")
        elif self.path == "/silent":
            self.connection.recv(1)
            left.set()
            return
        elif self.path == "/shy":
            self.send_response(405 if self.command == "HEAD" else 200)
        else:
            self.send_response(int(self.path.strip("/")))
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815  # the library's name

    def log_message(self, *_words: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A host of the public net, which really is this machine."""
    _Pages.asked.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = ("127.0.0.1", server.server_port)
    monkeypatch.setattr(looking_at_links, "public_address", lambda _host, _port: place)
    yield "http://pages.example"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/200", LinkState.FINE), ("/302", LinkState.FINE), ("/shy", LinkState.FINE),
        ("/moved", LinkState.MOVED), ("/404", LinkState.DEAD), ("/410", LinkState.DEAD),
        ("/403", LinkState.UNCLEAR), ("/503", LinkState.UNCLEAR),
    ],
)  # fmt: skip
def test_an_address_is_fine_moved_dead_or_unclear(pages: str, path: str, state: LinkState) -> None:
    answer = link_answer(pages + path)
    assert answer.state == state
    assert answer.moved_to == ("https://example.org/new" if path == "/moved" else "")


def test_where_an_address_sends_on_is_never_asked(pages: str) -> None:
    link_answer(f"{pages}/moved")
    assert _Pages.asked == ["HEAD /moved"]


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fd00::1", "0.0.0.1",
     "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::10.0.0.1"],
)  # fmt: skip
def test_no_network_that_is_not_public_is_asked(
    monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    def looked_up(*_place: object, **_kind: object) -> list[object]:
        public = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))
        return [public, (socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 80))]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    with pytest.raises(NotPublicError):
        public_address("inside.example", 80)
    assert link_answer("http://inside.example/").state == LinkState.UNCLEAR


@pytest.mark.parametrize(
    "address", ["https://example.org:8080/", "ftp://example.org/", "http://[", "http://a:b/"]
)
def test_what_is_no_plain_web_address_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def never(*_place: object, **_kind: object) -> list[object]:
        raise AssertionError("asked")

    monkeypatch.setattr(socket, "getaddrinfo", never)
    assert link_answer(address).state == LinkState.UNCLEAR


def test_a_server_that_is_silent_is_left_in_time(
    pages: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    left.clear()
    monkeypatch.setattr(looking_at_links, "DEADLINE_SECONDS", 0.2)
    assert link_answer(f"{pages}/silent").state == LinkState.UNCLEAR
    assert left.wait(DEADLINE_S)


def test_a_name_server_that_is_silent_makes_no_link_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    is_over = threading.Event()

    def wait(*_place: object, **_kind: object) -> list[object]:
        is_over.wait(DEADLINE_S)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", wait)
    monkeypatch.setattr(looking_at_links, "DEADLINE_SECONDS", 0.05)
    assert link_answer("http://slow.example/").state == LinkState.UNCLEAR
    is_over.set()
    monkeypatch.setattr(looking_at_links, "DEADLINE_SECONDS", DEADLINE_S)
    assert link_answer("http://slow.example/").state == LinkState.UNCLEAR


def a_resource(slug: str, title: str, address: str) -> None:
    episode = an_episode(slug, status=Status.DRAFT, question="", answer="Words.")
    resource = Resource(
        episode_id=episode.id, position=0, slug="it", kind="book", title=title, address=address
    )
    db.session.add(resource)
    db.session.commit()


def test_a_thing_of_two_episodes_stands_in_the_library_once(producer: Browser) -> None:
    a_resource("one", "Come as You Are", "https://example.org/book")
    a_resource("two", "Come As You Are", "https://example.org/book/")
    a_resource("three", "Another", "")
    assert [(e.resource.title, len(e.used_in)) for e in library()] == [
        ("Another", 1), ("Come As You Are", 2)
    ]  # fmt: skip
    page = producer.get("/desk/library?q=come").text
    assert "/desk/episodes/one/resources" in page
    assert "Another" not in page


def test_one_of_the_library_is_chosen_for_another_episode(producer: Browser) -> None:
    a_resource("one", "Come as You Are", "https://example.org/book")
    an_episode("two", status=Status.DRAFT, question="")
    chosen = db.session.query(Resource).one().id
    address = "/desk/episodes/two/resources"
    page = producer.post_fields(address, {"add": "resources", "library": str(chosen)}).text
    assert 'value="Come as You Are"' in page
    assert 'value="https://example.org/book"' in page
    assert db.session.query(Resource).count() == 1


def test_links_are_checked_when_somebody_asks_and_readers_are_told(
    app: Flask, producer: Browser, pages: str
) -> None:
    a_resource("one", "Gone", f"{pages}/404")
    assert producer.post("/desk/library/check", form="/desk/library").status_code == 303
    assert db.session.query(LinkCheck).count() == 0
    run_pending(app)
    check = db.session.query(LinkCheck).one()
    assert (check.state, check.status) == (LinkState.DEAD, 404)
    assert "leads nowhere" in producer.get("/desk/library").text
    assert "led nowhere" in producer.get("/episodes/one/answer").text
    db.session.query(Resource).delete()
    db.session.commit()
    producer.post("/desk/library/check", form="/desk/library")
    run_pending(app)
    assert db.session.query(LinkCheck).count() == 0


def test_a_site_asks_no_other_by_itself_without_leave(app: Flask) -> None:
    from episodes.answers.link_job import is_link_check_due

    with app.app_context():
        assert not is_link_check_due()
