"""Rules of single characters, of houses that have them."""

import re
from collections.abc import Iterator

from captions.checks.case import Case
from captions.checks.problem import Problem
from captions.messages import sentence

_DOTS = re.compile(r"(?<!\.)\.{2,4}(?!\.)")
# Not in a time, a price, a list, a decimal, nor glued to letters.
_SMALL_NUMBER = re.compile(r"(?<![\w.,:/$€£%#-])(?:[1-9]|10)(?![\w:/%°]|[.,][0-9]|-[\w])")
_DOUBLE_SPACE = re.compile(r"\S {2,}\S")


def characters(case: Case) -> Iterator[Problem]:
    """One sign for three dots, single spaces, and small numbers in words, as Netflix has them."""
    if not case.rules.is_strict_on_characters:
        return
    if _DOTS.search(case.text):
        yield case.problem("ellipsis", "note", sentence("Write … as one character, not as dots."))
    if _DOUBLE_SPACE.search(case.text):
        yield case.problem("spaces", "note", sentence("Two spaces stand where one is enough."))
    number = _SMALL_NUMBER.search(case.text) if case.sense.language[:2] == "en" else None
    if number:
        message = sentence("Numbers from one to ten are written out: {number}.", number=number[0])
        yield case.problem("numbers", "note", message)
