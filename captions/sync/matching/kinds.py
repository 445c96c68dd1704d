"""How the time of a word came about."""

from enum import StrEnum


class Kind(StrEnum):
    """The surest first."""

    GIVEN = "given"  # the transcript says it
    ANCHOR = "anchor"  # recognised among its neighbours
    ALIGNED = "aligned"  # laid on the sound between anchors
    INTERPOLATED = "interpolated"  # between two words whose times are known
    SPREAD = "spread"  # by its length over the speech that there is
    SKIPPED = "skipped"  # not heard
    UNSAID = "unsaid"  # a dash, a [sound]: nobody says it
