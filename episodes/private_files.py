"""Who may read what the site keeps in DATA_DIR: its own account, and where nginx sends the media
(MEDIA_X_ACCEL), the group for those. On a machine that others use too, the rest is none of theirs:
questions, the secret, drafts' films."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from episodes.settings import Settings

_OTHERS = 0o077
_GROUP_PASSES, _GROUP_READS = 0o010, 0o050


def keep_files_private(settings: Settings) -> None:
    """For all that this process and its children create from now on, anyone who writes it: SQLite
    makes its file as the account's umask says."""
    os.umask(_OTHERS)
    if settings.MEDIA_X_ACCEL:
        with suppress(PermissionError):  # another account's folder; flask check and nginx tell
            settings.media_dir.mkdir(parents=True, exist_ok=True)
            _widen(settings.DATA_DIR, _GROUP_PASSES)
            _widen(settings.media_dir, _GROUP_READS)


def mode_within(folder: Path, *, is_folder: bool = False) -> int:
    """What a file (or folder) in it has: readable for those for whom the folder is."""
    mode = stat.S_IMODE(folder.stat().st_mode)
    return mode if is_folder else mode & 0o666


def too_open_files(settings: Settings) -> list[Path]:
    """Those in DATA_DIR, and the folder itself, that others may read or change."""
    root = settings.DATA_DIR.resolve()
    return [path for path in (root, *_below(root)) if _mode(path) & _forbidden(path, settings)]


def _below(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if not path.is_symlink())


def _forbidden(path: Path, settings: Settings) -> int:
    if not settings.MEDIA_X_ACCEL:
        return _OTHERS
    if path == settings.DATA_DIR.resolve():
        return _OTHERS & ~_GROUP_PASSES
    is_media = path.is_relative_to(settings.media_dir)
    return _OTHERS & ~_GROUP_READS if is_media else _OTHERS


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.lstat().st_mode)
    except FileNotFoundError:  # gone meanwhile: jobs run
        return 0


def _widen(folder: Path, bits: int) -> None:
    folder.chmod(_mode(folder) | bits)
