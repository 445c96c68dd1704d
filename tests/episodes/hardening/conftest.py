from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from episodes.db import db
from episodes.settings import Settings
from tests.conftest import Browser
from tests.episodes.hardening.databases import CutLine, sqlite_file_away
from tests.factories import a_show


@pytest.fixture
def line(app: Flask, database: str) -> Iterator[CutLine | None]:
    """To the database, where it is a server."""
    if database.startswith("sqlite"):
        yield None
        return
    line = CutLine(database)
    yield line
    line.close()


@pytest.fixture
def site(app: Flask, database: str, line: CutLine | None, tmp_path: Path) -> Iterator[Flask]:
    """As it is served: errors get pages, and the pool is its own. Outside of an app context."""
    url = line.url if line else database
    settings = Settings(
        DATABASE_URL=url, DATA_DIR=tmp_path, SECRET_KEY="t" * 40, SEARCH_BY_MEANING=False
    )
    site = create_app(settings, SECURITY_HASHING_SCHEMES=["plaintext"])
    site.test_client_class = Browser
    a_show()
    yield site
    with site.app_context():
        db.engine.dispose()


@pytest.fixture
def visitor(site: Flask) -> FlaskClient:
    return site.test_client()


@pytest.fixture
def database_away(
    app: Flask, site: Flask, line: CutLine | None, database: str
) -> Callable[[], AbstractContextManager[None]]:
    """While it lasts, nobody reaches the database; then it is there again."""

    @contextmanager
    def away() -> Iterator[None]:
        db.session.remove()
        if line:
            line.cut()
            yield
            line.mend()
            return
        for each in (app, site):
            with each.app_context():
                db.session.remove()
                db.engine.dispose()
        with sqlite_file_away(Path(database.removeprefix("sqlite:///"))):
            yield

    return away
