"""What can go wrong with a media file, in words for the person who sent it."""

from episodes.messages import Message
from episodes.refusals import RefusalError

BROKEN = Message("We can’t read the file: it’s damaged or cut off. Export it again as MP4.")


class MediaError(RefusalError):
    """message says what is wrong and what to do."""


class NotPlayableError(MediaError):
    pass


class FileTooLargeError(MediaError):
    def __init__(self, limit_bytes: int) -> None:
        super().__init__(
            Message(
                "The file is too large: at most %(limit)s MB.",
                limit=round(limit_bytes / 1_000_000),
            )
        )


class OtherLengthError(MediaError):
    """Captions, chapters and timed notes would stand at the wrong places."""

    def __init__(self, length: str, wanted: str) -> None:
        super().__init__(
            Message(
                "This file is %(length)s long, but the episode’s video is %(wanted)s: captions and"
                " content notes would come at the wrong moments. Send one that is as long.",
                length=length,
                wanted=wanted,
            )
        )


class StorageFullError(MediaError):
    def __init__(self) -> None:
        super().__init__(
            Message(
                "The disk is nearly full, so we couldn’t save the file. Make room and send it"
                " again."
            )
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
