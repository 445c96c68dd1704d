"""What is read or made once a process, however many threads ask for it at the same time.

`functools.cache` lets all of them begin: eight threads that each read the word lists of six
languages kept a site that had just started from every page for twenty seconds."""

from collections.abc import Callable, Hashable
from functools import update_wrapper
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Once(Generic[P, T]):
    """What a function gave, by its arguments."""

    def __init__(self, make: Callable[P, T]) -> None:
        self._make = make
        self._values: dict[Hashable, T] = {}
        self._lock = Lock()
        update_wrapper(self, make)

    def __call__(self, *key: P.args, **others: P.kwargs) -> T:
        assert not others, "given by position"  # noqa: S101  # a mistake of ours
        if key not in self._values:
            with self._lock:
                self._make_value(key)
        return self._values[key]

    def unless_busy(self, *key: P.args, **others: P.kwargs) -> T | None:
        """None where another thread is making a value just now: for callers that can do without."""
        assert not others, "given by position"  # noqa: S101  # a mistake of ours
        if key not in self._values:
            if not self._lock.acquire(blocking=False):
                return None
            try:
                self._make_value(key)
            finally:
                self._lock.release()
        return self._values[key]

    def _make_value(self, key: tuple[Any, ...]) -> None:
        if key not in self._values:
            self._values[key] = self._make(*key)  # type: ignore[call-arg]  # of P, by position


def once_a_process(make: Callable[P, T]) -> Once[P, T]:
    """For functions of few different arguments, which must be hashable and given by position. What
    raises is tried again by the next who asks."""
    return Once(make)
