"""What is read or made once a process, however many threads ask for it at the same time.

`functools.cache` lets all of them begin: eight threads that each read the word lists of six
languages kept a site that had just started from every page for twenty seconds."""

from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def once_a_process(make: Callable[P, T]) -> Callable[P, T]:
    """For functions of few different arguments, which must be hashable and given by position. What
    raises is tried again by the next who asks."""
    values: dict[Hashable, T] = {}
    lock = Lock()

    @wraps(make)
    def value(*key: P.args, **others: P.kwargs) -> T:
        assert not others, "given by position"  # noqa: S101  # a mistake of ours
        if key not in values:
            with lock:
                if key not in values:
                    values[key] = make(*key, **others)
        return values[key]

    return value
