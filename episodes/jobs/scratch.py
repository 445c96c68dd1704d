"""A folder for what a job writes on its way, on the disk that its results go to. It goes with the
job: where everything was killed at once, the next sweep takes it away."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from episodes.settings import Settings


def scratch_root(settings: Settings) -> Path:
    return settings.DATA_DIR.resolve() / "scratch"


@contextmanager
def scratch_folder(settings: Settings, token: str) -> Iterator[Path]:
    folder = scratch_root(settings) / _name(token)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def scratch_folders(settings: Settings) -> list[Path]:
    root = scratch_root(settings)
    return sorted(root.iterdir()) if root.is_dir() else []


def remove_all_but(folders: Iterable[Path], tokens: Iterable[str]) -> None:
    """tokens: of the jobs that run. Asked for after the folders were listed: a job's claim is there
    before its folder is."""
    names = {_name(token) for token in tokens}
    for folder in folders:
        if folder.name not in names:
            shutil.rmtree(folder, ignore_errors=True)


def _name(token: str) -> str:
    return token.rpartition(":")[2]
