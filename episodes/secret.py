"""The key that signs sessions: made at first start, kept in the data folder, never a constant."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

FILE_NAME = "secret-key"


def ensure_secret_key(data_dir: Path) -> str:
    """The kept secret, made first where there is none; two processes that start at once agree."""
    path = data_dir / FILE_NAME
    data_dir.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make_key(path)
    return path.read_text().strip()


def _make_key(path: Path) -> None:
    """Written whole before it has its name, so that nobody reads an empty one."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process came first: its key is the one
            path.hardlink_to(draft)
    finally:
        draft.unlink()
