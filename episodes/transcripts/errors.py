"""What is wrong with a track or with the file that is to be its next version."""

from captions import CaptionError
from captions.messages import sentence
from episodes.messages import Message
from episodes.refusals import RefusalError


class NoTimesError(CaptionError):
    """Words without times, sent as something that a player has to show."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            sentence("The file has no times, so no player can show it as {kind}.", kind=kind),
            hint=sentence(
                "Add it as a transcript instead, or send a file with times (WebVTT or SRT)."
            ),
        )


class NeverShownError(CaptionError):
    """A file of captions each of which ends before it begins, or as it begins."""

    def __init__(self) -> None:
        super().__init__(
            sentence("None of its captions would ever be seen: each ends before it starts."),
            hint=sentence("Are the two times of each line the wrong way round?"),
            cue=1,
        )


class NoCuesError(CaptionError):
    """A file of captions in which not one cue was understood."""

    def __init__(self, first_reason: str) -> None:
        why = f" {first_reason}" if first_reason else ""
        super().__init__(
            sentence("We found no captions in the file.{why}", why=why),
            hint=sentence("Is it the right file?"),
        )


class MachineMadeError(CaptionError):
    """Words that a machine wrote are given to nobody before a person has put them right."""

    def __init__(self) -> None:
        super().__init__(
            sentence("A machine wrote these words, so viewers can’t see them as they are."),
            hint=sentence(
                "Correct them, name who is speaking, and add the corrected file as a new version."
            ),
        )


class SyncSettledError(RefusalError):
    """The proposal became captions: it is not discarded any more."""

    def __init__(self) -> None:
        super().__init__(Message("It was accepted already, so it stays."))
