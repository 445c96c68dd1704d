"""Media in an object store that speaks S3, for sites of several machines.

Files come in through the local folder, as they do without one: hashed and looked at there, then
sent whole under their final key. An object that is there is whole, and never changes."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from episodes.media.errors import ObjectStoreError
from episodes.media.local_files import PIECE_BYTES, StoredFile
from episodes.media.storage import KEY, LocalStorage
from episodes.settings import Settings

if TYPE_CHECKING:
    from obstore import Bytes

# One request of the store brings so much; what a reader has not taken yet stays in memory.
FETCHED_BYTES = 4 * 2**20


class ObjectStorage(LocalStorage):
    """root: where files lie on their way in and while they are worked on. public: signs addresses
    that browsers reach; None where the site itself sends what it reads from the store."""

    def __init__(self, root: Path, store: S3Store, public: S3Store | None = None) -> None:
        super().__init__(root)
        self._store, self._public = store, public

    def name_it(self, path: Path, size: int, digest: str, suffix: str) -> StoredFile:
        key = f"{digest[:2]}/{digest}{suffix}"
        with _failures_in_words():
            if not self.has(key):
                obstore.put(self._store, key, path)
        path.unlink(missing_ok=True)
        return StoredFile(key, size, digest)

    @contextmanager
    def as_file(self, key: str) -> Iterator[Path]:
        """A copy on this machine, for as long as it is needed there."""
        self.root.mkdir(parents=True, exist_ok=True)
        self.check_room(self.size_bytes(key))
        with tempfile.NamedTemporaryFile(
            dir=self.root, prefix="fetched-", suffix=f"{Path(key).suffix}.part"
        ) as file:
            for piece in self.open_range(key, 0, self.size_bytes(key)):
                file.write(piece)
            file.flush()
            yield Path(file.name)

    def has(self, key: str) -> bool:
        try:
            self.size_bytes(key)
        except FileNotFoundError:
            return False
        return True

    def size_bytes(self, key: str) -> int:
        return int(self._head(key)["size"])

    def open_range(self, key: str, start: int, length: int) -> Iterator[bytes]:
        first = self._fetch(key, start, min(length, FETCHED_BYTES)) if length else None
        return self._pieces(key, start, length, first)

    def _pieces(
        self, key: str, start: int, length: int, fetched: "Bytes | None"
    ) -> Iterator[bytes]:
        stop = start + length
        while start < stop and fetched:
            view = memoryview(fetched)
            for offset in range(0, len(view), PIECE_BYTES):
                yield bytes(view[offset : offset + PIECE_BYTES])
            start += len(view)
            fetched = self._fetch(key, start, min(stop - start, FETCHED_BYTES))

    def _fetch(self, key: str, start: int, length: int) -> "Bytes | None":
        if length <= 0:
            return None
        with _failures_in_words():
            return obstore.get_range(
                self._store, self._checked_key(key), start=start, length=length
            )

    def delete(self, key: str) -> None:
        with _failures_in_words():
            obstore.delete(self._store, self._checked_key(key))

    def age_seconds(self, key: str) -> float:
        try:
            return (datetime.now(UTC) - self._head(key)["last_modified"]).total_seconds()
        except FileNotFoundError:
            return 0.0

    def stored_keys(self) -> Iterator[str]:
        with _failures_in_words():
            keys = sorted(o["path"] for page in obstore.list(self._store) for o in page)
        return (key for key in keys if KEY.fullmatch(key))

    def signed_address(self, key: str, lasts_seconds: int) -> str | None:
        """An address by which anybody may read the one file until it ends; None where browsers
        cannot reach the store."""
        if self._public is None:
            return None
        lasts = timedelta(seconds=lasts_seconds)
        return str(obstore.sign(self._public, "GET", self._checked_key(key), lasts))

    def bring(self, key: str, target: Path) -> None:
        """Copies the object out, for a backup. Raises FileNotFoundError."""
        with self.as_file(key) as path:
            shutil.copyfile(path, target)

    def take(self, path: Path, key: str) -> None:
        """Copies a file of a backup in."""
        with _failures_in_words():
            if not self.has(key):
                obstore.put(self._store, self._checked_key(key), path)

    def _head(self, key: str) -> "obstore.ObjectMeta":
        with _failures_in_words():
            return obstore.head(self._store, self._checked_key(key))

    def _checked_key(self, key: str) -> str:
        self.path(key)  # raises for what is not a key of ours
        return key


@contextmanager
def _failures_in_words() -> Iterator[None]:
    """A missing object is a missing file. Raises ObjectStoreError where the store does not answer
    or refuses."""
    try:
        yield
    except (NotFoundError, FileNotFoundError) as error:
        raise FileNotFoundError("no such object") from error
    except BaseError as error:
        raise ObjectStoreError(type(error).__name__) from error


def media_storage(settings: Settings) -> LocalStorage:
    """As the settings say: a folder, or an object store behind one."""
    if not settings.MEDIA_STORE:
        return LocalStorage(settings.media_dir)
    public = settings.MEDIA_STORE_PUBLIC
    return ObjectStorage(
        settings.media_dir,
        _s3(settings, settings.MEDIA_STORE_ENDPOINT),
        _s3(settings, public) if public else None,
    )


def _s3(settings: Settings, endpoint: str) -> S3Store:
    bucket, _, prefix = settings.MEDIA_STORE.removeprefix("s3://").partition("/")
    return S3Store(
        bucket,
        prefix=prefix or None,
        endpoint=endpoint or None,
        access_key_id=settings.MEDIA_STORE_KEY,
        secret_access_key=settings.MEDIA_STORE_SECRET,
        region=settings.MEDIA_STORE_REGION,
        client_options={"allow_http": endpoint.startswith("http://"), "timeout": "30s"},
        retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=20)},
    )
