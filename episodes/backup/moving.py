"""A whole SQLite site into an empty PostgreSQL database: all of it, or nothing. Media and key stay
where they are."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import (
    Connection,
    MetaData,
    Table,
    create_engine,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError

from episodes.backup.databases import check_sqlite
from episodes.backup.errors import BackupError

ROWS_AT_ONCE = 500  # a row of captions may be 10 MB; of others, that many go in one statement
BYTES_AT_ONCE = 20_000_000
# Written by migrations and by each start: the site's own from SQLite come in their place.
MADE_BY_ITSELF = frozenset(("public_stamp", "site_key", "role", "inbox_settings"))
Progress = Callable[[int, int], None]


def move_rows(
    source: Path, target: Connection, metadata: MetaData, revision: str, progress: Progress
) -> dict[str, int]:
    """Rows by table. target: in a transaction that the caller commits; migrated to the revision.

    Raises BackupError."""
    check_sqlite(source)
    engine = create_engine(f"sqlite:///file:{source}?mode=ro&uri=true")
    try:
        with engine.connect() as connection:
            _check_revision(connection, revision)
            _check_empty(target, metadata)
            return _move_all(connection, target, metadata, progress)
    finally:
        engine.dispose()


def _check_revision(source: Connection, revision: str) -> None:
    present = MigrationContext.configure(source).get_current_revision()
    if present != revision:
        raise BackupError(
            f"The SQLite database is at revision {present}, not {revision}. Bring it up to date"
            " first: flask db upgrade, without DATABASE_URL."
        )


def _check_empty(target: Connection, metadata: MetaData) -> None:
    for table in metadata.sorted_tables:
        has_rows = target.scalar(select(select(table).exists()))
        if has_rows and table.name not in MADE_BY_ITSELF:
            raise BackupError(
                f"The PostgreSQL database is not empty ({table.name} has rows), so nothing was"
                " moved. Name a new one."
            )


def _move_all(
    source: Connection, target: Connection, metadata: MetaData, progress: Progress
) -> dict[str, int]:
    tables = metadata.sorted_tables
    _let_rows_come_in_any_order(target, tables)
    counts = {}
    for done, table in enumerate(tables, 1):
        if table.name in MADE_BY_ITSELF:
            target.execute(table.delete())
        counts[table.name] = _move_table(source, target, table)
        progress(done, len(tables))
    _hold_rows_to_each_other(target, tables)
    for table in tables:
        _go_on_counting(target, table)
        there = target.scalar(select(func.count()).select_from(table))
        if there != counts[table.name]:
            raise BackupError(f"{table.name} has {counts[table.name]} rows, but {there} came.")
    return counts


def _move_table(source: Connection, target: Connection, table: Table) -> int:
    rows = source.execution_options(yield_per=ROWS_AT_ONCE).execute(select(table)).mappings()
    waiting: list[dict[str, Any]] = []
    size_bytes = count = 0
    for row in rows:
        waiting.append(dict(row))
        size_bytes += sum(len(v) for v in row.values() if isinstance(v, str | bytes))
        count += 1
        if len(waiting) >= ROWS_AT_ONCE or size_bytes >= BYTES_AT_ONCE:
            _insert(target, table, waiting)
            waiting, size_bytes = [], 0
    _insert(target, table, waiting)
    return count


def _insert(target: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    try:
        target.execute(insert(table), rows)
    except DBAPIError as error:
        raise BackupError(
            f"PostgreSQL does not take a row of {table.name}: {error.orig}. Nothing was moved."
        ) from error


def _let_rows_come_in_any_order(target: Connection, tables: list[Table]) -> None:
    """Rows point to each other in rings. Our own triggers rest: what they refuse or derive was
    refused and derived when the rows were made."""
    for alter in _each_foreign_key(tables):
        target.execute(text(f"{alter} DEFERRABLE INITIALLY DEFERRED"))
    for table in tables:
        target.execute(text(f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER'))


def _hold_rows_to_each_other(target: Connection, tables: list[Table]) -> None:
    """Raises BackupError where a row points to nothing."""
    try:
        target.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    except DBAPIError as error:
        raise BackupError(
            f"A row points to one that is not there: {error.orig}. Nothing was moved."
        ) from error
    for table in tables:
        target.execute(text(f'ALTER TABLE "{table.name}" ENABLE TRIGGER USER'))
    for alter in _each_foreign_key(tables):
        target.execute(text(f"{alter} NOT DEFERRABLE"))


def _each_foreign_key(tables: list[Table]) -> list[str]:
    """The beginnings of the statements that alter them."""
    return [
        f'ALTER TABLE "{table.name}" ALTER CONSTRAINT "{key.name}"'
        for table in tables
        for key in table.foreign_key_constraints
    ]


def _go_on_counting(target: Connection, table: Table) -> None:
    """The next new row gets a number of its own."""
    column = table.autoincrement_column
    if column is None:
        return
    named = {"table": f'"{table.name}"', "column": column.name}
    sequence = target.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), named)
    if sequence:
        highest = target.scalar(select(func.max(column)))
        target.execute(
            text("SELECT setval(:sequence, :number, :is_taken)"),
            {"sequence": sequence, "number": highest or 1, "is_taken": highest is not None},
        )
