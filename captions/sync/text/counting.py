"""Whole numbers in English words, the usual way first."""

from collections.abc import Iterator
from functools import cache

from num2words import num2words

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@cache
def cardinal(number: int) -> str:
    return str(num2words(number)).replace(",", "").replace("-", " ")


def without_and(phrase: str) -> str:
    return phrase.replace(" and ", " ")


def ways_to_count(number: int) -> Iterator[str]:
    """One hundred five; one hundred and five; fifteen hundred."""
    phrase = cardinal(number)
    yield without_and(phrase)
    yield phrase
    if 1100 <= number <= 9999 and number % 100 == 0 and number % 1000:
        yield f"{cardinal(number // 100)} hundred"


def digits(text: str, zero: str = "zero") -> str:
    return " ".join(zero if c == "0" else _DIGITS[int(c)] for c in text if c.isdecimal())


def decimals(whole: str, part: str | None) -> Iterator[str]:
    for phrase in ways_to_count(int(whole.replace(",", ""))):
        yield f"{phrase} point {digits(part)}" if part else phrase


def years(number: int) -> Iterator[str]:
    phrase = str(num2words(number, to="year")).replace("-", " ").replace(",", "")
    yield without_and(phrase)
    yield from ways_to_count(number)
    if 2000 < number < 2100:
        yield (
            f"twenty {cardinal(number % 100)}"
            if number % 100 > 9
            else f"twenty oh {cardinal(number % 100)}"
        )
