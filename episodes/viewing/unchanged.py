"""What is the same for everybody until something public changes, read once until then."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from flask import current_app, request

from episodes.pages import PUBLIC_VERSION

T = TypeVar("T")


def read_once_a_version(read: Callable[[], T]) -> Callable[[], T]:
    """Within a request whose environment names the public's version; elsewhere it reads each time.

    The version is taken before anything is read, so what is read may be newer than it and never
    older; and a newer version asks again."""
    name = f"{read.__module__}.{read.__qualname__}"

    @wraps(read)
    def value() -> T:
        version = request.environ.get(PUBLIC_VERSION) if request else None
        if version is None:
            return read()
        values: dict[str, tuple[object, T]] = current_app.extensions.setdefault(__name__, {})
        before = values.get(name)
        if before is None or before[0] != version:
            before = values[name] = version, read()
        return before[1]

    return value
