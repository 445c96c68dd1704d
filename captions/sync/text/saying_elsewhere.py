"""How one written word is said in languages other than English: its letters as they are, short
forms in full, numbers as they are counted there."""

import re
from collections.abc import Iterator

from captions.sync.language_tags import base_language
from captions.sync.text import numbers
from captions.sync.text.languages import language_named
from captions.sync.text.languages.rules import Language

_AROUND = "\"'“”„«»‹›()[]{}¿¡!?,;:…*_"
_PIECE = re.compile(
    r"[0-9]{1,2}[:.h][0-5][0-9](?![0-9])|"
    r"[0-9]{1,3}(?:[.\u00a0\u202f'][0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:[.,][0-9]+)?[ºª]?|"
    r"[^\W\d_](?:[^\W\d_]|[·\u0300-\u036f\u0590-\u05c7\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e])*"
    r"(?:'[^\W\d_]+)*'?|[%&$€£@+=°§]"
)
# Written before the number, said after it.
_MONEY = ("$", "€", "£")


def said_elsewhere(plain: str, tag: str) -> Iterator[str]:
    """The words of one blank-separated piece of text, in lower case."""
    language = language_named(tag)
    lower = plain.lower()
    short = _in_full(lower, language)
    if short:
        yield from short.split()
        return
    pieces = _PIECE.findall(lower)
    if len(pieces) > 1 and pieces[0] in _MONEY:
        pieces.append(pieces.pop(0))
    for place, piece in enumerate(pieces):
        yield from _piece(
            piece, language, after_number=place > 0 and pieces[place - 1][-1].isdigit()
        )


def _in_full(lower: str, language: Language) -> str:
    """Of a short form that stands alone; a stop after it may end the sentence instead."""
    bare = lower.strip(_AROUND)
    return next(
        (language.short[form] for form in (bare, lower, f"{bare}.") if form in language.short), ""
    )


def _piece(piece: str, language: Language, *, after_number: bool) -> Iterator[str]:
    if piece in language.signs:
        yield from language.signs[piece].split()
    elif piece[0].isdecimal():
        for phrase in numbers.in_language(piece, language.code):
            yield from re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", phrase.lower())
    elif after_number and piece in language.short:
        yield from language.short[piece].split()
    elif any(c.isalpha() for c in piece):
        yield piece if base_language(language.code) == "fr" else piece.strip("'")
