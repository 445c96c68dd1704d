"""What lies ready in memory takes no thread; everything else does."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder

from episodes.db import db
from episodes.serving.front import Answer, answer_at_once, answer_of
from tests.factories import CAPTIONS, a_show, an_episode


@pytest.fixture(autouse=True)
def episode(app: Flask) -> None:
    a_show()
    an_episode("kept", video=True, captions=CAPTIONS)


def environ_for(address: str, **headers: str) -> dict[str, Any]:
    return EnvironBuilder(address, headers=headers).get_environ()


def at_once(app: Flask, address: str, **headers: str) -> Answer | None:
    return answer_at_once(app.wsgi_app, environ_for(address, **headers))


def in_thread(app: Flask, address: str, **headers: str) -> Answer:
    return answer_of(app.wsgi_app, environ_for(address, **headers))


@pytest.mark.parametrize(
    "address", ["/", "/episodes/kept", "/episodes/kept/captions/en.captions.vtt"]
)
def test_a_kept_page_is_given_at_once_and_nothing_that_must_be_made(
    app: Flask, address: str
) -> None:
    assert at_once(app, address) is None
    made = in_thread(app, address)
    given = at_once(app, address)
    if db.engine.dialect.name == "postgresql":
        assert given is None  # its stamp lies on another machine
        return
    assert given is not None
    assert (given.status, given.body) == (made.status, made.body)


def test_packing_is_done_in_a_thread_and_what_is_packed_given_at_once(app: Flask) -> None:
    if db.engine.dialect.name == "postgresql":
        pytest.skip("nothing kept is given at once there")
    packing = {"Accept-Encoding": "gzip"}
    in_thread(app, "/", **packing)
    in_thread(app, "/", **packing)
    assert at_once(app, "/", **packing) is not None
    assert at_once(app, "/", **{"Accept-Encoding": "zstd"}) is None


def test_a_change_is_seen_at_once(app: Flask) -> None:
    in_thread(app, "/")
    an_episode("newer", question="Is this newer?")
    assert at_once(app, "/") is None


@pytest.mark.parametrize(
    "address", ["/sign-in", "/desk/", "/ask", "/search?q=oat", "/nothing-there"]
)
def test_what_is_nobodys_to_keep_takes_a_thread(app: Flask, address: str) -> None:
    in_thread(app, address)
    in_thread(app, address)
    assert at_once(app, address) is None


def test_a_stylesheet_is_given_at_once(app: Flask) -> None:
    given = at_once(app, "/static/css/tokens.css")
    assert given is not None
    assert given.status == 200
