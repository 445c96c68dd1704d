"""A stranger's look at the site, and how to tell a page that was given again from one just made."""

from collections.abc import Callable, Iterator
from threading import get_ident

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from episodes.db import db


@pytest.fixture
def costs(app: Flask) -> Iterator[Callable[[], int]]:
    """Statements since it was last asked. A kept page costs none: the stamp is read elsewhere.
    Only of this thread: one that another test began may still read from the same database."""
    seen: list[str] = []
    here = get_ident()

    def record(_connection, _cursor, statement, *_rest) -> None:  # type: ignore[no-untyped-def]
        if get_ident() == here and statement.startswith(("SELECT", "WITH")):
            seen.append(statement)

    def count() -> int:
        number = len(seen)
        seen.clear()
        return number

    event.listen(db.engine, "before_cursor_execute", record)
    yield count
    event.remove(db.engine, "before_cursor_execute", record)


@pytest.fixture
def is_kept(client: FlaskClient, costs: Callable[[], int]) -> Callable[..., bool]:
    def ask(address: str, **fields: object) -> bool:
        costs()
        response: TestResponse = client.get(address, **fields)  # type: ignore[arg-type]
        assert response.status_code < 400, response.status
        return costs() == 0

    return ask
