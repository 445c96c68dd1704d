"""Databases that can be taken away, filled up, locked or made read-only, for real."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, make_url, text

from episodes.db import db


class CutLine:
    """A line to PostgreSQL on this machine that can be cut and mended."""

    def __init__(self, url: str) -> None:
        target = make_url(url)
        self._target = (target.host or "127.0.0.1", target.port or 5432)
        self._listener = socket.create_server(("127.0.0.1", 0))
        port = self._listener.getsockname()[1]
        self.url = target.set(host="127.0.0.1", port=port).render_as_string(hide_password=False)
        self._sockets: list[socket.socket] = []
        self.is_cut = False
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        self.is_cut = True
        while self._sockets:
            end = self._sockets.pop()
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def mend(self) -> None:
        self.is_cut = False

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if self.is_cut:
                    near.close()
                    continue
                far = socket.create_connection(self._target)
                self._sockets += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=_pass_on, args=(source, sink), daemon=True).start()


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def sqlite_with(app: Flask, *pragmas: str) -> Iterator[None]:
    """Every connection of the app has the pragmas while it lasts."""

    def set_them(connection: Any, _record: Any, _proxy: Any) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    with app.app_context():
        event.listen(db.engine, "checkout", set_them)
        try:
            yield
        finally:
            event.remove(db.engine, "checkout", set_them)
            db.engine.dispose()


@contextmanager
def full_database(app: Flask, table: str) -> Iterator[None]:
    """No row of the table fits any more; PostgreSQL says so as it does of a full disk."""
    with app.app_context():
        engine = db.engine
        if engine.dialect.name == "sqlite":
            db.session.remove()
            with engine.connect() as connection:
                connection.connection.driver_connection.execute("VACUUM")
                pages = connection.scalar(text("PRAGMA page_count"))
            with sqlite_with(app, f"max_page_count={pages}"):
                yield
            return
        with engine.begin() as connection:
            connection.execute(text(
                "CREATE OR REPLACE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                " RAISE EXCEPTION 'could not extend file: No space left on device'"
                " USING ERRCODE = 'disk_full'; END $$"
            ))  # fmt: skip
            connection.execute(text(
                f'CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON "{table}"'
                " FOR EACH ROW EXECUTE FUNCTION no_room()"
            ))  # fmt: skip
        try:
            yield
        finally:
            with engine.begin() as connection:
                connection.execute(text("DROP FUNCTION no_room() CASCADE"))


@contextmanager
def sqlite_file_away(path: Path) -> Iterator[None]:
    """A folder stands where the file was, as on a disk that is not mounted."""
    hidden = path.with_name("hidden.sqlite")
    path.rename(hidden)
    path.mkdir()
    try:
        yield
    finally:
        path.rmdir()
        hidden.rename(path)


def _overwritten(data: bytes) -> bytes:
    """All but the first page, which says what the file is and where its tables begin."""
    return data[:4096] + bytes(n * 37 % 251 for n in range(4096)) * (len(data) // 4096 - 1)


DAMAGES = {
    "overwritten": _overwritten,
    "cut off": lambda data: data[: len(data) // 2 + 100],
    "not a database": lambda _data: b"This was never a database.\n" * 400,
}


@contextmanager
def damaged_sqlite_file(path: Path, damage: str) -> Iterator[None]:
    """Nobody may have it open. Afterwards it is whole again."""
    whole = path.read_bytes()
    path.write_bytes(DAMAGES[damage](whole))
    try:
        yield
    finally:
        for rest in ("-wal", "-shm"):
            path.with_name(path.name + rest).unlink(missing_ok=True)
        path.write_bytes(whole)
