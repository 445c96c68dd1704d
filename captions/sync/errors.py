"""Why a sound and a transcript could not be brought together, said to the person who tried."""

from captions.errors import CaptionError
from captions.messages import sentence


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


class TooFewCaptionsError(SyncError):
    """So few words are found by chance in any sound; `count` says how many there are."""

    def __init__(self, count: int) -> None:
        super().__init__(
            sentence(
                "There are only {count} captions: too few to tell whether they are of this sound.",
                count=count,
            )
        )
        self.count = count


class MismatchError(SyncError):
    """Too few words of the transcript are heard in the sound; `found_percent` says how many."""

    def __init__(self, found_percent: int) -> None:
        super().__init__(
            _share_heard(found_percent),
            hint=sentence(
                "Is this the transcript of another video, or in another language? Or is the sound"
                " very noisy?"
            ),
        )
        self.found_percent = found_percent


def _share_heard(percent: int) -> str:
    if not percent:
        return sentence("None of the words were heard in the sound.")
    return sentence("Only {percent} % of the words were heard in the sound.", percent=percent)


class BorrowedFileError(SyncError):
    """A model or a word list of another package is missing, or is not the one that was measured."""

    def __init__(self, package: str, version: str, problem: str) -> None:
        super().__init__(
            sentence(
                "The package {package} is damaged: {problem}.", package=package, problem=problem
            ),
            hint=sentence(
                "Install it again: pip install --force-reinstall {package}=={version}",
                package=package,
                version=version,
            ),
        )
