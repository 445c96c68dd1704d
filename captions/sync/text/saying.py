"""How one written word is said."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from captions.sync.language_tags import base_language
from captions.sync.text import numbers
from captions.sync.text.abbreviations import SPOKEN_FORMS
from captions.sync.text.initials import of_capitals
from captions.sync.text.saying_elsewhere import said_elsewhere

Tokens = tuple[str, ...]

_SAME = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "＇": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"',
    "«": '"', "»": '"', "‐": "-", "‑": "-", "−": "-", "\u200b": "", "\u2060": "", "\ufeff": "",
    "\u00ad": "", "\ufe0f": "",
})  # fmt: skip
_AROUND_START = re.compile(r"^[^\w$£€¥₹#&@%+=°'.*\-§×÷½¼¾⅓⅔⅛<]+")
_AROUND_END = re.compile(r"[^\w%'.*&@+=°$£€¥₹¢½¼¾⅓⅔⅛§×÷\-#<3]+$")
_LETTERS_WITH_STOPS = re.compile(r"(?:[a-z]\.){2,}(?:[a-z]|'?s)?|[a-z]\.[a-z]")
_ADDRESS = re.compile(r"(?:https?://)?[a-z0-9_.+\-]*@?(?:[a-z0-9\-]+\.)+[a-z]{2,6}(?:/[\w./\-]*)?")
_ENDINGS = frozenset({
    "app", "au", "ca", "co", "com", "de", "dev", "edu", "es", "example", "fm", "fr", "gay", "gov",
    "health", "ie", "info", "io", "it", "lgbt", "me", "net", "nz", "org", "tv", "uk",
})  # fmt: skip
_PIECE = re.compile(
    r"[0-9]+(?:[.,][0-9]+)*(?:st|nd|rd|th|s)?\b|[0-9]+|[^\W\d_]+(?:'[^\W\d_]+)*'?|[&+@%=°#]"
)
_SHORTENED = frozenset(
    {"'bout", "'cause", "'cuz", "'em", "'kay", "'round", "'til", "'tis", "'twas"}
)
_ROMAN = {
    "II": "two", "III": "three", "IV": "four", "VI": "six", "VII": "seven", "VIII": "eight",
    "IX": "nine", "XI": "eleven", "XII": "twelve", "XIV": "fourteen", "XVI": "sixteen",
}  # fmt: skip
_ORDINALS = {"two": "second", "three": "third", "five": "fifth", "eight": "eighth",
             "nine": "ninth", "twelve": "twelfth"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Around:
    """The words before and after, as written, and whether everybody shouts here."""

    before: str = ""
    after: str = ""
    is_loud: bool = False


_ALONE = Around()


def sayings(written: str, language: str = "en", around: Around = _ALONE) -> tuple[Tokens, ...]:
    """The usual way first; none at all for a dash, a smiley, a script that has no letters of the
    language."""
    plain = unicodedata.normalize("NFC", written.translate(_SAME))
    if base_language(language) == "en":
        ways = [_words(way) for way in _english(plain, around)]
    else:
        ways = [tuple(said_elsewhere(plain, language))]
    return tuple(dict.fromkeys(way for way in ways if way))


def _words(phrase: str) -> Tokens:
    return tuple(word for word in re.findall(r"[a-z']+", phrase) if word.strip("'"))


def _english(plain: str, around: Around) -> Iterator[str]:
    core = _AROUND_END.sub("", _AROUND_START.sub("", plain))
    lower = core.lower()
    shorts = (lower, lower.rstrip(".,'-*"), lower.lstrip("-*'."), lower.strip("*'.-"))
    by_neighbours = list(_by_neighbours(core, lower, around))
    if by_neighbours:
        yield from by_neighbours
        return
    if lower.rstrip(".") in _SHORTENED:
        yield lower.rstrip(".")
        return
    for short in shorts:
        if short in SPOKEN_FORMS:
            yield from SPOKEN_FORMS[short].split("|")
            return
    number = lower.rstrip(".-'")
    if re.fullmatch(r"#[a-z_]\w*", number):
        yield from (f"hashtag {number[1:]}", number[1:])
        return
    for candidate in (number, number.lstrip("'"), number.lstrip("-.'")):
        phrases = numbers.english(candidate)
        if phrases:
            yield from phrases
            return
    bare = lower.strip("'*-")
    if _LETTERS_WITH_STOPS.fullmatch(bare):
        yield " ".join(re.findall("[a-z]", bare.removesuffix("'s")))
    elif _is_address(bare):
        yield from _address(bare.strip("."))
    else:
        yield from _in_pieces(core, around)


def _by_neighbours(core: str, lower: str, around: Around) -> Iterator[str]:
    """Short forms that mean one thing here and another there."""
    follows = around.after.lstrip("\"'([“‘")[:1]
    counted = around.before[-1:].isdigit() or around.before.lower().strip(",") in _SMALL
    if lower in ("dr.", "dr"):
        is_street = around.before[:1].isupper() and not follows.isupper()
        yield "drive" if is_street else "doctor"
    elif lower == "st.":
        yield "saint" if follows.isupper() else "street"
        yield "street" if follows.isupper() else "saint"
    elif lower in ("no.", "nos.") and follows.isdigit():
        yield "number"
    elif follows.isalpha() and _size(around.after):
        yield from numbers.money_without_unit(lower)
    elif _size(core) and numbers.unit_of_money(around.before.lower()):
        yield f"{_size(core)} {numbers.unit_of_money(around.before.lower())}"
    elif counted and numbers.unit_after_number(lower.rstrip(",;:")):
        yield numbers.unit_after_number(lower.rstrip(",;:"))
    elif core.strip(".,") in _ROMAN and around.before[:1].isupper():
        number = _ROMAN[core.strip(".,")]
        yield from (number, f"the {_ORDINALS.get(number, number + 'th')}")


def _size(word: str) -> str:
    lower = word.lower().strip(".,!?;:\"')")
    return lower if lower in ("thousand", "million", "billion", "trillion") else ""


_SMALL = ("one", "two", "three", "four", "five", "six", "ten", "a", "half", "few")


def _is_address(lower: str) -> bool:
    match = _ADDRESS.fullmatch(lower.strip("."))
    if match is None or "." not in lower.strip("."):
        return False
    host = lower.removeprefix("https://").removeprefix("http://").split("/")[0].strip(".")
    return host.rsplit(".", 1)[-1] in _ENDINGS


def _address(lower: str) -> Iterator[str]:
    """`help@example.org`: help at example dot org."""
    lower = re.sub(r"^https?://", "", lower).rstrip("/")
    spoken = re.sub(r"^www\.", "w w w dot ", lower)
    for sign, name in (
        (".", "dot"),
        ("@", "at"),
        ("/", "slash"),
        ("-", "dash"),
        ("_", "underscore"),
    ):
        spoken = spoken.replace(sign, f" {name} ")
    digits = re.sub(r"\d+", lambda run: f" {numbers.english(run[0])[0]} ", spoken)
    yield digits
    yield digits.replace("w w w dot ", "").replace(" dash ", " ")


def _in_pieces(core: str, around: Around) -> Iterator[str]:
    """Hyphens, slashes, dots between two sentences, letters and figures in one word."""
    pieces = _PIECE.findall(re.sub(r"[()\[\]]", "", core))
    ways_of_each = [ways for ways in (list(_piece(piece, around)) for piece in pieces) if ways]
    while len(ways_of_each) > 1 and _is_stutter(ways_of_each[0][0], ways_of_each[1][0]):
        ways_of_each.pop(0)
    if not ways_of_each:
        return
    yield " ".join(ways[0] for ways in ways_of_each)
    for place, ways in enumerate(ways_of_each):
        for way in ways[1:3]:
            yield " ".join(
                [
                    *(w[0] for w in ways_of_each[:place]),
                    way,
                    *(w[0] for w in ways_of_each[place + 1 :]),
                ]
            )
    if "-" in core and len(pieces) == 2 and all(piece.isalpha() for piece in pieces):
        yield "".join(ways[0] for ways in ways_of_each)


def _is_stutter(first: str, second: str) -> bool:
    """The b's of `b-b-but` are not said as the letter is."""
    return len(first) == 1 and first != "a" and second.startswith(first) and second != "i"


def _piece(piece: str, around: Around) -> Iterator[str]:
    if piece in SPOKEN_FORMS:
        yield SPOKEN_FORMS[piece].split("|")[0]
    elif piece[0].isdecimal():
        yield from numbers.english(piece) or [
            " ".join(numbers.english(c)[0] for c in piece if c.isdecimal())
        ]
    else:
        yield from _letters(piece, around)


def _letters(piece: str, around: Around) -> Iterator[str]:
    word = _plain_letters(piece)
    if not word:
        return
    initials = re.match(r"([A-Z]{2,8})('?s)?$", piece)
    if initials and not around.is_loud:
        yield from of_capitals(initials[1], initials[2] or "")
        return
    yield word


def _plain_letters(piece: str) -> str:
    """é is e to the ear of the model; a letter that is not a Latin one has no sound there."""
    marks = unicodedata.normalize(
        "NFKD", piece.lower().replace("ß", "ss").replace("æ", "ae").replace("ø", "o")
    )
    word = "".join(c for c in marks if not unicodedata.combining(c))
    if not re.fullmatch(r"[a-z']+", word):
        return ""
    if word.endswith("'") and not word.endswith("in'"):
        word = word.rstrip("'")
    return re.sub(r"([a-ln-z])\1{2,}", r"\1", re.sub("m{3,}", "mm", word))
