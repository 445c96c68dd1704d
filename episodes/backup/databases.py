"""A consistent copy of the database while it is written to, and its way back, for both kinds."""

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import URL

from episodes.backup.errors import BackupError

SQLITE_COPY, POSTGRESQL_COPY = "querent.sqlite", "querent.pgdump"
# What belongs to an SQLite database beside its file: rows that are not in it yet.
COMPANIONS = ("", "-wal", "-shm", "-journal")
LEAVING_SECONDS = 3
EMPTY_SCHEMA = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"


def copy_name(url: URL) -> str:
    return SQLITE_COPY if url.get_backend_name() == "sqlite" else POSTGRESQL_COPY


def copy_database(url: URL, folder: Path) -> None:
    """One moment of the database, whatever is written meanwhile. Raises BackupError."""
    if url.get_backend_name() == "sqlite":
        _copy_sqlite(Path(url.database or ""), folder / SQLITE_COPY)
    else:
        _dump_postgresql(url, folder / POSTGRESQL_COPY)


def _copy_sqlite(source: Path, target: Path) -> None:
    """VACUUM INTO reads in one transaction, beside writers. (The copy that `.backup` makes starts
    again at each commit of another process, and never ends on a busy site.)"""
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30)) as database:
            database.execute("VACUUM INTO ?", (str(target),))
        target.chmod(0o600)
        check_sqlite(target)
    except sqlite3.Error as error:
        raise BackupError(f"The database could not be copied: {error}.") from error


def check_sqlite(path: Path) -> None:
    """Raises BackupError where the file is not a whole database."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as database:
            answer = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise BackupError(f"{path.name} is damaged: {error}.") from error
    if answer != "ok":
        raise BackupError(f"{path.name} is damaged: {answer}.")


def _dump_postgresql(url: URL, target: Path) -> None:
    _run([*_client("pg_dump", url), "--format=custom", "--no-owner", "--no-acl",
          "--file", str(target)], url)  # fmt: skip
    target.chmod(0o600)
    _run([_program("pg_restore"), "--list", str(target)], url)


def move_sqlite_aside(path: Path, aside: Path) -> None:
    """With everything that belongs to it: a journal of the old database must never meet the new."""
    aside.mkdir(parents=True, exist_ok=True)
    for ending in COMPANIONS:
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(aside / part.name)


def restore_postgresql(url: URL, dump: Path) -> None:
    """All of it in one transaction: where it fails, the database is as it was. The statements go
    by way of a file, so that a dump that is damaged in its middle is noticed before the first."""
    script = dump.with_suffix(".sql.part")
    try:
        _run([_program("pg_restore"), "--no-owner", "--no-acl", f"--file={script}", str(dump)], url)
        _run(
            [*_client("psql", url), "--quiet", "--no-psqlrc", "--single-transaction",
             "--set", "ON_ERROR_STOP=1", "--output", os.devnull,
             "--command", EMPTY_SCHEMA, "--file", str(script)],
            url,
        )  # fmt: skip
    finally:
        script.unlink(missing_ok=True)


def is_used_by_others(url: URL) -> bool:
    """Some other session uses the PostgreSQL database. One that has just ended is still listed for
    a moment, so it is asked for a while."""
    deadline = time.monotonic() + LEAVING_SECONDS
    while _other_sessions(url):
        if time.monotonic() > deadline:
            return True
        time.sleep(0.1)
    return False


def _other_sessions(url: URL) -> int:
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        ).fetchone()
    return int(row[0]) if row else 0


def _client(name: str, url: URL) -> list[str]:
    parts = [_program(name), "--dbname", url.database or "", "--no-password"]
    for option, value in (("--host", url.host), ("--port", url.port), ("--username", url.username)):
        parts += [option, str(value)] if value else []
    return parts


def _program(name: str) -> str:
    program = shutil.which(name)
    if program is None:
        raise BackupError(f"{name} is not installed. It comes with PostgreSQL's client programs.")
    return program


def _environment(url: URL) -> dict[str, str]:
    """The password by the environment: a command's words can be read by everybody."""
    return os.environ | {"PGPASSWORD": url.password or ""}


def _run(command: list[str], url: URL) -> None:
    done = subprocess.run(  # noqa: S603
        command, env=_environment(url), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{Path(command[0]).name}: {done.stderr.strip() or 'it failed'}")


@contextmanager
def failures_in_words(doing: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BackupError(f"{doing}: {error.strerror or error}.") from error
