"""Counting statements, and what the show's pages are tried on."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

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


def warn(episode, scope: Scope, category: str = "violence", **fields) -> None:  # type: ignore[no-untyped-def]
    """Committed: one assertion, so grave that it covers a video or a text by default."""
    draft = WarningDraft(scope, category, Treatment.DEPICTED, 3, **fields)
    replace_warnings(episode, [draft])
    db.session.commit()
