import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from episodes.accounts.models import RoleName
from tests.factories import a_show, a_user, signed_in


class Browser:
    """A signed-in person's browser: fills in the token of the page it looks at."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, address: str) -> TestResponse:
        return self.client.get(address)

    def post(self, address: str, *, form: str = "", **fields: object) -> TestResponse:
        """form: the page that has the form, where it is not the address itself."""
        return self.post_fields(address, fields, form=form)

    def post_fields(
        self, address: str, fields: dict[str, object], *, form: str = ""
    ) -> TestResponse:
        page = self.client.get(form or address).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token, f"no form with a token at {form or address}"
        fields = _hidden_fields(page) | fields | {"csrf_token": token[1]}
        if not any(isinstance(value, tuple) for value in fields.values()):
            return self.client.post(address, data=fields)
        # The client itself leaves its temporary file open where a file is large.
        files = {k: FileStorage(v[0], v[1]) for k, v in fields.items() if isinstance(v, tuple)}
        boundary, body = encode_multipart(fields | files)
        kind = f"multipart/form-data; boundary={boundary}"
        return self.client.post(address, data=body, content_type=kind)


def _hidden_fields(page: str) -> dict[str, object]:
    """What the page was made from, as a browser sends it back."""
    names = "version|began|opened|answer_seen|video_seen|question_seen|poster_seen|seen"
    tags = re.findall(rf'<input[^>]*name="((?:[a-z_]+-)?(?:{names}))"[^>]*value="([^"]*)"', page)
    return {name: unescape(value) for name, value in tags}


def _browser(app: Flask, role: RoleName) -> Browser:
    return Browser(signed_in(app.test_client(), a_user(role)))


@pytest.fixture
def producer(app: Flask) -> Browser:
    a_show()
    return _browser(app, RoleName.PRODUCER)


@pytest.fixture
def captioner(app: Flask) -> Browser:
    return _browser(app, RoleName.CAPTIONER)


@pytest.fixture
def viewer(app: Flask) -> Browser:
    return _browser(app, RoleName.VIEWER)


@pytest.fixture
def admin(app: Flask) -> Browser:
    a_show()
    return _browser(app, RoleName.ADMIN)
