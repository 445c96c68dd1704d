from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from episodes.jobs.registry import JobKind, kinds_of, register
from episodes.jobs.running import JobRun

Register = Callable[..., str]


@pytest.fixture
def a_kind(app: Flask) -> Iterator[Register]:
    """Registers a kind of job for the time of the test, and gives its name."""
    before = dict(kinds_of(app))

    def make(run: Callable[[JobRun], str], name: str = "test", attempts: int = 2) -> str:
        register(app, JobKind(name, "Test", run, 60, 1_000_000_000, attempts))
        return name

    yield make
    kinds_of(app).clear()
    kinds_of(app).update(before)
