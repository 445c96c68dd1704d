"""Two people's changes to the same version, put together by field and by row. Pure.

A content is an object by field. A field that is a list of objects holds rows, each with an `id`
that it keeps from version to version."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Content = dict[str, Any]
ABSENT: Any = None  # of a row that one side took out


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both changed the same thing, and differently. field: `title`, or `credits.role` with row: the
    row's id; a row that one side took out and the other changed is a conflict of the whole row
    (field: `credits`), and None stands for the side without it."""

    field: str
    row: str
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """content: mine where both changed the same thing; no change of either side is missing that
    is not named among the conflicts."""

    content: Content
    conflicts: tuple[Conflict, ...]


def merge(base: Content, mine: Content, theirs: Content) -> Merged:
    """base: the version that both began with."""
    content: Content = {}
    conflicts: list[Conflict] = []
    for field in dict.fromkeys([*mine, *theirs]):
        versions = base.get(field), mine.get(field), theirs.get(field)
        if any(_is_rows(value) for value in versions):
            lists: list[Any] = [value or [] for value in versions]
            content[field], new_conflicts = _merge_rows(field, *lists)
        else:
            content[field], new_conflicts = _merge_value(field, "", *versions)
        conflicts += new_conflicts
    return Merged(content, tuple(conflicts))


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_row(row) for row in value)


def _is_row(row: Any) -> bool:
    return isinstance(row, dict) and "id" in row


def _merge_value(
    field: str, row: str, base: Any, mine: Any, theirs: Any
) -> tuple[Any, list[Conflict]]:
    if mine in (base, theirs):
        return theirs, []
    if theirs == base:
        return mine, []
    return mine, [Conflict(field, row, mine, theirs)]


def _merge_rows(
    field: str, base: list[Content], mine: list[Content], theirs: list[Content]
) -> tuple[list[Content], list[Conflict]]:
    old, own, other = _by_id(base), _by_id(mine), _by_id(theirs)
    rows: list[Content] = []
    conflicts: list[Conflict] = []
    for row_id in _order(base, mine, theirs):
        row, new_conflicts = _merge_row(
            field, row_id, old.get(row_id), own.get(row_id), other.get(row_id)
        )
        rows += [row] if row is not None else []
        conflicts += new_conflicts
    return rows, conflicts


def _merge_row(
    field: str, row_id: str, base: Content | None, mine: Content | None, theirs: Content | None
) -> tuple[Content | None, list[Conflict]]:
    if mine is None or theirs is None:
        present = mine or theirs
        if base is None or present == base:  # added by one side, or taken out by one
            return (present if base is None else None), []
        return present, [Conflict(field, row_id, mine, theirs)]
    row: Content = {}
    conflicts: list[Conflict] = []
    for name in dict.fromkeys([*mine, *theirs]):
        old = base.get(name) if base else None
        row[name], new_conflicts = _merge_value(
            f"{field}.{name}", row_id, old, mine.get(name), theirs.get(name)
        )
        conflicts += new_conflicts
    return row, conflicts


def _by_id(rows: Sequence[Content]) -> dict[str, Content]:
    return {row["id"]: row for row in rows}


def _order(base: list[Content], mine: list[Content], theirs: list[Content]) -> list[str]:
    """Mine where I moved rows, else theirs; what only the other side has comes behind the row that
    it stands behind there."""
    ids = [[row["id"] for row in rows] for rows in (base, mine, theirs)]
    common = set(ids[0]) & set(ids[1])
    has_moved = [i for i in ids[0] if i in common] != [i for i in ids[1] if i in common]
    leading, following = (ids[1], ids[2]) if has_moved else (ids[2], ids[1])
    order = list(leading)
    for place, row_id in enumerate(following):
        if row_id not in order:
            before = next((i for i in reversed(following[:place]) if i in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, row_id)
    return order


def says_the_same(one: Content, other: Content) -> bool:
    return bool(_without_ids(one) == _without_ids(other))


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_ids(cell) for name, cell in value.items() if name != "id"}
    return [_without_ids(item) for item in value] if isinstance(value, list) else value


def keep_row_ids(old: Content, new: Content) -> Content:
    """Rows that say the same keep their id; of the rest, each that of the row in its place."""
    return {field: _keep_ids(old.get(field), value) for field, value in new.items()}


def _keep_ids(old: Any, new: Any) -> Any:
    if not isinstance(old, list) or not isinstance(new, list):
        return new
    free = [row for row in old if isinstance(row, dict)]
    rows = []
    for row in new:
        same = next((each for each in free if _without_ids(each) == _without_ids(row)), None)
        if same is not None:
            free.remove(same)
        rows.append(same or row)
    changed = [place for place, row in enumerate(rows) if row is new[place]]
    for place, row in zip(changed, free, strict=False):
        rows[place] = new[place] | {"id": row["id"]}
    return rows
