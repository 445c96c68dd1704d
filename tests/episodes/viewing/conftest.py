"""Counting statements, and what the show's pages are tried on."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.datastructures import MultiDict

from episodes.db import db
from episodes.warnings.actions import WarningDraft, replace_warnings
from episodes.warnings.models import Scope, Treatment


class Statements:
    def __init__(self) -> None:
        self.seen: list[str] = []

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        self.seen.clear()
        yield self.seen


@pytest.fixture
def statements(app: Flask) -> Iterator[Statements]:
    """What is sent to the database, BEGIN and COMMIT not counted."""
    recorder = Statements()

    def record(_connection, _cursor, statement, *_rest) -> None:  # type: ignore[no-untyped-def]
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT")):
            recorder.seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", record)
    yield recorder
    event.remove(db.engine, "before_cursor_execute", record)


def press_show(client: FlaskClient, html: str) -> Response:
    """Sends the first form in it that opens something that is covered."""
    form = html[html.index('action="/preferences/show"') :].partition("</form>")[0]
    pairs = re.findall(r'name="(\w+)" value="([^"]*)"', form)
    data = MultiDict((name, unescape(value)) for name, value in pairs)
    return client.post("/preferences/show", data=data, headers={"Sec-Fetch-Site": "same-origin"})


def warn(episode, scope: Scope, category: str = "violence", **fields) -> None:  # type: ignore[no-untyped-def]
    """Committed: one assertion, so grave that it covers a video or a text by default."""
    draft = WarningDraft(scope, category, Treatment.DEPICTED, 3, **fields)
    replace_warnings(episode, [draft])
    db.session.commit()
