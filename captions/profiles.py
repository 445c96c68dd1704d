"""The figures of each house's rules, and where they are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType
from typing import Literal

from captions.errors import CaptionError
from captions.messages import sentence

_BASE = MappingProxyType(
    {
        "overlap": "Querent: one caption at a time",
        "rolling": "Querent: each line is shown once",
        "order": "WebVTT, 4.1: cues are ordered by start time",
        "interval": "WebVTT, 4.1: the end time is later than the start time",
        "media-end": "Querent: a caption ends with its video",
        "empty": "Querent: a caption says something",
        "line-sense": "Querent: a line ends where a thought does",
        "sentence-cut": "Querent: a caption ends where a thought does",
        "name-spelling": "Querent: one person, one name",
        "flicker": "Querent: no gap, or one that is seen",
        "speaker": "Querent: a new voice is named",
        "sound": "Querent: sounds are told from speech",
        "dual-speakers": "Querent: two people at most, each on a line",
        "repeated": "Querent: nothing is shown twice in a row",
        "shot-change": "Querent: a caption goes with its shot",
    }
)

Sounds = Literal["brackets", "lower-brackets", "capitals"]
Speakers = Literal["names", "dashes", "parentheses", "colours"]


@dataclass(frozen=True, slots=True)
class Profile:
    """None: the house has no such rule. `sources` names the clause by rule.

    `gap_ms` is the smallest gap; `may_touch`: none at all will do as well. Gaps up to
    `close_ms` are to be closed to the smallest; up to `flicker_ms` they are worth a note.
    `gap_frames` and `close_frames` stand behind two of these where the house counts frames.
    """

    name: str
    chars_per_line: int
    lines: int
    chars_per_second: int | None = None
    words_per_minute: int | None = None
    shortest_ms: int | None = None
    shortest_ms_per_word: int | None = None
    longest_ms: int | None = None
    gap_ms: int | None = None
    may_touch: bool = True
    close_ms: int | None = None
    flicker_ms: int | None = None
    gap_frames: int | None = None
    close_frames: int | None = None
    sounds: Sounds = "brackets"
    speakers: Speakers = "names"
    is_strict_on_characters: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)

    def source(self, rule: str) -> str:
        return self.sources.get(rule) or _BASE.get(rule) or self.name

    def at(self, frame_rate: Fraction) -> "Profile":
        """The same with its frames counted at this rate."""
        if self.gap_frames is None or self.close_frames is None:
            return self
        frame_ms = 1000 / frame_rate
        # Cut and raised, since both ends of a gap are rounded to the millisecond.
        gap_ms, close_ms = floor(self.gap_frames * frame_ms), ceil(self.close_frames * frame_ms)
        return replace(self, gap_ms=gap_ms, close_ms=close_ms)

    def needed_ms(self, columns: int, words: int) -> int:
        """How long a text of so many columns and words must stand to be read."""
        return max(
            self.shortest_ms or 1,
            (self.shortest_ms_per_word or 0) * words,
            -(-columns * 1000 // self.chars_per_second) if self.chars_per_second else 0,
            -(-words * 60_000 // self.words_per_minute) if self.words_per_minute else 0,
        )


_NETFLIX = {
    "line-length": "Netflix TTSG English, Character Limitation",
    "lines": "Netflix TTSG General, Line Treatment",
    "line-sense": "Netflix TTSG General, Line Treatment",
    "reading-speed": "Netflix TTSG English, Reading Speed Limits",
    "shortest": "Netflix TTSG General, Duration",
    "longest": "Netflix TTSG General, Duration",
    "gap": "Netflix TTSG General, Frame Gap",
    "speaker": "Netflix TTSG English, Dual Speakers",
    "sound": "Netflix TTSG English, SDH Guidelines",
    "dual-speakers": "Netflix TTSG English, Dual Speakers",
    "shot-change": "Netflix TTSG, Subtitle Timing Guidelines",
    "ellipsis": "Netflix TTSG English, Continuity",
    "numbers": "Netflix TTSG English, Numbers",
    "spaces": "Netflix TTSG English, Punctuation",
}
_BBC = {
    "line-length": "BBC Subtitle Guidelines, Line length",
    "lines": "BBC Subtitle Guidelines, Number of lines",
    "line-sense": "BBC Subtitle Guidelines, Break at natural points",
    "sentence-cut": "BBC Subtitle Guidelines, Break at natural points",
    "reading-speed": "BBC Subtitle Guidelines, Target reading speed",
    "shortest": "BBC Subtitle Guidelines, Minimum time",
    "gap": "BBC Subtitle Guidelines, Leave a gap of at least a second",
    "speaker": "BBC Subtitle Guidelines, Identifying speakers",
    "sound": "BBC Subtitle Guidelines, Sound labels",
}
_DCMP = {
    "line-length": "DCMP Captioning Key, Line length",
    "lines": "DCMP Captioning Key, Number of lines",
    "line-sense": "DCMP Captioning Key, Line division",
    "sentence-cut": "DCMP Captioning Key, Line division",
    "reading-speed": "DCMP Captioning Key, Presentation rate",
    "shortest": "DCMP Captioning Key, Minimum duration",
    "speaker": "DCMP Captioning Key, Speaker identification",
    "sound": "DCMP Captioning Key, Sound effects",
}
_FCC = {
    "line-length": "47 CFR 79.101, rows of 32 characters",
    "lines": "47 CFR 79.101, four rows",
    "overlap": "47 CFR 79.1(j)(2)(iv), placement",
    "media-end": "47 CFR 79.1(j)(2)(iii), completeness",
    "empty": "47 CFR 79.1(j)(2)(iii), completeness",
    "order": "47 CFR 79.1(j)(2)(ii), synchronicity",
    "speaker": "47 CFR 79.1(j)(2)(i), accuracy",
    "sound": "47 CFR 79.1(j)(2)(i), accuracy",
}
_HOUSE = dict.fromkeys(
    ("line-length", "lines", "reading-speed", "shortest", "longest", "gap", "speaker", "sound"),
    "Querent house rules",
)

_DEFAULT = Profile(
    name="default", chars_per_line=42, lines=2, chars_per_second=20,
    shortest_ms=833, longest_ms=7000, gap_ms=83, flicker_ms=1000, sources=_HOUSE,
)  # fmt: skip
# Two and eleven frames at 24 a second, until `at` says otherwise.
_NETFLIX_ADULT = Profile(
    name="netflix", chars_per_line=42, lines=2, chars_per_second=20, shortest_ms=833,
    longest_ms=7000, gap_ms=83, may_touch=False, close_ms=459, gap_frames=2, close_frames=11,
    speakers="dashes", is_strict_on_characters=True, sources=_NETFLIX,
)  # fmt: skip
_BBC_PROFILE = Profile(
    name="bbc", chars_per_line=37, lines=2, words_per_minute=180, shortest_ms_per_word=300,
    gap_ms=1000, sounds="capitals", speakers="colours", sources=_BBC,
)  # fmt: skip
_DCMP_PROFILE = Profile(
    name="dcmp", chars_per_line=32, lines=2, words_per_minute=160, shortest_ms=2000,
    sounds="lower-brackets", speakers="parentheses", sources=_DCMP,
)  # fmt: skip
# The Commission asks for captions that can be read in full, beside what is heard, and covering
# nothing; it gives no figures. Those here are what its line 21 decoders show: 4 rows of 32.
_FCC_PROFILE = Profile(name="fcc", chars_per_line=32, lines=4, sounds="brackets", sources=_FCC)

PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        profile.name: profile
        for profile in (
            _DEFAULT,
            _NETFLIX_ADULT,
            replace(_NETFLIX_ADULT, name="netflix-child", chars_per_second=17),
            _BBC_PROFILE,
            replace(_BBC_PROFILE, name="bbc-vertical", lines=3),
            _DCMP_PROFILE,
            _FCC_PROFILE,
        )
    }
)


def profile_named(profile: str | Profile) -> Profile:
    """A profile of one's own is taken as it is. Raises CaptionError for an unknown name."""
    if isinstance(profile, Profile):
        return profile
    if profile not in PROFILES:
        raise CaptionError(
            sentence("There is no profile {profile!r}.", profile=profile),
            hint=sentence("The formats are {names}.", names=", ".join(PROFILES)),
        )
    return PROFILES[profile]
