"""The figures of each house's rules, and where they are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from captions.errors import CaptionError

_BASE = MappingProxyType(
    {
        "overlap": "Querent: one caption at a time",
        "order": "WebVTT, 4.1: cues are ordered by start time",
        "interval": "WebVTT, 4.1: the end time is later than the start time",
        "media-end": "Querent: a caption ends with its video",
        "empty": "Querent: a caption says something",
    }
)


@dataclass(frozen=True, slots=True)
class Profile:
    """None: the house has no such rule. `sources` names the clause by rule."""

    name: str
    chars_per_line: int
    lines: int
    chars_per_second: int | None = None
    words_per_minute: int | None = None
    shortest_ms: int | None = None
    shortest_ms_per_word: int | None = None
    longest_ms: int | None = None
    gap_ms: int | None = None
    sources: Mapping[str, str] = field(default_factory=dict)

    def source(self, rule: str) -> str:
        return self.sources.get(rule) or _BASE.get(rule) or self.name


_NETFLIX = {
    "line-length": "Netflix TTSG English, Character Limitation",
    "lines": "Netflix TTSG General, Line Treatment",
    "reading-speed": "Netflix TTSG English, Reading Speed Limits",
    "shortest": "Netflix TTSG General, Duration",
    "longest": "Netflix TTSG General, Duration",
    "gap": "Netflix TTSG General, Frame Gap",
}
_BBC = dict.fromkeys(
    ("line-length", "lines", "reading-speed", "shortest"), "BBC Subtitle Guidelines"
)
_DCMP = dict.fromkeys(("line-length", "lines", "reading-speed", "shortest"), "DCMP Captioning Key")
_HOUSE = dict.fromkeys(
    ("line-length", "lines", "reading-speed", "shortest", "longest", "gap", "speaker"),
    "Querent house rules",
)

PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        profile.name: profile
        for profile in (
            Profile("default", 42, 2, 20, None, 833, None, 7000, 83, _HOUSE),
            # Two frames at 24 a second are 83 ms.
            Profile("netflix", 42, 2, 20, None, 833, None, 7000, 83, _NETFLIX),
            Profile("netflix-child", 42, 2, 17, None, 833, None, 7000, 83, _NETFLIX),
            Profile("bbc", 37, 2, None, 180, None, 300, None, None, _BBC),
            Profile("dcmp", 32, 2, None, 160, 2000, None, None, None, _DCMP),
        )
    }
)


def profile_named(name: str) -> Profile:
    if name not in PROFILES:
        raise CaptionError(
            f"There is no profile {name!r}.", hint=f"Known are {', '.join(PROFILES)}."
        )
    return PROFILES[name]
