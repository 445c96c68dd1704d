"""What can go wrong with a media file, in words for the person who sent it."""

from episodes.messages import Message
from episodes.refusals import RefusalError


class MediaError(RefusalError):
    """message says what is wrong and what to do."""


class NotPlayableError(MediaError):
    pass


class FileTooLargeError(MediaError):
    def __init__(self, limit_bytes: int) -> None:
        super().__init__(
            f"The file is larger than {limit_bytes / 1_000_000:,.0f} MB, the most that is taken."
        )


class StorageFullError(MediaError):
    def __init__(self) -> None:
        super().__init__(
            "The disk is nearly full, so the file was not kept. Make room, then send it again."
        )


class UnknownKeyError(MediaError):
    pass


class ObjectStoreError(MediaError):
    """The store of media files does not answer, or refuses. reason: the kind of its error; its
    own words may hold addresses and keys."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            Message("The store of media files does not answer (%(reason)s).", reason=reason)
        )
