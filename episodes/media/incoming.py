"""A file that a form's parser writes, piece by piece."""

from episodes.media.errors import MediaError
from episodes.media.local_files import Part
from episodes.media.signatures import SIGNATURE_BYTES, container_of
from episodes.media.storage import Storage


class Upload:
    """What a form's parser writes a file to. Once it is refused the rest is read and forgotten:
    a browser that is cut short would show no reason."""

    def __init__(self, storage: Storage, limit_bytes: int) -> None:
        self._part = storage.receive(limit_bytes=limit_bytes)
        self._start = b""
        self._is_known = False
        self._error: MediaError | None = None

    def write(self, data: bytes) -> int:
        if self._error is None:
            try:
                self._take(data)
            except MediaError as error:
                self._error = error
                self._part.discard()
        return len(data)

    def _take(self, data: bytes) -> None:
        if not self._is_known:
            self._start += data[:SIGNATURE_BYTES]
            if len(self._start) >= SIGNATURE_BYTES:
                container_of(self._start[:SIGNATURE_BYTES])
                self._is_known = True
        self._part.write(data)

    def whole_part(self) -> Part:
        """Raises MediaError where it was refused."""
        if self._error is not None:
            raise self._error
        return self._part

    def seek(self, _offset: int, _whence: int = 0, /) -> int:
        """A form's parser goes back to the start of what it has written; we never left it."""
        return 0

    def close(self) -> None:
        self._part.discard()
