"""What each artifact of an episode says of itself: a headline and how far it was reviewed."""

from enum import StrEnum


class Headline(StrEnum):
    CLEAN = "clean"
    RACY = "racy"
    NSFW = "nsfw"
    EXPLICIT = "explicit"


class PictureHeadline(StrEnum):
    NONE = "none"
    SAFE = "safe"
    NSFW = "nsfw"


class ReviewState(StrEnum):
    """Absence never reads as safe: what was not looked at says so."""

    NOT_REVIEWED = "not_reviewed"
    REVIEWED_NONE = "reviewed_none"
    REVIEWED_SOME = "reviewed_some"
    CHOSE_NOT_TO_WARN = "chose_not_to_warn"


class Artifact(StrEnum):
    QUESTION = "question"
    VIDEO = "video"
    THUMBNAIL = "thumbnail"
    ANSWER = "answer"
    ANSWER_IMAGES = "answer_images"


PICTURES = frozenset({Artifact.THUMBNAIL, Artifact.ANSWER_IMAGES})
