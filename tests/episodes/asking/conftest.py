"""An asker's browser: fills in the form, does the work, sends."""

import html
import re
from dataclasses import dataclass, field

import altcha
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import a_show

WORDS = "He counts who cooked, on paper, and I have begun to count too. How do we stop?"


def solved(page: str) -> str:
    """The proof for the challenge on the page."""
    found = re.search(r'challenge="([^"]+)"', page)
    assert found, "no challenge on the page"
    import json

    challenge = altcha.Challenge.from_dict(json.loads(html.unescape(found[1])))
    solution = altcha.solve_challenge(challenge)
    assert solution
    return altcha.Payload(challenge, solution).to_base64()


@dataclass
class Asker:
    client: FlaskClient
    fields: dict[str, str] = field(default_factory=dict)

    def start(self, text: str = WORDS, **others: str) -> "Asker":
        page = self.client.get("/ask").text
        names = {name: hidden(page, name) for name in ("csrf_token", "token")}
        self.fields = {"text": text, **names, **others}
        return self

    def post(self, address: str, **others: str) -> TestResponse:
        return self.client.post(address, data=self.fields | others)

    def fragment(self, address: str, **others: str) -> TestResponse:
        headers = {"X-Fragment": "1"}
        return self.client.post(address, data=self.fields | others, headers=headers)

    def proof(self) -> str:
        return solved(self.post("/ask/review").text)

    def sent(self, text: str = WORDS, *, checked: bool = False, **others: str) -> str:
        """The code."""
        self.start(text, **others)
        response = self.post("/ask/send", proof=self.proof() if checked else "")
        assert response.status_code == 303, response.text
        return code_on(self.client.get("/ask/sent").text)

    def with_code(self, code: str, address: str = "/receipt", **others: str) -> TestResponse:
        token = hidden(self.client.get("/receipt").text, "csrf_token")
        return self.client.post(address, data={"csrf_token": token, "code": code, **others})


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def code_on(page: str) -> str:
    return "-".join(re.findall(r"<span>([0-9A-Z]{5})</span>", page))


@pytest.fixture
def asker(client: FlaskClient) -> Asker:
    a_show()
    return Asker(client)
