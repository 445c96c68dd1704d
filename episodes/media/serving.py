"""A stored file as an answer: whole, in part, or unchanged (RFC 9110, sections 13 and 14)."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from threading import BoundedSemaphore

from flask import Response, current_app, request
from werkzeug.http import is_resource_modified, unquote_etag

from episodes.media.errors import UnknownKeyError
from episodes.media.local_files import PIECE_BYTES
from episodes.media.storage import LocalStorage, Storage
from episodes.site import site_settings

# A player asks for all that follows and then reads as slowly as people watch. It takes a part of
# it as well and asks for the next (RFC 9110, section 15.3.7); others would call their copy whole.
PLAYER_BYTES = 4 * 2**20
PLAYERS = frozenset({"video", "audio"})
RETRY_AFTER_SECONDS = 2
SENDS_FILES = "querent.sends_files"  # a key of the request's environment
BUSY = "Too many people are watching at this moment. Try again in a few seconds.\n"
_LAST_NONE = re.compile(r"\s*bytes\s*=\s*-0+\s*")


class FileGoneError(LookupError):
    """The row is there and its file is not."""


def file_response(storage: Storage, key: str, media_type: str, *, file_name: str) -> Response:
    """For the current request. file_name must be of our making. Raises FileGoneError."""
    try:
        size = storage.size_bytes(key)
    except (OSError, UnknownKeyError) as error:
        raise FileGoneError(key) from error
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",  # asked again each time: it may be withdrawn
        "Content-Disposition": f'inline; filename="{file_name}"',
        "Content-Type": media_type,
    }
    settings = site_settings()
    if settings.MEDIA_X_ACCEL:
        return _handed_over(settings.MEDIA_X_ACCEL, key, headers)
    etag = PurePosixPath(key).stem
    headers["ETag"] = f'"{etag}"'
    if not is_resource_modified(request.environ, etag=etag, ignore_if_range=True):
        return Response(status=304, headers=headers)
    wanted = _wanted_range(size, etag)
    if wanted is None:
        return _piece(storage, key, range(size), headers)
    start, stop = wanted
    if start >= stop:
        return Response(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return _piece(storage, key, range(start, stop), headers, status=206)


def _handed_over(prefix: str, key: str, headers: dict[str, str]) -> Response:
    """The proxy in front sends the file, its ranges and its 304; we have said who may have it."""
    own = {name: value for name, value in headers.items() if name != "Accept-Ranges"}
    return Response(status=200, headers=own | {"X-Accel-Redirect": f"{prefix}{key}"})


def _wanted_range(size: int, etag: str) -> tuple[int, int] | None:
    """Start and exclusive stop; (0, 0) where nothing can be given; None: the whole.

    A header that is malformed, of another unit or of several ranges may be ignored (14.2)."""
    if _LAST_NONE.fullmatch(request.headers.get("Range", "")):
        return (0, 0)
    wanted = request.range
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        return None
    if_range = request.headers.get("If-Range")
    if if_range and unquote_etag(if_range) != (etag, False):
        return None
    start, stop = wanted.ranges[0]
    if start < 0:
        return (max(size + start, 0), size)
    if start >= size:
        return (0, 0)
    if stop is None and request.headers.get("Sec-Fetch-Dest") in PLAYERS:
        stop = start + PLAYER_BYTES
    return (start, min(stop if stop is not None else size, size))


def _piece(
    storage: Storage, key: str, wanted: range, headers: dict[str, str], *, status: int = 200
) -> Response:
    headers = headers | {"Content-Length": str(len(wanted))}
    if request.method == "HEAD":
        return Response(status=status, headers=headers)
    streams: Streams = current_app.extensions["media streams"]
    pieces: Iterator[bytes]
    if len(wanted) <= PIECE_BYTES or _server_sends(storage):  # however slow the reader
        pieces = storage.open_range(key, wanted.start, len(wanted))
    elif (place := streams.take_place()) is None:
        return _busy()
    else:
        pieces = place.stream_file(storage, key, wanted)
    return Response(pieces, status, headers, direct_passthrough=True)


def _server_sends(storage: Storage) -> bool:
    """The server takes over files of this machine's disk, and gives the thread back at once."""
    return SENDS_FILES in request.environ and isinstance(storage, LocalStorage)


def _busy() -> Response:
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS), "Cache-Control": "no-store"}
    return Response(BUSY, 503, headers, content_type="text/plain; charset=utf-8")


class Streams:
    """How many files this process sends at the same time. Each has a thread until its reader has
    it all; the other threads are for pages."""

    def __init__(self, most: int) -> None:
        self._free = BoundedSemaphore(most)

    def take_place(self) -> "Place | None":
        return Place(self._free) if self._free.acquire(blocking=False) else None


class Place(Iterator[bytes]):
    """One of the places: free again when the answer is closed, no matter who closes it."""

    def __init__(self, free: BoundedSemaphore) -> None:
        self._free: BoundedSemaphore | None = free
        self._pieces: Iterator[bytes] = iter(())

    def stream_file(self, storage: Storage, key: str, wanted: range) -> "Place":
        try:
            self._pieces = storage.open_range(key, wanted.start, len(wanted))
        except BaseException:
            self.close()
            raise
        return self

    def __next__(self) -> bytes:
        return next(self._pieces)

    @property
    def file_range(self) -> tuple[Path, int, int] | None:
        """As Pieces has it; None where the file is elsewhere."""
        return getattr(self._pieces, "file_range", None)

    def close(self) -> None:
        free, self._free = self._free, None
        if free is not None:
            free.release()
        if close := getattr(self._pieces, "close", None):
            close()

    __del__ = close
