"""A video on its way from a browser: straight into the media folder, hashed as it comes. Werkzeug
would put it into the system's folder for temporary files first, which may be small, or memory."""

from collections.abc import Callable
from typing import IO, Any, cast

from flask import Request

from episodes.media.errors import MediaError
from episodes.media.incoming import Upload
from episodes.media.storage import Storage

# Beside the file a form has its token and names.
FORM_BYTES = 1_000_000


class UploadRefusedError(Exception):
    """Before anything of the body was read."""

    def __init__(self, error: MediaError) -> None:
        super().__init__(str(error))
        self.error = error


class MediaRequest(Request):
    """Puts files into the media folder where a view said so before the form was read."""

    receiving: Callable[[], Upload] | None = None

    def receive_into(self, storage: Storage, limit_bytes: int) -> None:
        self.uploads: list[Upload] = []
        self.receiving = lambda: Upload(storage, limit_bytes)
        self.max_content_length = limit_bytes + FORM_BYTES

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self.receiving is None:
            return super()._get_file_stream(
                total_content_length, content_type, filename, content_length
            )
        upload = self.receiving()
        self.uploads.append(upload)
        return cast("IO[bytes]", upload)


def discard_uploads(request: Any) -> None:
    """What was not kept when the request is over, however it ended."""
    for upload in getattr(request, "uploads", ()):
        upload.close()
