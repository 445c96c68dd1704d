"""Files of a local folder: on their way in, moved to their name, read by position."""

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from episodes.media.errors import FileTooLargeError, StorageFullError
from episodes.private_files import mode_within

if TYPE_CHECKING:
    from episodes.media.storage import LocalStorage

PIECE_BYTES = 256 * 1024
ROOM_CHECKED_EVERY = 4 * 2**20
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True)
class StoredFile:
    key: str
    size_bytes: int
    sha256: str


@contextmanager
def full_disk_in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFullError from error
        raise


class Part:
    """A file that comes in piece by piece, hashed on its way; gone on leaving, unless kept."""

    def __init__(self, storage: "LocalStorage", *, limit_bytes: int) -> None:
        self.storage = storage
        self.limit_bytes = limit_bytes
        self.size = self._checked_to = 0
        self._digest = hashlib.sha256()
        with full_disk_in_words():
            descriptor, name = tempfile.mkstemp(suffix=".part", dir=storage.root)
        self.path = Path(name)
        self._file = os.fdopen(descriptor, "wb")

    def write(self, data: bytes) -> None:
        """Raises FileTooLargeError or StorageFullError."""
        if self.size + len(data) > self.limit_bytes:
            raise FileTooLargeError(self.limit_bytes)
        self.size += len(data)
        if self.size > self._checked_to:
            self.storage.check_room(len(data))
            self._checked_to = self.size + ROOM_CHECKED_EVERY
        self._digest.update(data)
        with full_disk_in_words():
            self._file.write(data)

    def whole(self) -> Path:
        """Where it can be read once all of it is written."""
        with full_disk_in_words():
            self._file.flush()
        return self.path

    def keep(self, suffix: str) -> StoredFile:
        """suffix: as in `.mp4`. Raises StorageFullError."""
        with full_disk_in_words():
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            return self.storage.name_it(self.path, self.size, self._digest.hexdigest(), suffix)

    def discard(self) -> None:
        """No more than that the file is closed where it was kept."""
        with suppress(OSError):  # a full disk refuses what is still to be written out
            self._file.close()
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> "Part":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        self.discard()


def synced_digest(path: Path) -> tuple[int, str]:
    """Size in bytes and SHA-256 of a file that is then on the disk."""
    with path.open("rb+") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
        return path.stat().st_size, digest


def move_in(part: Path, path: Path, root: Path) -> None:
    """Under its final name at once, and there after a power cut, too."""
    if not path.parent.exists():
        path.parent.mkdir(exist_ok=True)
        path.parent.chmod(mode_within(root, is_folder=True))
    part.chmod(mode_within(root))
    part.replace(path)
    for folder in (path.parent, root):  # the root has the name of a new folder
        _sync_folder(folder)


def link_or_copy(source: Path, target: Path) -> None:
    """Files here never change once they have their names, so two folders of one disk share them.

    Raises FileNotFoundError where the source is gone."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # another disk, or one without links
        unfinished = target.with_name(target.name + ".part")
        shutil.copy2(source, unfinished)
        unfinished.replace(target)


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Pieces(Iterator[bytes]):
    """file_range: path, start and stop, for a server that sends files by itself."""

    def __init__(self, path: Path, start: int, length: int) -> None:
        self.descriptor: int | None = os.open(path, os.O_RDONLY)
        self.file_range = (path, start, start + length)
        self.position = start
        self.left = length

    def __next__(self) -> bytes:
        if self.descriptor is None:
            raise StopIteration
        piece = os.pread(self.descriptor, min(PIECE_BYTES, self.left), self.position)
        if not piece:
            self.close()
            raise StopIteration
        self.position += len(piece)
        self.left -= len(piece)
        return piece

    def close(self) -> None:
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None

    __del__ = close
