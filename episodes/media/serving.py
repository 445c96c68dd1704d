"""A stored file as an answer: whole, in part, or unchanged (RFC 9110, sections 13 and 14)."""

from pathlib import PurePosixPath

from flask import Response, request
from werkzeug.http import is_resource_modified, unquote_etag

from episodes.media.errors import UnknownKey
from episodes.media.storage import Storage


class FileGone(LookupError):
    """The row is there and its file is not."""


def file_response(storage: Storage, key: str, media_type: str, *, file_name: str) -> Response:
    """For the current request. file_name must be of our making. Raises FileGone."""
    try:
        size = storage.size_bytes(key)
    except (OSError, UnknownKey) as error:
        raise FileGone(key) from error
    etag = PurePosixPath(key).stem
    headers = {
        "Accept-Ranges": "bytes",
        "ETag": f'"{etag}"',
        "Cache-Control": "private, no-cache",  # asked anew each time: it may be withdrawn
        "Content-Disposition": f'inline; filename="{file_name}"',
        "Content-Type": media_type,
    }
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


def _wanted_range(size: int, etag: str) -> tuple[int, int] | None:
    """Start and exclusive stop; (0, 0) where nothing can be given; None: the whole.

    A header that is malformed, of another unit or of several ranges may be ignored (14.2)."""
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
    return (start, min(stop if stop is not None else size, size))


def _piece(
    storage: Storage, key: str, wanted: range, headers: dict[str, str], *, status: int = 200
) -> Response:
    headers = headers | {"Content-Length": str(len(wanted))}
    if request.method == "HEAD":
        return Response(status=status, headers=headers)
    pieces = storage.open_range(key, wanted.start, len(wanted))
    return Response(pieces, status, headers, direct_passthrough=True)
