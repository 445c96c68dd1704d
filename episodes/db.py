"""The database: one handle, the two dialects' habits, and the column types that models share."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    DateTime,
    Engine,
    Enum,
    Executable,
    MetaData,
    event,
    literal_column,
)
from sqlalchemy.exc import DatabaseError, InvalidRequestError, OperationalError
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

from episodes.write_turns import BUSY_TIMEOUT_MS, Line, begin_to_write

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model  # the same class to the database, with Flask-SQLAlchemy's conveniences

SQLITE_CONNECTION_S = 1800

# A deferred SQLite transaction that turns from reading to writing fails at once under load,
# whatever the busy timeout; so a request takes the write lock first,
# unless it promises to read only.
reads_only: ContextVar[bool] = ContextVar("reads_only", default=False)


def now_utc() -> datetime:
    return datetime.now(UTC)


def insert_statement(table: Any, dialect: str) -> Any:
    """INSERT with ON CONFLICT, which each kind of database has in its own way. Only the kind that
    is used is imported: PostgreSQL's brings three drivers along."""
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)


class UTCDateTime(TypeDecorator[datetime]):
    """Aware in, aware out, UTC in between; refuses naive values."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def choice(kind: type[StrEnum], name: str) -> Enum:
    """A text column that holds one of the kind's values, with a CHECK named `name`."""
    values: Callable[[Any], list[str]] = lambda k: [m.value for m in k]  # noqa: E731
    return Enum(
        kind, native_enum=False, create_constraint=True, length=32, name=name,
        values_callable=values, validate_strings=True,
    )  # fmt: skip


def constant(value: StrEnum) -> ColumnElement[Any]:
    """One of our own names as a part of the statement's text. As a value it would be bound,
    processed and, within IN, spelt out again each time that the statement runs."""
    return literal_column(f"'{value.value}'")


def primary_key() -> Any:
    return mapped_column(primary_key=True)


def refresh_statistics() -> None:
    """Tells SQLite's planner what the tables hold now; PostgreSQL does so by itself.

    Without it a search by meaning begins at the public episodes instead of the nearest vectors: at
    a thousand episodes 170 ms instead of 40. At most 400 rows of each index are looked at."""
    if db.engine.dialect.name == "sqlite":
        with db.engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA analysis_limit=400")
            connection.exec_driver_sql("ANALYZE")


def engine_options(url: str, threads: int) -> dict[str, Any]:
    """Logs hold nobody's words. A server that was started again, or that does not answer, is found
    out before a statement is lost to it, and within seconds. A connection to SQLite reads the
    planner's statistics once, so it is replaced now and then. Each thread finds a connection that
    stays: of SQLAlchemy's usual pool of five the others are opened and closed with each request."""
    options: dict[str, Any] = {"hide_parameters": True, "pool_size": threads}
    if url.startswith("sqlite"):
        options["pool_recycle"] = SQLITE_CONNECTION_S
    else:
        connecting: dict[str, Any] = {"connect_timeout": 5, "tcp_user_timeout": 15_000}  # s, ms
        if "options=" not in url:
            # To compile a search for a hundred words takes four times as long as to run it.
            connecting["options"] = "-c jit=off"
        options |= {"pool_pre_ping": True, "connect_args": connecting}
    return options


def prepare_engine(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        line = Line()

        def begin(connection: Connection) -> None:
            _begin_sqlite(connection, line)

        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", begin)


def _set_pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN is always deferred; ours is below
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",  # first: the next may have to wait
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-4000",  # kB of each connection, and each thread has one
        "temp_store=MEMORY",
        # What is erased is overwritten; some builds of SQLite leave it in the file.
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection, line: Line) -> None:
    # Past SQLAlchemy, whose own work for a statement costs thirty times what this one does.
    driver: Any = connection.connection.dbapi_connection
    try:
        if reads_only.get():
            driver.execute("BEGIN")
        else:
            begin_to_write(driver, line)
    except sqlite3.DatabaseError as error:  # locked or damaged; as SQLAlchemy says it elsewhere
        is_locked = isinstance(error, sqlite3.OperationalError)
        raise (OperationalError if is_locked else DatabaseError)("BEGIN", None, error) from error


@contextmanager
def reading_only() -> Iterator[None]:
    """What begins within it promises only to read, and so never waits for those who write."""
    before = reads_only.set(True)
    try:
        yield
    finally:
        reads_only.reset(before)


class RowGoneError(Exception):
    """Somebody else erased the row since it was read."""


def lock_row(row: Base) -> None:
    """As it is now, for nobody else to change before the transaction ends. Raises RowGoneError."""
    try:
        db.session.refresh(row, with_for_update=True)
    except InvalidRequestError as error:
        raise RowGoneError(type(row).__name__) from error


def rows_of(
    statement: Executable, values: Mapping[str, Any] | None = None
) -> CursorResult[*tuple[Any, ...]]:
    """The statement's rows as plain values, in the session's transaction but without its objects:
    for pages that only show what they read. Nothing is flushed first."""
    return db.session.connection().execute(statement, values)


@contextmanager
def own_transaction(*, reading: bool = False) -> Iterator[Connection]:
    """Apart from the session's, and kept whatever becomes of the request. The session's is let go
    first, or on SQLite this one would wait for it: so nothing may have been written in it."""
    if db.session.new or db.session.dirty or db.session.deleted:
        raise RuntimeError("another transaction was wanted after something was written")
    db.session.rollback()
    before = reads_only.set(reading)
    try:
        with db.engine.begin() as connection:
            yield connection
    finally:
        reads_only.reset(before)
