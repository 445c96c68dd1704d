"""Why a sound and a transcript could not be brought together, said to the person who tried."""

from captions.errors import CaptionError


class SyncError(CaptionError):
    """The one kind of error that sync raises for bad input."""


class UnreadableSoundError(SyncError):
    """The file is no video and no sound, or is damaged beyond reading."""


class NoSoundError(SyncError):
    """The video has no sound track."""


class NoSpeechError(SyncError):
    """There is sound, but nobody speaks in it."""


class NoWordsError(SyncError):
    """The transcript holds nothing that anybody says."""


class MismatchError(SyncError):
    """Too few words of the transcript are heard in the sound; `found_percent` says how many."""

    def __init__(self, found_percent: int) -> None:
        found = f"Only {found_percent} %" if found_percent else "None"
        super().__init__(
            f"{found} of the words were found in the sound.",
            hint="Is this the transcript of another video, or in another language? Or is the sound "
            "very noisy?",
        )
        self.found_percent = found_percent


class BorrowedFileError(SyncError):
    """A model or a word list of another package is missing, or is not the one that was measured."""

    def __init__(self, package: str, version: str, problem: str) -> None:
        super().__init__(
            f"The package {package} is not as it must be: {problem}.",
            hint=f"Install it again: pip install --force-reinstall {package}=={version}",
        )
