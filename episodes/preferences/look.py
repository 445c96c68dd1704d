"""How a viewer wants the site and its captions to look. Kept in a cookie, without an account."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from urllib.parse import parse_qsl, urlencode

LOOK_COOKIE = "look"
LONGEST_COOKIE = 1000


@dataclass(frozen=True)
class Choice:
    """One setting: its options as (value, label), the first of them the default."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]

    @property
    def default(self) -> str:
        return self.options[0][0]

    @property
    def values(self) -> frozenset[str]:
        return frozenset(value for value, _ in self.options)


SITE_CHOICES = (
    Choice("theme", "Light or dark", (("system", "As my device has it"), ("light", "Light"), ("dark", "Dark"))),
    Choice("motion", "Motion", (("system", "As my device has it"), ("less", "As little as possible"))),
    Choice("discreet", "Discreet mode", (("off", "Off"), ("on", "On: neutral page titles, covered pictures"))),
)  # fmt: skip

# 47 CFR 79.103 (c): eight fonts, eight colours with opacity for letters, background and window,
# sizes of 50 to 200 % (we go on to 300), and the five edges that it names.
_COLOURS = (
    ("white", "White"), ("yellow", "Yellow"), ("lime", "Green"), ("cyan", "Cyan"),
    ("blue", "Blue"), ("magenta", "Magenta"), ("red", "Red"), ("black", "Black"),
)  # fmt: skip
_ON_BLACK = (("black", "Black"), *(pair for pair in _COLOURS if pair[0] != "black"))
_SOLID = (("100", "Solid"), ("75", "Mostly"), ("50", "Half"), ("25", "Faint"), ("0", "None"))
_MOSTLY = (("75", "Mostly"), *(pair for pair in _SOLID if pair[0] != "75"))
_NONE = (("0", "None"), *(pair for pair in _SOLID if pair[0] != "0"))
_SIZES = ("100", "50", "75", "125", "150", "200", "250", "300")
_FONTS = (
    ("sans", "Plain"), ("serif", "With serifs"), ("mono", "Typewriter"),
    ("mono-serif", "Typewriter with serifs"), ("casual", "Casual"), ("cursive", "Handwriting"),
    ("small-caps", "Small capitals"), ("rounded", "Easy to tell apart"),
)  # fmt: skip
_EDGES = (
    ("none", "None"), ("raised", "Raised"), ("depressed", "Depressed"), ("uniform", "Outline"),
    ("shadow", "Shadow"),
)  # fmt: skip
CAPTION_CHOICES = (
    Choice("size", "Size", tuple((size, f"{size} %") for size in _SIZES)),
    Choice("font", "Letters", _FONTS),
    Choice("colour", "Colour", _COLOURS),
    Choice("ink", "Colour shows", _SOLID),
    Choice("background", "Behind the words", _ON_BLACK),
    Choice("opacity", "Behind shows", _MOSTLY),
    Choice("window", "Box around", _ON_BLACK),
    Choice("window_opacity", "Box shows", _NONE),
    Choice("edge", "Edge of letters", _EDGES),
    Choice("place", "Place", (("file", "Where the file puts them"), ("bottom", "Bottom"), ("top", "Top"))),
)  # fmt: skip
CHOICES = SITE_CHOICES + CAPTION_CHOICES
CAPTION_NAMES = tuple(choice.name for choice in CAPTION_CHOICES)


@dataclass(frozen=True)
class Look:
    theme: str = "system"
    motion: str = "system"
    discreet: str = "off"
    size: str = "100"
    font: str = "sans"
    colour: str = "white"
    ink: str = "100"
    background: str = "black"
    opacity: str = "75"
    window: str = "black"
    window_opacity: str = "0"
    edge: str = "none"
    place: str = "file"

    @classmethod
    def parse(cls, cookie_value: str) -> "Look":
        """Never fails: what is unknown or broken is as if it were not there."""
        if len(cookie_value) > LONGEST_COOKIE:
            return cls()
        try:
            return cls.from_pairs(dict(parse_qsl(cookie_value, max_num_fields=len(CHOICES))))
        except ValueError:
            return cls()

    @classmethod
    def from_pairs(cls, pairs: Mapping[str, str]) -> "Look":
        return cls(**_allowed(pairs, CHOICES))

    def serialise(self) -> str:
        """Only what differs from the defaults; empty where nothing does."""
        defaults = {field.name: field.default for field in fields(self)}
        return urlencode({k: v for k, v in asdict(self).items() if v != defaults[k]})

    def with_captions(self, pairs: Mapping[str, str]) -> "Look":
        """The same, with those caption settings that the pairs name."""
        return replace(self, **_allowed(pairs, CAPTION_CHOICES))

    def with_usual_captions(self) -> "Look":
        return replace(self, **{choice.name: choice.default for choice in CAPTION_CHOICES})

    @property
    def is_discreet(self) -> bool:
        return self.discreet == "on"


def _allowed(pairs: Mapping[str, str], choices: tuple[Choice, ...]) -> dict[str, str]:
    return {c.name: pairs[c.name] for c in choices if pairs.get(c.name) in c.values}
