"""How much room text takes: a full-width character two columns, a combining mark none."""

import unicodedata

_JOINER = "\u200d"


def width(text: str) -> int:
    """In columns, after Unicode's East Asian Width (UAX #11)."""
    if text.isascii():
        return len(text)
    columns, joined = 0, False
    for character in text:
        if not joined:
            columns += _columns(character)
        joined = character == _JOINER
    return columns


def _columns(character: str) -> int:
    if character < "\u0300":
        return 0 if character == "\u00ad" else 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
