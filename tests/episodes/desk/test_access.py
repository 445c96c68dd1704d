from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.episodes.desk.conftest import Browser
from tests.factories import CAPTIONS, an_episode

WRITES = {"POST", "PUT", "PATCH", "DELETE"}


def addresses(app: Flask) -> Iterator[tuple[str, str]]:
    values = {"slug": "e"}
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            if rule.endpoint.startswith("desk."):
                wanted = {name: values.get(name, 1) for name in rule.arguments}
                for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
                    yield method, adapter.build(rule.endpoint, wanted, method=method)


@pytest.fixture
def all_addresses(app: Flask) -> list[tuple[str, str]]:
    an_episode("e", captions=CAPTIONS, answer="## A\n\nB")
    found = list(addresses(app))
    assert len(found) > 30
    return found


def test_a_stranger_is_sent_to_sign_in(
    client: FlaskClient, all_addresses: list[tuple[str, str]]
) -> None:
    for method, address in all_addresses:
        if method == "GET":
            response = client.get(address)
            assert response.status_code == 302, address
            assert response.location.startswith("/sign-in"), address


def test_nothing_is_written_without_a_token(
    producer: Browser, all_addresses: list[tuple[str, str]]
) -> None:
    for method, address in all_addresses:
        if method in WRITES:
            response = producer.client.open(address, method=method, data={"title": "x"})
            assert response.status_code == 400, address


def test_a_viewer_is_refused_everywhere(
    viewer: Browser, all_addresses: list[tuple[str, str]]
) -> None:
    for method, address in all_addresses:
        send = viewer.get if method == "GET" else lambda a: viewer.post(a, form="/sign-in/password")
        assert send(address).status_code == 403, address


def test_a_producer_is_refused_the_shows_settings(producer: Browser) -> None:
    assert producer.get("/desk/show").status_code == 403
