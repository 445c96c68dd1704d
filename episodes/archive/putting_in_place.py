"""A folder that takes the place of another in one step, so that at no moment there is none."""

import ctypes
import os
import shutil
from pathlib import Path

# Of Linux: man 2 renameat2, include/uapi/linux/fcntl.h and fs.h.
AT_FDCWD = -100
RENAME_EXCHANGE = 2


def put_in_place(part: Path, target: Path) -> None:
    """part: whole, beside the target. What the target held before is gone afterwards."""
    if not target.exists():
        part.rename(target)
    elif exchange_folders(part, target):
        shutil.rmtree(part)
    else:
        old = target.with_name(f".{target.name}-{os.getpid()}.old")
        target.rename(old)
        part.rename(target)
        shutil.rmtree(old)


def exchange_folders(one: Path, other: Path) -> bool:
    """False where this system or this disk cannot; then nothing was done."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    answer = rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    return bool(answer == 0)
