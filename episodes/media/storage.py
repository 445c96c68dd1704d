"""Where media files lie: one interface, a local folder behind it. Keys are our own, the file's
SHA-256: no name from outside reaches the disk, and the same file is kept once."""

import errno
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, cast

from flask import current_app

from episodes.media.errors import StorageFull, TooLarge, UnknownKey

KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}\.(mp4|webm|jpg|png|webp)")
PIECE_BYTES = 256 * 1024
# SQLite needs room to write even for deleting, so a full disk would leave nobody able to make room.
RESERVE_BYTES = 200_000_000


@dataclass(frozen=True)
class StoredFile:
    key: str
    size_bytes: int
    sha256: str


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Storage(Protocol):
    def save(self, stream: Readable, *, limit_bytes: int, suffix: str) -> StoredFile: ...
    def path(self, key: str) -> Path: ...
    def as_file(self, key: str) -> AbstractContextManager[Path]: ...
    def has(self, key: str) -> bool: ...
    def size_bytes(self, key: str) -> int: ...
    def open_range(self, key: str, start: int, length: int) -> Iterator[bytes]: ...
    def delete(self, key: str) -> None: ...


class LocalStorage:
    """A file has its final name only when it is whole and on the disk: until then it is a `.part`
    beside it, and what a crash leaves of that is named so."""

    def __init__(self, root: Path, *, reserve_bytes: int = RESERVE_BYTES) -> None:
        self.root = root
        self.reserve_bytes = reserve_bytes

    def save(self, stream: Readable, *, limit_bytes: int, suffix: str) -> StoredFile:
        """suffix: as in `.mp4`. Raises TooLarge or StorageFull; nothing is kept then."""
        self.root.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(suffix=".part", dir=self.root)
        part = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                size, digest = self._copy(stream, file, limit_bytes)
                file.flush()
                os.fsync(file.fileno())
            key = f"{digest[:2]}/{digest}{suffix}"
            self._move(part, self.path(key))
        except OSError as error:
            if error.errno in _FULL:
                raise StorageFull from error
            raise
        finally:
            part.unlink(missing_ok=True)
        return StoredFile(key, size, digest)

    def _copy(self, stream: Readable, file: IO[bytes], limit_bytes: int) -> tuple[int, str]:
        digest, size = hashlib.sha256(), 0
        while piece := stream.read(PIECE_BYTES):
            size += len(piece)
            if size > limit_bytes:
                raise TooLarge(limit_bytes)
            if shutil.disk_usage(self.root).free < self.reserve_bytes + len(piece):
                raise StorageFull
            digest.update(piece)
            file.write(piece)
        return size, digest.hexdigest()

    def _move(self, part: Path, path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        part.chmod(0o644)
        part.replace(path)
        for folder in (path.parent, self.root):  # the root has the name of a new folder
            _sync_folder(folder)

    def path(self, key: str) -> Path:
        """Raises UnknownKey for what is no key of ours, whatever it would lead to."""
        if not KEY.fullmatch(key):
            raise UnknownKey("no such file")
        return self.root / key

    @contextmanager
    def as_file(self, key: str) -> Iterator[Path]:
        """The file on this machine's disk, for as long as it is needed there; not to be changed."""
        yield self.path(key)

    def has(self, key: str) -> bool:
        return self.path(key).is_file()

    def size_bytes(self, key: str) -> int:
        return self.path(key).stat().st_size

    def open_range(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """The bytes in pieces of at most 256 KiB. Opens before it returns, so that a missing file
        is found before the answer has begun; reads by position, so that any offset costs the
        same."""
        descriptor = os.open(self.path(key), os.O_RDONLY)
        return _Pieces(descriptor, start, length)

    def delete(self, key: str) -> None:
        self.path(key).unlink(missing_ok=True)


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class _Pieces(Iterator[bytes]):
    def __init__(self, descriptor: int, start: int, length: int) -> None:
        self.descriptor: int | None = descriptor
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


def storage() -> Storage:
    """The app's own."""
    return cast(Storage, current_app.extensions["media storage"])
