"""Told first, covered rarely: what waits behind its note though its viewer chose nothing.

Covered is only what nobody can read about first or un-meet afterwards: a picture that is seen at
once, a flash that harms, harm in its gravest form. All else is told in a line."""

from collections.abc import Callable
from enum import Enum, auto

from episodes.catalog.artifacts import Headline, PictureHeadline
from episodes.warnings.models import Treatment
from episodes.warnings.records import AnyWarning
from episodes.warnings.vocabulary import group_of

GRAVEST = 3
SERIOUS = 2
HARMFUL_GROUPS = frozenset({"consent-and-harm", "violence", "mind"})
SENSORY_GROUP = "sensory"
FLASHING = "flashing"


class Kind(Enum):
    """How an artifact meets its viewer."""

    VIDEO = auto()
    PICTURE = auto()
    TEXT = auto()


def covers_by_headline(kind: Kind, headline: Headline | PictureHeadline) -> bool:
    if kind is Kind.TEXT:
        return headline == Headline.EXPLICIT
    return headline in (Headline.NSFW, Headline.EXPLICIT, PictureHeadline.NSFW)


def covers_by_warning(kind: Kind, warning: AnyWarning) -> bool:
    return _COVERS[kind](warning)


def _video_covers(warning: AnyWarning) -> bool:
    is_gravest = warning.treatment == Treatment.DEPICTED and warning.severity >= GRAVEST
    return is_gravest or warning.category == FLASHING


def _text_covers(warning: AnyWarning) -> bool:
    return warning.severity >= GRAVEST and group_of(warning.category) in HARMFUL_GROUPS


_COVERS: dict[Kind, Callable[[AnyWarning], bool]] = {
    Kind.VIDEO: _video_covers,
    Kind.PICTURE: lambda _warning: False,  # a picture's headline decides
    Kind.TEXT: _text_covers,
}


def is_said_before(warning: AnyWarning) -> bool:
    """Whether a timed warning is said before it begins though the viewer covers nothing."""
    group = group_of(warning.category)
    return group == SENSORY_GROUP or (group in HARMFUL_GROUPS and warning.severity >= SERIOUS)
