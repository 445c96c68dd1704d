"""A start waits for a database that is busy, and for nothing else."""

import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import DatabaseError, OperationalError

from episodes.db import db, reading_only
from episodes.secret import ensure_secret_key
from episodes.serving import patience
from episodes.serving.one_key import OtherKeyError, is_key_of_site, require_one_key
from episodes.serving.patience import do_when_free


def trouble(code: int) -> OperationalError:
    error = sqlite3.OperationalError("of this kind")
    error.sqlite_errorcode = code
    return OperationalError("BEGIN", None, error)


def test_what_finds_the_database_busy_is_done_once_it_is_free(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(patience, "PAUSE_S", 0)
    left = [trouble(sqlite3.SQLITE_BUSY), trouble(sqlite3.SQLITE_BUSY)]
    times = []

    def act() -> None:
        times.append(len(left))
        if left:
            raise left.pop()

    do_when_free(act)
    assert times == [2, 1, 0]
    assert caplog.text.count("the database is busy") == 2


def test_other_trouble_ends_it_at_once(app: Flask) -> None:
    def act() -> None:
        raise trouble(sqlite3.SQLITE_CORRUPT)

    with pytest.raises(DatabaseError):
        do_when_free(act)


def test_the_key_that_the_site_has_is_recognised_without_a_lock(app: Flask) -> None:
    with reading_only():
        assert not is_key_of_site("this one")
        db.session.rollback()
    require_one_key("this one")
    db.session.commit()
    with db.engine.begin(), reading_only():
        assert is_key_of_site("this one")
        with pytest.raises(OtherKeyError):
            is_key_of_site("another")
        db.session.rollback()


def test_a_secret_is_whole_before_anybody_can_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    first = ensure_secret_key(other)

    def another_comes_first(path: Path, _draft: Path) -> None:
        path.write_text(first)
        raise FileExistsError

    monkeypatch.setattr(Path, "hardlink_to", another_comes_first)
    assert ensure_secret_key(tmp_path) == first
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["secret-key"]
