"""Whether the site runs: each of its processes holds a shared lock for as long as it lives."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

FILE_NAME = "running.lock"


def hold_site(data_dir: Path) -> IO[str]:
    """Keep what it gives: the lock ends with it. Waits while a restore is under way."""
    file = (data_dir / FILE_NAME).open("w")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


@contextmanager
def site_alone(data_dir: Path) -> Iterator[bool]:
    """False where a process of the site runs; where True, none starts meanwhile."""
    with (data_dir / FILE_NAME).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
