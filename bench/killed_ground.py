"""Sites to kill commands on: an empty one, one with the demo season, one of an earlier version; and
copies of them, on SQLite by files, on PostgreSQL by templates."""

import hashlib
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import psycopg
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

SEASON = Path(__file__).parents[1] / "episodes/demo/season"
# What the versions before had no place for; the demo season uses it.
LATER = (
    "UPDATE episode SET cover_line = '', cover_said_by = '', cover_said_ms = NULL, accent = NULL",
    "UPDATE show SET hot = '', plum = '', display_face = ''",
    "UPDATE question SET points_to_nobody = false",
)
# Tables that the old version does not have; with a row in them the way back is refused.
NOT_IN_OLD = ("DELETE FROM judgement", "DELETE FROM version")
LEFT_S = 60.0


@dataclass(frozen=True)
class Place:
    """url: empty for SQLite in the folder."""

    folder: Path
    url: str
    is_copy: bool = True

    @property
    def environment(self) -> dict[str, str]:
        words = {"DATA_DIR": str(self.folder), "DATABASE_URL": self.url, "SECRET_KEY": "k" * 40}
        return words | {"SEARCH_BY_MEANING": "off"}

    def count(self, table: str) -> int:
        """-1 where there is no such table yet."""
        engine = create_engine(self._address)
        try:
            with engine.connect() as connection:
                return int(connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)  # noqa: S608
        except DBAPIError:
            return -1
        finally:
            engine.dispose()

    def expect_count(self, table: str, counts: set[int]) -> list[str]:
        there = self.count(table)
        return [] if there in counts else [f"{there} rows of {table}, expected one of {counts}"]

    def execute(self, *statements: str) -> None:
        engine = create_engine(self._address)
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()

    def half_files(self) -> list[str]:
        files = [path for path in (self.folder / "media").rglob("*") if path.is_file()]
        whole = [path for path in files if path.suffix != ".part"]
        return [f"half a file: {path.name}" for path in whole if digest_of(path) != path.stem]

    def wait_until_left(self) -> None:
        """PostgreSQL notices a client that was killed a moment later."""
        deadline = time.monotonic() + LEFT_S
        while self.url and _number_connected(self.url) and time.monotonic() < deadline:
            time.sleep(0.1)

    def drop(self) -> None:
        if not self.is_copy:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.url:
            _execute(self.url, f'DROP DATABASE IF EXISTS "{_name(self.url)}" WITH (FORCE)')

    @property
    def _address(self) -> str:
        if self.url:
            return self.url.replace("postgresql://", "postgresql+psycopg://")
        return f"sqlite:///{self.folder / 'querent.sqlite'}"


class Ground:
    """url: of a database beside which others may be made; empty: SQLite."""

    def __init__(self, root: Path, url: str) -> None:
        self.root, self._url = root, url
        self.empty = self._place("empty")
        self.full = self._place("full")
        self.old = self._place("old")
        self.sqlite = Place(root / "sqlite", "", is_copy=False)
        self.sqlite_file = root / "sqlite" / "querent.sqlite"
        self.episodes = 0
        self._copies = 0

    def __enter__(self) -> "Ground":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        if self._url:
            for number in range(self._copies + 1):
                self._drop(f"copy{number}")
            for name in ("empty", "full", "old"):
                self._drop(name)

    def make(self, run: Callable[..., None], old_revision: str) -> None:
        run(self.empty, "db", "upgrade")
        for place in (self.full, *([self.sqlite] if self._url else [])):
            run(place, "db", "upgrade")
            run(place, "archive", "import", str(SEASON))
            place.execute(*LATER)
        self.episodes = self.full.count("episode")
        shutil.copytree(self.full.folder, self.old.folder, dirs_exist_ok=True)
        if self._url:
            self._new("old", like="full")
        self.old.execute(*NOT_IN_OLD)
        run(self.old, "db", "downgrade", old_revision)

    def copy(self, place: Place, folder: Path, *, is_new: bool = False) -> Place:
        """is_new: a database without anything, with the media of the SQLite site."""
        shutil.copytree((self.sqlite if is_new else place).folder, folder)
        if not self._url:
            return Place(folder, "")
        self._copies += 1
        like = "" if is_new else _name(place.url).removeprefix(f"{_name(self._url)}_killed_")
        return Place(folder, self._new(f"copy{self._copies}", like=like))

    def _place(self, name: str) -> Place:
        (self.root / name).mkdir()
        return Place(self.root / name, self._new(name) if self._url else "", is_copy=False)

    def _new(self, name: str, like: str = "") -> str:
        self._drop(name)
        template = f' TEMPLATE "{_name(self._of(like))}"' if like else ""
        _execute(self._url, f'CREATE DATABASE "{_name(self._of(name))}"{template}')
        return self._of(name)

    def _drop(self, name: str) -> None:
        _execute(self._url, f'DROP DATABASE IF EXISTS "{_name(self._of(name))}" WITH (FORCE)')

    def _of(self, name: str) -> str:
        return f"{self._url}_killed_{name}"


def _name(url: str) -> str:
    return url.rsplit("/", 1)[1]


def _execute(url: str, statement: str) -> None:
    """From the server's own database: none can be dropped from within."""
    with psycopg.connect(f"{url.rsplit('/', 1)[0]}/postgres", autocommit=True) as connection:
        connection.execute(statement.encode())


def _number_connected(url: str) -> int:
    with psycopg.connect(f"{url.rsplit('/', 1)[0]}/postgres", autocommit=True) as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
        row = connection.execute(query, [_name(url)]).fetchone()
    return int(row[0]) if row else 0


def digests_below(folder: Path) -> dict[str, str]:
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): digest_of(path) for path in paths}


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
