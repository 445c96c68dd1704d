"""A warning as a friend would say it: what is there, in a few words, never how it is classified."""

from collections.abc import Iterable
from dataclasses import dataclass

from captions.timecode import clock
from episodes.messages import Message
from episodes.warnings.models import Scope, Treatment
from episodes.warnings.phrases import HEARD, OWN_SENTENCES, PATTERNS, THINGS
from episodes.warnings.records import AnyWarning
from episodes.warnings.vocabulary import CATEGORIES

# Shorter than this a moment has one time ("at 0:46"), longer it has two.
MOMENT_MS = 15_000


@dataclass(frozen=True)
class WarningLine:
    """text: "frank talk about sex", without a capital or a stop, to stand in a sentence. Times only
    for the video's picture and sound."""

    category: str
    label: str
    text: str
    note: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    skip_to_ms: int | None = None

    @property
    def sentence(self) -> str:
        """With its place in the video: "Swearing at 0:46"."""
        return capitalised(self.text + place_in_words(self.start_ms, self.end_ms))


def warning_line(warning: AnyWarning) -> WarningLine:
    return WarningLine(
        category=warning.category,
        label=category_label(warning.category),
        text=_phrase(warning),
        note=warning.note,
        start_ms=warning.start_ms,
        end_ms=warning.end_ms,
        skip_to_ms=warning.skip_to_ms,
    )


def category_label(category: str) -> str:
    entry = CATEGORIES.get(category)
    return entry.label if entry else category


def place_in_words(start_ms: int | None, end_ms: int | None) -> str:
    """ " at 0:46" for a moment, " from 0:56 to 1:07" for a part, empty for the whole."""
    if start_ms is None or end_ms is None:
        return ""
    if end_ms - start_ms < MOMENT_MS and clock(start_ms) != clock(end_ms):
        return str(Message(" at %(time)s", time=clock(start_ms)))
    return str(Message(" from %(start)s to %(end)s", start=clock(start_ms), end=clock(end_ms)))


def phrases(lines: Iterable[WarningLine], most: int) -> str:
    """Each thing once, at most so many: "swearing, a mention of grief, and 2 more"."""
    texts = list(dict.fromkeys(line.text for line in lines))
    rest = len(texts) - most
    shown = texts[:most] if rest > 1 else texts
    return ", ".join(
        [*shown, *([str(Message("and %(number)s more", number=rest))] if rest > 1 else [])]
    )


def capitalised(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _phrase(warning: AnyWarning) -> str:
    level = warning.severity - 1
    own = OWN_SENTENCES.get((warning.category, warning.treatment))
    if own:
        return str(own[level])
    is_heard = warning.treatment == Treatment.DEPICTED and warning.scope == Scope.VIDEO_AUDIO
    pattern = (HEARD if is_heard else PATTERNS[warning.treatment])[level]
    thing = THINGS.get(warning.category) or category_label(warning.category).lower()
    return pattern % {"thing": str(thing)}
