"""A warning as a friend would say it: what is there, in a few words, never how it is classified."""

from collections.abc import Iterable
from dataclasses import dataclass

from captions.timecode import clock
from episodes.warnings.models import Scope, Treatment
from episodes.warnings.records import AnyWarning
from episodes.warnings.vocabulary import CATEGORIES

MINOR, GRAVEST = 1, 3
# Shorter than this a moment has one time ("at 0:46"), longer it has two.
MOMENT_MS = 15_000

# What people would call it in the middle of a sentence, where the label would not do.
THINGS = {
    "sex-talk": "sex",
    "sex-instruction": "how to do something in bed",
    "sex-act": "people having sex",
    "nudity-nonsexual": "bare bodies, not sexual",
    "nudity-sexual": "naked bodies in a sexual setting",
    "anatomy-diagram": "drawings of genitals",
    "pornography-discussed": "pornography",
    "sexual-audio": "the sounds of sex",
    "consent-violation": "somebody’s no being ignored",
    "coercion": "controlling behaviour",
    "partner-abuse": "abuse by a partner",
    "image-abuse": "intimate pictures being misused",
    "child-abuse": "harm to a child",
    "grooming": "an adult grooming a young person",
    "blood-injury": "blood and injuries",
    "sti": "sexually transmitted infections",
    "pregnancy-loss": "losing a pregnancy",
    "infertility": "not being able to conceive",
    "pain-during-sex": "sex that hurts",
    "body-image": "how bodies look, and shame about it",
    "infidelity": "cheating",
    "breakup": "breaking up",
    "age-gap": "a large age gap",
    "family-rejection": "being turned away by family",
    "misgendering": "somebody being misgendered",
    "dysphoria": "gender dysphoria",
    "religious-shame": "shame from a religious upbringing",
    "flashing": "flashing light",
    "loud-sound": "a sudden loud sound",
    "motion": "shaking or spinning pictures",
}
# Categories whose sentence no pattern gives: by severity, minor first.
OWN_SENTENCES = {
    ("strong-language", Treatment.DEPICTED): (
        "a swear word or two", "swearing", "a lot of swearing",
    ),
    ("sex-talk", Treatment.DISCUSSION): (
        "some talk about sex", "frank talk about sex", "very frank talk about sex",
    ),
    ("slurs", Treatment.DEPICTED): ("a slur, said out loud", "slurs, said out loud", "many slurs"),
    ("loud-sound", Treatment.DEPICTED): (
        "a sudden sound", "a sudden loud sound", "a sudden, very loud sound",
    ),
    ("flashing", Treatment.DEPICTED): (
        "a flash of light", "flashing light", "strong flashing light",
    ),
    ("motion", Treatment.DEPICTED): (
        "pictures that move fast", "shaking or spinning pictures", "pictures that spin hard",
    ),
}  # fmt: skip
PATTERNS = {
    Treatment.MENTION: (
        "a brief mention of {thing}", "a mention of {thing}", "a hard mention of {thing}",
    ),
    Treatment.DISCUSSION: (
        "some talk about {thing}", "talk about {thing}", "talk about {thing} that spares nothing",
    ),
    Treatment.DESCRIBED: (
        "{thing}, described briefly", "{thing}, described", "{thing}, described in hard detail",
    ),
    Treatment.DEPICTED: (
        "{thing}, seen briefly", "{thing}, shown", "{thing}, shown in hard detail",
    ),
}  # fmt: skip
HEARD = ("{thing}, heard briefly", "{thing}, heard", "{thing}, heard in full")


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
        return f" at {clock(start_ms)}"
    return f" from {clock(start_ms)} to {clock(end_ms)}"


def phrases(lines: Iterable[WarningLine], most: int) -> str:
    """Each thing once, at most so many: "swearing, a mention of grief, and 2 more"."""
    texts = list(dict.fromkeys(line.text for line in lines))
    rest = len(texts) - most
    shown = texts[:most] if rest > 1 else texts
    return ", ".join([*shown, *([f"and {rest} more"] if rest > 1 else [])])


def capitalised(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _phrase(warning: AnyWarning) -> str:
    level = min(max(warning.severity, MINOR), GRAVEST) - MINOR
    own = OWN_SENTENCES.get((warning.category, warning.treatment))
    if own:
        return own[level]
    is_heard = warning.treatment == Treatment.DEPICTED and warning.scope == Scope.VIDEO_AUDIO
    pattern = (HEARD if is_heard else PATTERNS[warning.treatment])[level]
    thing = THINGS.get(warning.category) or category_label(warning.category).lower()
    return pattern.format(thing=thing)
