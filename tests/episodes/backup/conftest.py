"""A site of its own on each database: a restore takes the whole of it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import Result
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from app import create_app
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.media.models import Video
from episodes.media.storage import storage
from episodes.settings import Settings
from tests.conftest import POSTGRESQL_URL, WORKER, absent, drop_database
from tests.factories import a_show, an_episode

ROOT = Path(__file__).parents[3]
Run = Callable[..., Result]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def own_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield ""
        return
    if not POSTGRESQL_URL:
        absent("postgresql", "TEST_POSTGRESQL_URL names no server")
    base, name = POSTGRESQL_URL.rsplit("/", 1)
    own = f"{name}_backup_{WORKER or 'main'}_{os.getpid()}"
    with psycopg.connect(POSTGRESQL_URL, autocommit=True) as connection:
        drop_database(connection, own)
        connection.execute(f'CREATE DATABASE "{own}"')
    yield f"{base}/{own}"
    with psycopg.connect(POSTGRESQL_URL, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{own}"')


@pytest.fixture
def site(own_database: str, tmp_path: Path) -> Iterator[Flask]:
    """Migrated, with a show, an episode and a stored film."""
    settings = Settings(DATA_DIR=tmp_path / "data", DATABASE_URL=own_database)
    app = create_app(settings, TESTING=True)
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        a_show()
        path = tmp_path / "film.bin"
        path.write_bytes(b"film" * 5000)
        with path.open("rb") as stream:
            stored = storage().save(stream, limit_bytes=10**6, suffix=".mp4")
        episode = an_episode("kept-safe")
        keys = {"original_key": stored.key, "storage_key": stored.key}
        sizes = {"original_size_bytes": stored.size_bytes, "size_bytes": stored.size_bytes}
        db.session.add(Video(episode_id=episode.id, media_type="video/mp4", **keys, **sizes))
        db.session.commit()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def run(site: Flask) -> Run:
    """A command of `flask`, as typed."""

    def run_command(*words: str) -> Result:
        db.session.remove()
        db.engine.dispose()
        return site.test_cli_runner().invoke(args=list(words))

    return run_command


def data_dir(site: Flask) -> Path:
    return Path(site.extensions["settings"].DATA_DIR)


def slugs() -> list[str]:
    db.session.rollback()
    return sorted(db.session.scalars(select(Episode.slug)))


def media_file(folder: Path) -> Path:
    return next(path for path in (folder / "media").rglob("*.mp4"))
