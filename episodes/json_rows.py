"""Many small lists of one episode in one statement: each a correlated subquery that gives JSON.

A page that asks a statement for each of its lists pays for the round trip and SQLAlchemy's
own work ten times over; a join over all of them multiplies their rows."""

from typing import Any

from sqlalchemy import JSON, ColumnElement, ScalarSelect, Select, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class _JsonRows(FunctionElement[Any]):
    type = JSON()
    inherit_cache = True


@compiles(_JsonRows, "sqlite")
def _on_sqlite(element: _JsonRows, compiler: Any, **kwargs: Any) -> str:
    return f"json_group_array(json_array({compiler.process(element.clauses, **kwargs)}))"


@compiles(_JsonRows, "postgresql")
def _on_postgresql(element: _JsonRows, compiler: Any, **kwargs: Any) -> str:
    return f"json_agg(json_build_array({compiler.process(element.clauses, **kwargs)}))"


def json_rows(*columns: Any) -> Select[Any]:
    """A select whose one value is a list of lists, or None; in no order. Add joins and where."""
    return select(_JsonRows(*columns))


def of_each(rows: Select[Any], outer: Any, label: str) -> ColumnElement[Any]:
    """rows as a column of a select over `outer`, whose columns its where clause names."""
    subquery: ScalarSelect[Any] = rows.correlate(outer).scalar_subquery()
    return subquery.label(label)


def rows_in_order(value: list[list[Any]] | None) -> list[list[Any]]:
    """By the first column, which every list here makes its position."""
    return sorted(value or [], key=lambda row: row[0])
