"""A loop that runs coroutines in a thread of its own: tests with a browser leave one running in the
main thread, and a thread can have one only."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from types import TracebackType
from typing import Any, Self


class LoopElsewhere:
    def __enter__(self) -> Self:
        self._thread = ThreadPoolExecutor(1)
        self._runner = asyncio.Runner()
        return self

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """What the work gives back; it sees the caller's context."""
        return self._thread.submit(copy_context().run, self._runner.run, work).result()

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()


def run_elsewhere(work: Coroutine[Any, Any, Any]) -> Any:
    with LoopElsewhere() as loop:
        return loop.run(work)
