"""How a viewer wants the site and its captions to look. Kept in a cookie, without an account."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
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

_COLOURS = (("white", "White"), ("yellow", "Yellow"), ("lime", "Green"), ("cyan", "Cyan"), ("black", "Black"))  # fmt: skip
CAPTION_CHOICES = (
    Choice("size", "Size", (("100", "Normal"), ("75", "Small"), ("125", "Large"), ("150", "Larger"), ("200", "Largest"))),
    Choice("font", "Letters", (("sans", "Plain"), ("serif", "With serifs"), ("mono", "Typewriter"), ("casual", "Casual"))),
    Choice("colour", "Colour", _COLOURS),
    Choice("background", "Background", (("black", "Black"), ("white", "White"), ("blue", "Blue"), ("grey", "Grey"))),
    Choice("opacity", "Background shows", (("75", "Mostly"), ("100", "Fully"), ("50", "Half"), ("0", "Not at all"))),
    Choice("edge", "Edge of letters", (("none", "None"), ("outline", "Outline"), ("shadow", "Shadow"))),
)  # fmt: skip
CHOICES = SITE_CHOICES + CAPTION_CHOICES


@dataclass(frozen=True)
class Look:
    theme: str = "system"
    motion: str = "system"
    discreet: str = "off"
    size: str = "100"
    font: str = "sans"
    colour: str = "white"
    background: str = "black"
    opacity: str = "75"
    edge: str = "none"

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
        known = {c.name: pairs[c.name] for c in CHOICES if pairs.get(c.name) in c.values}
        return cls(**known)

    def serialise(self) -> str:
        """Only what differs from the defaults; empty where nothing does."""
        defaults = {field.name: field.default for field in fields(self)}
        return urlencode({k: v for k, v in asdict(self).items() if v != defaults[k]})

    @property
    def is_discreet(self) -> bool:
        return self.discreet == "on"
