"""A row for every table there is, made from its columns, whatever tables come later."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Connection, Enum, MetaData, String, Table, func, insert, select

from episodes.db import UTCDateTime, now_utc

# What the tables' own checks ask for beyond types.
OVERRIDES: dict[str, dict[str, Any]] = {
    "video": {"original_key": "", "address": "https://media.example/film.mp4", "storage_key": ""},
    "annotation": {"start": 0, "end_": 4},
    "content_warning": {"scope": "question", "resource_slug": "", "part_anchor": ""},
    "job": {"state": "done", "runner": ""},
    "asked_question": {"state": "new"},
    "episode": {"answer_review": "not_reviewed"},
    "missed_words": {"words": ""},
    "old_address": {"person_id": None},
}
ONE_ROW = frozenset(("show", "inbox_settings", "public_stamp", "site_key"))


def add_a_row_everywhere(connection: Connection, metadata: MetaData) -> None:
    """Into every table, the referenced ones first. Tables that hold one row keep it."""
    for table in metadata.sorted_tables:
        has_rows = connection.execute(select(table).limit(1)).first() is not None
        if not (has_rows and table.name in ONE_ROW):
            connection.execute(insert(table).values(_values(connection, table)))


def _values(connection: Connection, table: Table) -> dict[str, Any]:
    number = (connection.scalar(select(func.count()).select_from(table)) or 0) + 1
    values = {}
    for column in table.columns:
        is_counted = column is table.autoincrement_column and table.name not in ONE_ROW
        if is_counted or (column.nullable and not column.foreign_keys):
            continue
        if column.foreign_keys:
            parent = next(iter(column.foreign_keys)).column
            if parent.table is table:
                continue
            newest = connection.scalar(select(parent).order_by(parent.desc()).limit(1))
            if newest is not None:
                values[column.name] = newest
            continue
        values[column.name] = _value(column.type, number, is_unique=table.name == "role")
    if table.name in ONE_ROW:
        values["id"] = 1
    return values | OVERRIDES.get(table.name, {})


def _value(kind: Any, number: int, *, is_unique: bool) -> Any:
    if isinstance(kind, Enum):
        names = list(kind.enum_class or kind.enums)
        return names[number - 1] if is_unique else names[0]
    if isinstance(kind, UTCDateTime):
        return now_utc()
    if isinstance(kind, JSON):
        return []
    if isinstance(kind, String):
        word = f"words-of-{number:06d}"
        return word if not kind.length or kind.length >= len(word) else word[-6:]
    return {
        int: number % 3 + 1,
        bool: False,
        bytes: b"\0\xff%d" % number,
        date: date.fromordinal(739_000 + number),
    }[kind.python_type]
