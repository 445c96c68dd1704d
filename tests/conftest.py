"""What every test of the site may ask for: an app on each database, a client, people."""

import logging
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import HealthCheck, settings
from sqlalchemy import text
from werkzeug.test import TestResponse
from xdist.scheduler import LoadFileScheduling

from app import create_app
from episodes.db import db
from episodes.settings import Settings
from tests.migrations import MIGRATIONS
from tests.waiting import wait_until

POSTGRESQL_URL = os.environ.get("TEST_POSTGRESQL_URL", "")
BROWSER_TESTS = "tests/browser/"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
REQUIRED = set(filter(None, os.environ.get("TESTS_REQUIRE", "").split(",")))

# On a busy machine everything is slow, the making of examples too; that is no fault of a test.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


def absent(what: str, why: str) -> None:
    """Skips the test and says so; fails where TESTS_REQUIRE names the thing (CI does)."""
    if what in REQUIRED:
        pytest.fail(f"{what} is required here, but {why}")
    pytest.skip(f"no {what}: {why}")


class BrowserTogether(LoadFileScheduling):
    """A file's tests run in one process, one after another, and all that need Chromium in the same
    one: a second browser with a second site costs a minute of a processor."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER_TESTS if nodeid.startswith(BROWSER_TESTS) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> BrowserTogether:
    return BrowserTogether(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is marked one_database does not run on PostgreSQL."""
    twice = [item for item in items if item.get_closest_marker("one_database")]
    dropped = [item for item in twice if item.get_closest_marker("postgresql")]
    config.hook.pytest_deselected(items=dropped)
    items[:] = [item for item in items if item not in set(dropped)]


@pytest.fixture(autouse=True)
def _log_is_heard() -> Iterator[None]:
    """A test that silences the log blinds those that follow it in its process."""
    yield
    assert not logging.root.manager.disable, "the test left the log silenced"


class Browser(FlaskClient):
    """Gives each request an app context of its own, as the server does. Flask would lend it the
    test's, and with it what the last request left there: who was signed in, the form's token."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if not has_app_context():
            return super().open(*args, **kwargs)
        db.session.commit()  # or the test's own transaction would hold SQLite's write lock
        with self.application.app_context():
            return super().open(*args, **kwargs)


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)], scope="session"
)
def database(request: pytest.FixtureRequest, databases: Callable[[str], str]) -> str:
    """A database address; each test that asks for it runs once on SQLite, once on PostgreSQL."""
    return databases(request.param)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The address of this process's database of a kind. pytest sets a fixture with parameters up
    again at every change of the parameter, which is twice a file: what costs is made once, here."""

    @cache
    def address(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.sqlite'}"
        if not POSTGRESQL_URL:
            absent("postgresql", "TEST_POSTGRESQL_URL names no server")
        return new_database(POSTGRESQL_URL, WORKER) if WORKER else POSTGRESQL_URL

    return address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def unmigrated_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """On a database without any table, inside an app context: for tests of migrations."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'unmigrated.sqlite'}"
    elif POSTGRESQL_URL:
        url = new_database(POSTGRESQL_URL, f"unmigrated_{WORKER or 'main'}")
    else:
        absent("postgresql", "TEST_POSTGRESQL_URL names no server")
    app = create_app(Settings(DATABASE_URL=url, DATA_DIR=tmp_path, SECRET_KEY="t" * 40))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def drop_database(connection: psycopg.Connection[Any], name: str) -> None:
    """With those who use it. The server's own cleaning cannot be sent away by us: it is waited
    for."""

    def is_gone() -> bool:
        try:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        except psycopg.errors.InsufficientPrivilege:
            return False
        return True

    wait_until(is_gone, f"the end of the database {name}")


def new_database(url: str, suffix: str, *, template: str = "") -> str:
    """A database beside the given one, empty or as the template is: test processes side by side
    have one each."""
    own = f"{url.rsplit('/', 1)[1]}_{suffix}"
    like = f' TEMPLATE "{template.rsplit("/", 1)[1]}"' if template else ""
    with psycopg.connect(url, autocommit=True) as connection:
        drop_database(connection, own)
        connection.execute(f'CREATE DATABASE "{own}"{like}')
    return f"{url.rsplit('/', 1)[0]}/{own}"


@pytest.fixture(scope="session")
def migrated_apps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Flask]]:
    """The app on the database at an address, its schema made once by the real migrations."""
    apps: dict[str, Flask] = {}

    def app_on(address: str) -> Flask:
        if address not in apps:
            apps[address] = _migrated_app(address, tmp_path_factory.mktemp("data"))
        return apps[address]

    yield app_on
    for app in apps.values():
        with app.app_context():
            db.engine.dispose()


def _migrated_app(address: str, folder: Path) -> Flask:
    settings = Settings(
        DATABASE_URL=address,
        DATA_DIR=folder,
        SECRET_KEY="t" * 40,
        SEARCH_BY_MEANING=False,  # reading the model takes most of a second
        SEARCH_ACROSS_LANGUAGES=False,  # and the other one as long
    )
    app = create_app(settings, TESTING=True, SECURITY_HASHING_SCHEMES=["plaintext"])
    app.test_client_class = Browser
    with app.app_context():
        _drop_everything()
        upgrade(directory=MIGRATIONS)
    return app


@pytest.fixture(scope="session")
def migrated_app(database: str, migrated_apps: Callable[[str], Flask]) -> Flask:
    return migrated_apps(database)


@pytest.fixture
def app(migrated_app: Flask) -> Iterator[Flask]:
    """The migrated app with empty tables, inside an app context."""
    with migrated_app.app_context():
        yield migrated_app
        db.session.rollback()
        _empty_tables()
        db.session.remove()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A stranger's browser. CSRF is checked as in production."""
    return app.test_client()


def _drop_everything() -> None:
    if db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))


def _empty_tables() -> None:
    """By DELETE: a TRUNCATE of all tables costs PostgreSQL 0.3 s after each test; and in one
    journey: one for each of forty tables costs ten times as much."""
    names = _table_names(db.engine.dialect.name)
    statements = [f"DELETE FROM {name}" for name in names]  # noqa: S608  # our own names
    if db.engine.dialect.name == "postgresql":
        statements = ["; ".join(statements)]
    connection = db.session.connection()
    for statement in statements:
        connection.exec_driver_sql(statement)
    db.session.commit()


@cache
def _table_names(_dialect: str) -> list[str]:
    """Those that point to others first; PostgreSQL has "user" quoted, SQLite does not need it."""
    quoted = db.engine.dialect.identifier_preparer.format_table
    return [quoted(table) for table in reversed(db.metadata.sorted_tables)]
