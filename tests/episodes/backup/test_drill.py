"""The drill: a backup while somebody writes, everything destroyed, everything back."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text

from episodes.archive.exporting import export_archive
from episodes.db import db
from tests.episodes.backup.conftest import Run, data_dir, media_file, slugs
from tests.factories import an_episode

pytestmark = pytest.mark.timeout(300)


@dataclass
class Writer:
    """Of rows `spent_challenge`, one a commit."""

    commits: int = 0


@contextmanager
def writing(site: Flask) -> Iterator[Writer]:
    """Somebody else commits all the time, as fast as they can."""
    stop, began, writer = threading.Event(), threading.Event(), Writer()

    def write() -> None:
        url = db.engine.url
        if url.get_backend_name() == "sqlite":
            connection = sqlite3.connect(url.database, timeout=30, isolation_level=None)
        else:
            address = url.set(drivername="postgresql").render_as_string(hide_password=False)
            connection = psycopg.connect(address, autocommit=True)
        while not stop.is_set():
            row = f"('{writer.commits}', '2026-03-01')"
            connection.execute(f"INSERT INTO spent_challenge VALUES {row}")  # noqa: S608
            writer.commits += 1
            began.set()
        connection.close()

    with site.app_context():
        thread = threading.Thread(target=_in_context, args=(site, write))
        thread.start()
    try:
        assert began.wait(60)
        yield writer
    finally:
        stop.set()
        thread.join()


def _in_context(site: Flask, work: Callable[[], None]) -> None:
    with site.app_context():
        work()


def exported(folder: Path) -> dict[Path, bytes]:
    export_archive(folder)
    db.session.remove()  # or its transaction would keep others from writing
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder): path.read_bytes() for path in files}


def test_the_drill_load_back_up_under_writes_destroy_restore(
    site: Flask, run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    before = exported(tmp_path / "before")
    with writing(site) as writer:
        at_least = writer.commits
        made = run("backup", str(folder))
    assert made.exit_code == 0, made.output
    assert "Backed up and verified" in made.output
    an_episode("too-late")
    db.session.execute(text("DELETE FROM episode WHERE slug = 'kept-safe'"))
    db.session.commit()
    media_file(data_dir(site)).unlink()
    restored = run("restore", str(folder), "--yes")
    assert restored.exit_code == 0, restored.output
    assert slugs() == ["kept-safe"]
    assert media_file(data_dir(site)).read_bytes() == b"film" * 5000
    count = db.session.scalar(text("SELECT count(*) FROM spent_challenge"))
    assert at_least <= count <= writer.commits
    assert exported(tmp_path / "after") == before
    checked = run("check")
    assert checked.exit_code == 0, checked.output
