"""Addresses in words: made from a title once, then kept."""

import re
import unicodedata
from collections.abc import Callable
from itertools import count

MAX_LENGTH = 80
SLUG_FORM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LANGUAGE_FORM = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
RESERVED = frozenset({"new"})  # /desk/episodes/new is the form for a new one

_WITHOUT_DECOMPOSITION = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "&": " and ",
    }
)


def is_slug(text: str) -> bool:
    return len(text) <= MAX_LENGTH and SLUG_FORM.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Shaped like a BCP 47 tag: `en`, `pt-BR`."""
    return len(text) <= 35 and LANGUAGE_FORM.fullmatch(text) is not None


def slug_of(title: str, otherwise: str = "episode") -> str:
    """`otherwise` where the title has no letter or digit that an address can carry."""
    folded = title.casefold().translate(_WITHOUT_DECOMPOSITION)
    plain = unicodedata.normalize("NFKD", folded)
    plain = re.sub(r"['’ʼ]|[^\x00-\x7f’ʼ]", "", plain)
    words = re.findall(r"[a-z0-9]+", plain)
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:MAX_LENGTH]
        if len(longer) > MAX_LENGTH:
            break
        slug = longer
    return slug or otherwise


def free_slug(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """The wanted slug, or with -2, -3... behind it, the first that is not taken."""
    if not is_taken(wanted):
        return wanted
    for number in count(2):
        ending = f"-{number}"
        candidate = wanted[: MAX_LENGTH - len(ending)].rstrip("-") + ending
        if not is_taken(candidate):
            return candidate
    raise AssertionError("count() does not end")
