"""What is wrong with an archive: each problem names its file and field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

SHOWN_VALUE = 60
MESSAGES = {
    "extra_forbidden": "unknown field",
    "missing": "is missing",
    "string_type": "must be text",
    "string_unicode": "must be text",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "string_too_long": "has more than {max_length} characters",
    "string_too_short": "is empty",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "json_invalid": "is not JSON: {error}",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """file: relative to the archive. field: as in `warnings[2].category`; empty: the whole file."""

    file: str
    field: str
    message: str

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.file, self.field, self.message)))


class ArchiveError(Exception):
    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def wrong(field: str, message: str) -> PydanticCustomError:
    """Raised in a model's validator; field: one of the model's own, as it stands in the file."""
    return PydanticCustomError("rule", "{message}", {"field": field, "message": message})


def problems_of(error: ValidationError, file: str) -> Iterator[Problem]:
    for detail in error.errors():
        yield Problem(file, _field(detail), _message(detail))


def _field(detail: ErrorDetails) -> str:
    own = detail.get("ctx", {}).get("field", "")
    path = [*detail["loc"], *([own] if own else [])]
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(
        "."
    )


def _message(detail: ErrorDetails) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in ("enum", "literal_error"):
        return f"unknown value {quoted(detail['input'])}; known: {context['expected']}"
    if kind == "value_error":
        return str(context["error"])
    if kind in MESSAGES:
        return MESSAGES[kind].format(**context)
    return detail["msg"]


def quoted(value: Any) -> str:
    """As a person may be shown it: in quotes, and not longer than a line."""
    text = value if isinstance(value, str) else repr(value)
    text = text if len(text) <= SHOWN_VALUE else text[:SHOWN_VALUE] + "…"
    return '"' + "".join(c if c.isprintable() else "�" for c in text) + '"'
