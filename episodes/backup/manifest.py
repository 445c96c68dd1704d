"""What a backup holds: every file with its size and SHA-256, and what made it."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from episodes.backup.errors import BackupError
from episodes.known_backups import MANIFEST

FORMAT = 1
PIECE_BYTES = 1 << 20
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class FileRecord:
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """made_at: UTC, ISO 8601. revision: of the last migration. database: sqlite or postgresql.
    key_fingerprint: tells whether a secret key is the one that the receipts were made with."""

    made_at: str
    version: str
    revision: str
    database: str
    key_fingerprint: str
    files: dict[str, FileRecord] = field(default_factory=dict)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), indent=1, sort_keys=True)
        (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Raises BackupError where the folder is not a backup, or one of a later version's kind."""
    path = folder / MANIFEST
    try:
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        files = {name: FileRecord(**record) for name, record in values.pop("files").items()}
        manifest = Manifest(**values, files=files)
    except FileNotFoundError as error:
        raise BackupError(f"{folder} is not a backup: {MANIFEST} is missing there.") from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupError(
            f"{path} cannot be read: it is damaged, or of a later Querent."
        ) from error
    if manifest.format != FORMAT:
        raise BackupError(f"{folder} was made by a later Querent. Update this one, then restore.")
    if outside := [name for name in manifest.files if not _is_inside(name)]:
        raise BackupError(f"{path} names a file outside of the backup: {outside[0]}")
    return manifest


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and "\\" not in name


def record_of(path: Path, read: Callable[[int], None] = lambda _bytes: None) -> FileRecord:
    """Reads the whole file. read: is told of each piece's bytes."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            digest.update(piece)
            size += len(piece)
            read(len(piece))
    return FileRecord(size, digest.hexdigest())


def problems_of(folder: Path, manifest: Manifest, progress: Progress) -> Iterator[str]:
    """Each file that is missing or not as it was, by name. progress: bytes read of so many."""
    total = sum(record.size_bytes for record in manifest.files.values())
    done = 0

    def count(size: int) -> None:
        nonlocal done
        done += size
        progress(done, total)

    for name, expected in sorted(manifest.files.items()):
        path = folder / name
        try:
            actual = record_of(path, count)
        except FileNotFoundError:
            yield f"{name} is missing."
        except OSError as error:
            yield f"{name} cannot be read: {error.strerror}."
        else:
            if actual.size_bytes != expected.size_bytes:
                yield f"{name} has {actual.size_bytes:,} bytes instead of {expected.size_bytes:,}."
            elif actual != expected:
                yield f"{name} is damaged: its content is not what was backed up."


def fingerprint(secret_key: str) -> str:
    """Says nothing of the key: it has 48 random bytes."""
    return hashlib.sha256(b"querent backup " + secret_key.encode()).hexdigest()[:16]
