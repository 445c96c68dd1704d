"""The key that signs sessions: made at first start, kept in the data folder, never a constant."""

import os
import secrets
from pathlib import Path

FILE_NAME = "secret-key"


def ensure_secret_key(data_dir: Path) -> str:
    """The kept secret, made first where there is none; two processes that start at once agree."""
    path = data_dir / FILE_NAME
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    return path.read_text().strip()
