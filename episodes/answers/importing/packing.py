"""An import as JSON and back: it is worked out in a child, and its pages are made by the site."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from episodes.messages import Message, restored, stored_form

Thing = TypeVar("Thing")
_LONGEST_MESSAGE = 10_000  # characters


def as_plain(value: object) -> Any:
    """A dataclass becomes the list of its fields, which is half as long as one with names."""
    if is_dataclass(value):
        return [as_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Message):
        return stored_form(value, _LONGEST_MESSAGE)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [as_plain(each) for each in value]
    return dict(value) if isinstance(value, Mapping) else value


def from_plain(kind: type[Thing], value: Any) -> Thing:
    """Raises KeyError, TypeError, ValueError where the value is of another shape."""
    thing: Thing = _value_of(kind, value)
    return thing


def _value_of(kind: Any, value: Any) -> Any:
    if get_origin(kind) in (Union, UnionType):
        others = [each for each in get_args(kind) if each is not NoneType]
        return None if value is None else _value_of(others[0], value)
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_value_of(inner, each) for each in value)
    if isinstance(kind, type) and is_dataclass(kind):
        made_of: Any = kind
        pairs = zip(_hints(made_of), value, strict=True)
        return made_of(*(_value_of(hint, each) for hint, each in pairs))
    if isinstance(kind, type) and issubclass(kind, Message):
        return restored(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return value


@cache
def _hints(kind: Any) -> tuple[Any, ...]:
    hints = get_type_hints(kind)
    return tuple(hints[field.name] for field in fields(kind))
