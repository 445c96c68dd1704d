"""How a viewer wants the site and its captions to look. Kept in a cookie, without an account."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from urllib.parse import parse_qsl, urlencode

from episodes.languages.names import LANGUAGES
from episodes.messages import Message

LOOK_COOKIE = "look"
LONGEST_COOKIE = 1000


@dataclass(frozen=True)
class Choice:
    """One setting: its options as (value, label), the first of them the default. hint: a sentence."""

    name: str
    label: Message
    options: tuple[tuple[str, Message | str], ...]
    hint: Message | str = ""

    @property
    def default(self) -> str:
        return self.options[0][0]

    @property
    def values(self) -> frozenset[str]:
        return frozenset(value for value, _ in self.options)


_LANGUAGES = tuple((language.code, language.name) for language in LANGUAGES.values())
SITE_CHOICES = (
    Choice("language", Message("Language"), (("browser", Message("Same as my browser")), *_LANGUAGES), Message("For the pages. Videos and answers stay in their own language.")),
    Choice("theme", Message("Light or dark"), (("system", Message("Same as my device")), ("light", Message("Light")), ("dark", Message("Dark"))), Message("Your device decides, unless you do.")),
    Choice("text", Message("Size of the text"), (("normal", Message("Normal")), ("large", Message("Large")), ("larger", Message("Larger"))), Message("On top of what your browser does.")),
    Choice("motion", Message("Movement"), (("system", Message("Same as my device")), ("less", Message("Less"))), Message("Pictures that move, pages that slide.")),
    Choice("discreet", Message("Discreet mode"), (("off", Message("Off")), ("on", Message("On"))), Message("The tab and the top of each page say “Reading list”. Headings are small and plain, addresses don’t say what a page is about, and there are no posters.")),
)  # fmt: skip

# 47 CFR 79.103 (c): eight fonts, eight colours with opacity for letters, background and window,
# sizes of 50 to 200 % (we go on to 300), and the five edges that it names.
_COLOURS = (
    ("white", Message("White")), ("yellow", Message("Yellow")), ("lime", Message("Green")),
    ("cyan", Message("Cyan")), ("blue", Message("Blue")), ("magenta", Message("Magenta")),
    ("red", Message("Red")), ("black", Message("Black")),
)  # fmt: skip
_ON_BLACK = (_COLOURS[-1], *_COLOURS[:-1])
_STRENGTHS = (
    ("100", Message("Solid")), ("75", Message("Mostly")), ("50", Message("Half")),
    ("25", Message("Faint")), ("0", Message("Not at all")),
)  # fmt: skip
_MOSTLY = (_STRENGTHS[1], _STRENGTHS[0], *_STRENGTHS[2:])
_NOT_AT_ALL = (_STRENGTHS[-1], *_STRENGTHS[:-1])
_SIZES = ("100", "50", "75", "125", "150", "200", "250", "300")
_FONTS = (
    ("sans", Message("Plain")), ("serif", Message("With serifs")), ("mono", Message("Typewriter")),
    ("mono-serif", Message("Typewriter with serifs")), ("casual", Message("Casual")),
    ("cursive", Message("Handwriting")), ("small-caps", Message("Small capitals")),
    ("rounded", Message("Easy to tell apart")),
)  # fmt: skip
_EDGES = (
    ("none", Message("None")), ("raised", Message("Raised")), ("depressed", Message("Depressed")),
    ("uniform", Message("Outline")), ("shadow", Message("Shadow")),
)  # fmt: skip
_PLACES = (
    ("file", Message("As the file says")), ("bottom", Message("Bottom")), ("top", Message("Top")),
)  # fmt: skip
CAPTION_CHOICES = (
    Choice("size", Message("Size"), tuple((size, f"{size} %") for size in _SIZES)),
    Choice("font", Message("Letters"), _FONTS),
    Choice("colour", Message("Colour"), _COLOURS),
    Choice("ink", Message("Opacity of the letters"), _STRENGTHS),
    Choice("background", Message("Behind the words"), _ON_BLACK),
    Choice("opacity", Message("Opacity of the background"), _MOSTLY),
    Choice("window", Message("Box around"), _ON_BLACK),
    Choice("window_opacity", Message("Opacity of the box"), _NOT_AT_ALL),
    Choice("edge", Message("Edge of letters"), _EDGES),
    Choice("place", Message("Place"), _PLACES),
)  # fmt: skip
CHOICES = SITE_CHOICES + CAPTION_CHOICES
CAPTION_NAMES = tuple(choice.name for choice in CAPTION_CHOICES)


@dataclass(frozen=True)
class Look:
    language: str = "browser"
    theme: str = "system"
    text: str = "normal"
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
