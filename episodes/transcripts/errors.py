"""What is wrong with a track or with the file that is to be its next version."""

from captions import CaptionError
from episodes.messages import Message
from episodes.refusals import RefusalError


class NoTimesError(CaptionError):
    """Words without times, sent as something that a player has to show."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"The file has no times, so no player can show it as {kind}.",
            hint="Add it as a transcript instead, or send a file with times (WebVTT or SRT).",
        )


class NeverShownError(CaptionError):
    """A file of captions each of which ends before it begins, or as it begins."""

    def __init__(self) -> None:
        super().__init__(
            "Not one of its cues would ever be seen: each ends before it begins.",
            hint="Are the two times of each line the wrong way round?",
            cue=1,
        )


class NoCuesError(CaptionError):
    """A file of captions in which not one cue was understood."""

    def __init__(self, first_reason: str) -> None:
        why = f" {first_reason}" if first_reason else ""
        super().__init__(f"No cue was found in the file.{why}", hint="Was the right file chosen?")


class MachineMadeError(CaptionError):
    """Words that a machine wrote are given to nobody before a person has put them right."""

    def __init__(self) -> None:
        super().__init__(
            "These words were written by a machine, so viewers are not given them as they are.",
            hint="Correct them, name who speaks, and add the corrected file as a new version.",
        )


class SyncSettledError(RefusalError):
    """The proposal became captions: it is not discarded any more."""

    def __init__(self) -> None:
        super().__init__(Message("It was accepted already, so it stays."))
