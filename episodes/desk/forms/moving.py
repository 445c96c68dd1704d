"""Lines of a list that change places."""

import re

from wtforms import Form


def moved_places(pressed: str, name: str, count: int) -> tuple[int, int] | None:
    """The two neighbours that change places; None where the button is not of such a list."""
    match = re.fullmatch(rf"{re.escape(name)}\|([0-9]{{1,4}})\|(up|down)", pressed)
    if match is None:
        return None
    first = int(match[1])
    second = first + (1 if match[2] == "down" else -1)
    return (first, second) if min(first, second) >= 0 and max(first, second) < count else None


def swap_rows(one: Form, other: Form) -> None:
    for name, field in one._fields.items():
        beside = other._fields[name]
        field.data, beside.data = beside.data, field.data
        field.raw_data, beside.raw_data = beside.raw_data, field.raw_data
