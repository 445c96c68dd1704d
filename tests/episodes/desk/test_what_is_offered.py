"""Nobody is offered what they cannot do: every page of the desk that a role can reach, and on it
every link, form and button."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from episodes.accounts.models import RoleName
from episodes.accounts.permissions import READING, RIGHTS, Right
from episodes.catalog.models import Status
from tests.episodes.desk.test_inbox import ask
from tests.factories import ANSWER, CAPTIONS, a_show, a_user, an_episode, signed_in

# The site is SQLite's here: no statement is made for this.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
# To an admin everything is allowed.
WORKS_HERE = [
    role for role in RoleName if Right.USE_DESK in RIGHTS[role] and RIGHTS[role] != set(Right)
]


@dataclass
class Offer(HTMLParser):
    """What a page lets one press. sends: (method, address) of forms with a button; leads:
    addresses."""

    address: str
    sends: set[tuple[str, str]] = field(default_factory=set)
    leads: set[str] = field(default_factory=set)
    form: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.leads.add(urljoin(self.address, given["href"]))
        if tag == "form":
            method = given.get("method", "get").upper()
            self.form = method, urljoin(self.address, given.get("action", ""))
        if tag == "button" and given.get("type") != "button" and self.form:
            method, action = self.form
            self.sends.add((method, urljoin(self.address, given.get("formaction", action))))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None


@pytest.mark.parametrize("role", WORKS_HERE)
def test_a_role_is_offered_only_what_it_can_do(app: Flask, role: RoleName) -> None:
    a_show()
    an_episode("e", status=Status.DRAFT, video=True, captions=CAPTIONS, answer=ANSWER)
    an_episode("out", video=True, captions=CAPTIONS, answer=ANSWER, season=1, number=1)
    for receipt in ("a", "b"):
        ask(receipt)
    client = signed_in(app.test_client(), a_user(role))
    refused = list(offered_in_vain(app, client, RIGHTS[role]))
    assert refused == []


def offered_in_vain(
    app: Flask, client: FlaskClient, rights: frozenset[Right]
) -> Iterator[tuple[str, str, str]]:
    """Page, method, address. Of pages that differ in a number only the first is looked at."""
    adapter = app.url_map.bind("localhost")
    todo, seen = ["/desk/"], {("desk.board", "")}
    while todo:
        page = todo.pop()
        response = client.get(page)
        assert response.status_code in (200, 302), (page, response.status_code)
        offer = Offer(page)
        offer.feed(response.text if response.mimetype == "text/html" else "")
        for method, address in offer.sends | {("GET", each) for each in offer.leads}:
            if method == "DIALOG" or not urlsplit(address).path.startswith("/desk"):
                continue
            endpoint, values = adapter.match(urlsplit(address).path, method)
            if not rights_for(app, endpoint, method) & rights:
                yield page, method, address
            elif method == "GET" and (kind := (endpoint, values.get("slug", ""))) not in seen:
                seen.add(kind)
                todo.append(address.partition("#")[0])


def rights_for(app: Flask, endpoint: str, method: str) -> set[Any]:
    """Any of them is enough."""
    view = app.view_functions[endpoint]
    enough = {getattr(view, "required_right", None)}
    return enough | ({getattr(view, "right_to_read", None)} if method in READING else set())
