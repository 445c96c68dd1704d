"""How a viewer wants the site and its captions to look. Kept in a cookie, without an account."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from urllib.parse import parse_qsl, urlencode

from episodes.languages.names import LANGUAGES
from episodes.messages import Message

LOOK_COOKIE = "look"
LONGEST_COOKIE = 1000


@dataclass(frozen=True)
class Choice:
    """One setting: its options as (value, label), the first of them the default."""

    name: str
    label: Message
    options: tuple[tuple[str, Message | str], ...]

    @property
    def default(self) -> str:
        return self.options[0][0]

    @property
    def values(self) -> frozenset[str]:
        return frozenset(value for value, _ in self.options)


_LANGUAGES = tuple((language.code, language.name) for language in LANGUAGES.values())
SITE_CHOICES = (
    Choice("language", Message("Language"), (("browser", Message("Same as my browser")), *_LANGUAGES)),
    Choice("theme", Message("Light or dark"), (("system", Message("Same as my device")), ("light", Message("Light")), ("dark", Message("Dark")))),
    Choice("motion", Message("Motion"), (("system", Message("Same as my device")), ("less", Message("As little as possible")))),
    Choice("discreet", Message("Discreet mode"), (("off", Message("Off")), ("on", Message("On: neutral page titles, covered pictures")))),
)  # fmt: skip

_COLOURS = (("white", Message("White")), ("yellow", Message("Yellow")), ("lime", Message("Green")), ("cyan", Message("Cyan")), ("black", Message("Black")))  # fmt: skip
_SIZES = (("100", Message("Normal")), ("75", Message("Small")), ("125", Message("Large")), ("150", Message("Larger")), ("200", Message("Largest")))  # fmt: skip
_FONTS = (("sans", Message("Plain")), ("serif", Message("With serifs")), ("mono", Message("Typewriter")), ("casual", Message("Casual")))  # fmt: skip
_GROUNDS = (("black", Message("Black")), ("white", Message("White")), ("blue", Message("Blue")), ("grey", Message("Grey")))  # fmt: skip
_STRENGTHS = (("75", Message("Mostly")), ("100", Message("Fully")), ("50", Message("Half")), ("0", Message("Not at all")))  # fmt: skip
CAPTION_CHOICES = (
    Choice("size", Message("Size"), _SIZES),
    Choice("font", Message("Letters"), _FONTS),
    Choice("colour", Message("Colour"), _COLOURS),
    Choice("background", Message("Background"), _GROUNDS),
    Choice("opacity", Message("Background shows"), _STRENGTHS),
    Choice("edge", Message("Edge of letters"), (("none", Message("None")), ("outline", Message("Outline")), ("shadow", Message("Shadow")))),
)  # fmt: skip
CHOICES = SITE_CHOICES + CAPTION_CHOICES


@dataclass(frozen=True)
class Look:
    language: str = "browser"
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
