"""A SQLite site that moves to PostgreSQL takes everything along, and goes on from there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select, text

from app import create_app
from episodes.archive.exporting import export_archive
from episodes.archive.importing import import_archive
from episodes.db import db
from episodes.serving.demo import SEASON
from episodes.settings import Settings
from tests.conftest import POSTGRESQL_URL, WORKER, absent, new_database
from tests.episodes.hardening.any_rows import ONE_ROW, add_a_row_everywhere
from tests.migrations import MIGRATIONS

pytestmark = [pytest.mark.timeout(300), pytest.mark.postgresql]


def site_of(folder: Path, url: str = "") -> Flask:
    return create_app(Settings(DATA_DIR=folder, DATABASE_URL=url, SEARCH_BY_MEANING=False))


@pytest.fixture
def sqlite_site(tmp_path: Path) -> Iterator[Flask]:
    app = site_of(tmp_path)
    with app.app_context():
        upgrade(directory=MIGRATIONS)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def new_site(sqlite_site: Flask, tmp_path: Path) -> Iterator[Flask]:
    if not POSTGRESQL_URL:
        absent("postgresql", "TEST_POSTGRESQL_URL names no server")
    app = site_of(tmp_path, new_database(POSTGRESQL_URL, f"moved_{WORKER or 'main'}"))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def move(app: Flask, tmp_path: Path) -> str:
    db.session.remove()
    db.engine.dispose()
    with app.app_context():
        done = app.test_cli_runner().invoke(
            args=["move-from-sqlite", str(tmp_path / "querent.sqlite")]
        )
        db.session.remove()
    return f"{done.exit_code} {done.output}"


def files_in(folder: Path) -> dict[Path, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder): path.read_bytes() for path in paths}


def all_rows() -> dict[str, list[str]]:
    tables = db.metadata.sorted_tables
    with db.engine.connect() as connection:
        rows = {t.name: sorted(map(repr, connection.execute(select(t)))) for t in tables}
    return {name: of for name, of in rows.items() if name != "public_stamp"}


def test_every_row_of_every_table_comes_along_and_every_table_takes_a_new_one(
    sqlite_site: Flask, new_site: Flask, tmp_path: Path
) -> None:
    for _ in range(3):
        with db.engine.begin() as connection:
            add_a_row_everywhere(connection, db.metadata)
    before = all_rows()
    assert [name for name, rows in before.items() if not rows] == []
    assert move(new_site, tmp_path).startswith("0 ")
    with new_site.app_context():
        assert all_rows() == before
        with db.engine.begin() as connection:
            add_a_row_everywhere(connection, db.metadata)
        after = all_rows()
        assert {n for n, rows in after.items() if len(rows) == len(before[n])} == ONE_ROW - {
            "public_stamp"
        }
        constraints = text(
            "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND condeferrable"
        )
        assert db.session.scalar(constraints) == 0
        resting = text("SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O'")
        assert db.session.scalar(resting) == 0


def test_a_season_is_the_same_after_it(sqlite_site: Flask, new_site: Flask, tmp_path: Path) -> None:
    import_archive(SEASON)
    db.session.commit()
    export_archive(tmp_path / "before")
    assert move(new_site, tmp_path).startswith("0 ")
    with new_site.app_context():
        export_archive(tmp_path / "after")
        page = new_site.test_client().get("/search?q=oat")
        assert page.status_code == 200
    folders = (tmp_path / "before", tmp_path / "after")
    files = [
        {p.relative_to(f): p.read_bytes() for p in f.rglob("*") if p.is_file()} for f in folders
    ]
    assert files[0] == files[1]


def test_nothing_is_moved_into_a_database_that_holds_something(
    sqlite_site: Flask, new_site: Flask, tmp_path: Path
) -> None:
    with new_site.app_context():
        upgrade(directory=MIGRATIONS)
        db.session.execute(text("INSERT INTO spent_challenge VALUES ('n', '2026-03-01')"))
        db.session.commit()
    printed = move(new_site, tmp_path)
    assert printed.startswith("1 ")
    assert "is not empty" in printed


def test_a_row_that_points_to_nothing_stops_it_and_nothing_is_moved(
    sqlite_site: Flask, new_site: Flask, tmp_path: Path
) -> None:
    with db.engine.connect() as connection:
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute(
            "INSERT INTO asked_addition (asked_id, added_on, text) VALUES (7, '2026-03-01', 'x')"
        )
    printed = move(new_site, tmp_path)
    assert printed.startswith("1 ")
    assert "points to one that is not there" in printed
    with new_site.app_context():
        assert db.session.scalar(text("SELECT count(*) FROM asked_addition")) == 0
