"""The store stays within its bound and keeps what people come back for."""

import pytest

from episodes.kept.rule import Key, key_of
from episodes.kept.stamp import Version
from episodes.kept.store import Entry, Store
from episodes.packing import encoding_for

VERSION = Version("a", None)


def key(path: str) -> Key:
    return Key("host", "http", "", path, "", ("", ""), "", "")


def entry(length: int = 10_000) -> Entry:
    return Entry(VERSION, 'W/"x"', [], b"x" * length)


def test_it_never_holds_more_than_it_may() -> None:
    store = Store(100_000)
    for number in range(100):
        store.put(key(f"/{number}"), entry())
        store.get(key(f"/{number}"))
        assert store.bytes <= 100_000
    assert store.get(key("/99")) is not None
    assert store.get(key("/0")) is None


def test_asking_for_every_page_once_pushes_out_nothing_that_was_asked_for_again() -> None:
    store = Store(100_000)
    store.put(key("/loved"), entry())
    store.get(key("/loved"))
    for number in range(100):
        store.put(key(f"/{number}"), entry())
    assert store.get(key("/loved")) is not None


def test_what_is_larger_than_the_whole_store_is_not_held() -> None:
    store = Store(5_000)
    store.put(key("/"), entry(50_000))
    assert store.bytes == 0


def test_packed_forms_count() -> None:
    store = Store(1_000_000)
    store.put(key("/"), an_entry := entry())
    store.get(key("/"))
    before = store.bytes
    store.grown(key("/"), an_entry, len(an_entry.form("gzip")))
    assert store.bytes == before + len(an_entry.forms["gzip"])


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip, deflate", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0", ""),
        ("zstd", "zstd"),
    ],
)
def test_the_reader_is_sent_what_it_can_unpack(header: str, encoding: str) -> None:
    assert encoding_for(header) == encoding


@pytest.mark.parametrize(
    "path",
    ["/desk/", "/ask", "/receipt", "/search", "/api/v1/search", "/episodes/x/video.mp4",
     "/episodes/x/poster.jpg", "/sign-in", "/preferences", "/static/js/main.js"],
)  # fmt: skip
def test_no_key_is_made_for_what_must_not_be_kept(path: str) -> None:
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "wsgi.url_scheme": "http"}
    assert key_of(environ) is None


@pytest.mark.parametrize("cookie", ["session=.garbage", "session=eyJfdXNlcl9pZCI6IjEifQ.x.y",
                                    "session=W10.x.y", "remember_token=1"])  # fmt: skip
def test_anyone_who_may_be_somebody_goes_past(cookie: str) -> None:
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "wsgi.url_scheme": "http"}
    assert key_of(environ | {"HTTP_COOKIE": cookie}) is None
