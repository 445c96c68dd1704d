"""Where media files lie: one interface, a local folder behind it. Keys are our own, the file's
SHA-256: no name from outside reaches the disk, and the same file is kept once."""

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from episodes.media.errors import StorageFullError, UnknownKeyError
from episodes.media.local_files import (
    PIECE_BYTES,
    Part,
    Pieces,
    StoredFile,
    full_disk_in_words,
    link_or_copy,
    move_in,
    synced_digest,
)
from episodes.site import this_site

SUFFIXES = (
    "mp4", "mov", "webm", "mkv", "mp3", "m4a", "wav", "ogg", "flac", "jpg", "png", "webp", "dat",
)  # fmt: skip
KEY = re.compile(rf"[0-9a-f]{{2}}/[0-9a-f]{{64}}\.({'|'.join(SUFFIXES)})")
PART_SUFFIX = ".part"
# SQLite needs room to write even for deleting, so a full disk would leave nobody able to make room.
RESERVE_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Leftover:
    """What an upload or a job left that was killed. age_seconds: since it was last written to."""

    name: str
    size_bytes: int
    age_seconds: float


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Storage(Protocol):
    def receive(self, *, limit_bytes: int) -> Part: ...
    def save(self, stream: Readable, *, limit_bytes: int, suffix: str) -> StoredFile: ...
    def working_file(self) -> AbstractContextManager[Path]: ...
    def keep(self, path: Path, suffix: str) -> StoredFile: ...
    def room_bytes(self) -> int: ...
    def as_file(self, key: str) -> AbstractContextManager[Path]: ...
    def has(self, key: str) -> bool: ...
    def size_bytes(self, key: str) -> int: ...
    def open_range(self, key: str, start: int, length: int) -> Iterator[bytes]: ...
    def delete(self, key: str) -> None: ...
    def age_seconds(self, key: str) -> float: ...
    def stored_keys(self) -> Iterator[str]: ...
    def leftovers(self) -> list[Leftover]: ...
    def delete_leftover(self, name: str) -> None: ...
    def signed_address(self, key: str, lasts_seconds: int) -> str | None: ...
    def bring(self, key: str, target: Path) -> None: ...
    def take(self, path: Path, key: str) -> None: ...


class LocalStorage:
    """A file has its final name only when it is whole and on the disk: until then it is a `.part`
    beside it, and what a crash leaves of that is named so."""

    def __init__(self, root: Path, *, reserve_bytes: int = RESERVE_BYTES) -> None:
        self.root = root
        self.reserve_bytes = reserve_bytes

    def receive(self, *, limit_bytes: int) -> Part:
        """A file to be written piece by piece, then kept or discarded."""
        self.root.mkdir(parents=True, exist_ok=True)
        return Part(self, limit_bytes=limit_bytes)

    def save(self, stream: Readable, *, limit_bytes: int, suffix: str) -> StoredFile:
        """suffix: as in `.mp4`. Raises TooLarge or StorageFullError; nothing is kept then."""
        with self.receive(limit_bytes=limit_bytes) as part:
            while piece := stream.read(PIECE_BYTES):
                part.write(piece)
            return part.keep(suffix)

    @contextmanager
    def working_file(self) -> Iterator[Path]:
        """An empty file to write to, beside the others so that `keep` need not copy it; gone
        afterwards unless it was kept."""
        self.root.mkdir(parents=True, exist_ok=True)
        with self.receive(limit_bytes=0) as part:
            yield part.path

    def keep(self, path: Path, suffix: str) -> StoredFile:
        """Takes what was written to a working_file. Raises StorageFullError."""
        with full_disk_in_words():
            size, digest = synced_digest(path)
            return self.name_it(path, size, digest, suffix)

    def name_it(self, path: Path, size: int, digest: str, suffix: str) -> StoredFile:
        key = f"{digest[:2]}/{digest}{suffix}"
        move_in(path, self.path(key), self.root)
        return StoredFile(key, size, digest)

    def room_bytes(self) -> int:
        """What may still be written before the reserve begins."""
        self.root.mkdir(parents=True, exist_ok=True)
        return max(shutil.disk_usage(self.root).free - self.reserve_bytes, 0)

    def check_room(self, size_bytes: int) -> None:
        """Raises StorageFullError."""
        if self.room_bytes() < size_bytes:
            raise StorageFullError

    def path(self, key: str) -> Path:
        """Raises UnknownKeyError for what is not a key of ours, whatever it would lead to."""
        if not KEY.fullmatch(key):
            raise UnknownKeyError("no such file")
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
        return Pieces(self.path(key), start, length)

    def delete(self, key: str) -> None:
        self.path(key).unlink(missing_ok=True)

    def age_seconds(self, key: str) -> float:
        """Since its last byte was written; 0 for one that is gone."""
        try:
            return time.time() - self.path(key).stat().st_mtime
        except FileNotFoundError:
            return 0.0

    def stored_keys(self) -> Iterator[str]:
        """Of every whole file, in order; what bears no name of ours is left alone."""
        for path in sorted(self.root.glob("??/*")):
            key = path.relative_to(self.root).as_posix()
            if KEY.fullmatch(key):
                yield key

    def leftovers(self) -> list[Leftover]:
        now = time.time()
        parts = []
        for path in sorted(self.root.glob(f"*{PART_SUFFIX}")):
            try:
                status = path.stat()
            except FileNotFoundError:  # it was kept meanwhile
                continue
            parts.append(Leftover(path.name, status.st_size, now - status.st_mtime))
        return parts

    def delete_leftover(self, name: str) -> None:
        if Path(name).name == name and name.endswith(PART_SUFFIX):
            (self.root / name).unlink(missing_ok=True)

    def signed_address(self, key: str, lasts_seconds: int) -> str | None:  # noqa: ARG002  # none here
        """Where browsers read the file past the site: nowhere."""
        return None

    def bring(self, key: str, target: Path) -> None:
        """Links or copies the file out, for a backup. Raises FileNotFoundError."""
        link_or_copy(self.path(key), target)

    def take(self, path: Path, key: str) -> None:
        """Links or copies a file of a backup in. One that is there already is the same, unless it
        was damaged."""
        target = self.path(key)
        if not (target.exists() and target.stat().st_size == path.stat().st_size):
            target.unlink(missing_ok=True)
            link_or_copy(path, target)


def storage() -> Storage:
    """The app's own."""
    return cast(Storage, this_site().extensions["media storage"])


def check_room_for_rows(size_bytes: int) -> None:
    """For what goes into the database in many forms at once, whose disk is this one on most sites.
    Raises StorageFullError."""
    if storage().room_bytes() < size_bytes:
        raise StorageFullError
