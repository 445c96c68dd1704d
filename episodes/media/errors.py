"""What can go wrong with a media file, in words for the person who sent it."""

from episodes.refusals import RefusalError


class MediaError(RefusalError):
    """message says what is wrong and what to do."""


class NotPlayable(MediaError):
    pass


class TooLarge(MediaError):
    def __init__(self, limit_bytes: int) -> None:
        super().__init__(
            f"The file is larger than {limit_bytes / 1_000_000:,.0f} MB, the most that is taken."
        )


class StorageFull(MediaError):
    def __init__(self) -> None:
        super().__init__(
            "The disk is nearly full, so the file was not kept. Make room, then send it again."
        )


class UnknownKey(MediaError):
    pass
