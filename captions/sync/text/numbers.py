"""Numbers as they are said: in English however people write them, in other languages as plain
numbers. What is most often said comes first, other ways after it."""

import re
from collections.abc import Callable, Iterator

from num2words import num2words

from captions.sync.text.counting import (
    cardinal,
    decimals,
    digits,
    ways_to_count,
    without_and,
    years,
)
from captions.sync.text.measures import CURRENCIES, FRACTIONS, MAGNITUDES, UNITS

Phrases = list[str]

_DENOMINATORS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 8: "eighth", 10: "tenth"}
_WHOLE = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15}"


def english(written: str) -> Phrases:
    """Ways to say `written`, which is in lower case; none where it is not a number."""
    for pattern, say in _SHAPES:
        match = pattern.fullmatch(written)
        if match:
            return list(dict.fromkeys(phrase for phrase in say(match) if phrase))
    return []


def unit_after_number(written: str) -> str:
    """How a unit that stands apart from its number is said; empty where it is none."""
    return UNITS.get(written, "") if written not in ("d", "g", "h", "p", "x") else ""


def money_without_unit(written: str) -> Phrases:
    """`$3` of `$3 million`: the dollars are said after the million."""
    match = _MONEY.fullmatch(written)
    return list(decimals(match["whole"], match["part"])) if match else []


def unit_of_money(written: str) -> str:
    match = _MONEY.fullmatch(written)
    return CURRENCIES[match["sign"]][1] if match else ""


def in_language(written: str, language: str) -> Phrases:
    """`1.234,5` as some write it; empty if it is not a number or num2words lacks the language."""
    clock = _CLOCK_ELSEWHERE.fullmatch(written)
    if clock:
        parts = [in_language(part, language) for part in clock.groups() if int(part)]
        return [" ".join(phrase for phrases in parts for phrase in phrases)]
    match = _ELSEWHERE.fullmatch(written)
    if match is None:
        return []
    whole = re.sub(r"[^\d]", "", match["whole"])
    value: int | float = int(whole)
    if match["part"]:
        value = float(f"{whole}.{match['part']}")
    is_year = len(written) == 4 and 1100 <= int(whole) <= 1999
    to = "ordinal" if match["ordinal"] else "year" if is_year else "cardinal"
    try:
        return [num2words(value, lang=language, to=to)]
    # num2words raises whatever its table for a language happens to; the word then has no saying.
    except Exception:
        return []


_ELSEWHERE = re.compile(
    r"(?P<whole>\d{1,3}(?:[.\u00a0\u202f']\d{3})+|\d{1,15})(?:[,.](?P<part>\d{1,4}))?"
    r"(?P<ordinal>[ºª]?)"
)
_CLOCK_ELSEWHERE = re.compile(r"(\d{1,2})[:.h]([0-5]\d)")
_MONEY = re.compile(rf"(?P<sign>[$£€¥₹])(?P<whole>{_WHOLE})(?:\.(?P<part>[0-9]{{1,2}}))?")


def _whole(match: re.Match[str]) -> Iterator[str]:
    text = match[0]
    number = int(text.replace(",", ""))
    if text[0] == "0" and len(text) > 1:
        yield from (digits(text, "oh"), digits(text))
    elif len(text) == 4 and 1100 <= number <= 2099 and number % 1000:
        yield from years(number)
    elif "," not in text and (len(text) > 4 or number in (911, 411, 404, 101)):
        pairs = [digits(text), *ways_to_count(number)]
        yield from pairs if len(text) == 3 else (*pairs[1:], pairs[0])
    else:
        yield from ways_to_count(number)
        if len(text) == 3 and number % 100:
            rest = number % 100
            tail = cardinal(rest) if rest > 9 else f"oh {cardinal(rest)}"
            yield f"{cardinal(number // 100)} {tail}"


def _decimal(match: re.Match[str]) -> Iterator[str]:
    yield from decimals(match["whole"] or "0", match["part"])
    if not match["whole"]:
        yield f"point {digits(match['part'])}"


def _ordinal(match: re.Match[str]) -> Iterator[str]:
    phrase = str(num2words(int(match[1]), to="ordinal")).replace(",", "").replace("-", " ")
    yield from (without_and(phrase), phrase)


def _decade(match: re.Match[str]) -> Iterator[str]:
    number = int(match[1])
    if number >= 100 and number % 100 == 0:
        yield (
            f"{cardinal(number // 100)} hundreds"
            if number % 1000
            else f"{cardinal(number // 1000)} thousands"
        )
        return
    tens = (
        re.sub("y$", "ies", cardinal(number % 100))
        if number % 10 == 0
        else f"{cardinal(number % 100)}s"
    )
    yield tens if number < 100 else f"{cardinal(number // 100)} {tens}"


def _clock(match: re.Match[str]) -> Iterator[str]:
    hour, minute = int(match["hour"]), int(match["minute"])
    half = {"a": " a m", "p": " p m"}.get((match["half"] or "")[:1], "")
    phrase = cardinal(hour)
    if minute == 0:
        yield from (
            phrase + half,
            *((f"{phrase} o'clock",) if not half else ()),
            f"{phrase} hundred",
        )
    else:
        past = cardinal(minute) if minute > 9 else f"oh {cardinal(minute)}"
        yield f"{phrase} {past}{half}"
        yield f"{phrase} {past}"
    if minute in (15, 30):
        yield f"{'quarter' if minute == 15 else 'half'} past {phrase}"


def _hour(match: re.Match[str]) -> Iterator[str]:
    yield f"{cardinal(int(match[1]))} {match[2][0]} m"


def _money(match: re.Match[str]) -> Iterator[str]:
    one, many = CURRENCIES[match["sign"]]
    number = int(match["whole"].replace(",", ""))
    size = MAGNITUDES.get(match["size"] or "", "")
    unit = one if number == 1 and not size and not match["part"] else many
    if size:
        yield from (f"{phrase} {size} {unit}" for phrase in decimals(match["whole"], match["part"]))
        return
    cents = int((match["part"] or "0").ljust(2, "0"))
    for phrase in ways_to_count(number):
        if not cents:
            yield f"{phrase} {unit}"
            yield phrase
        elif match["sign"] == "$" or number == 0:
            yield (
                f"{phrase} {unit} and {cardinal(cents)} cents"
                if number
                else f"{cardinal(cents)} cents"
            )
        yield f"{phrase} {unit} {cardinal(cents)}" if cents else ""
        yield f"{phrase} {cardinal(cents)}" if cents else ""


def _range(match: re.Match[str]) -> Iterator[str]:
    sign, unit = match["sign"], match["unit"]
    tail = f" {CURRENCIES[sign][1]}" if sign else f" {UNITS[unit]}" if unit else ""
    first, last = (next(iter(_phrases(match[name]))) for name in ("first", "last"))
    yield from (f"{first} to {last}{tail}", f"{first} {last}{tail}", f"{first} or {last}{tail}")


def _phrases(text: str) -> Phrases:
    return english(text) or [digits(text)]


def _telephone(match: re.Match[str]) -> Iterator[str]:
    groups = re.findall(r"[0-9]+", match[0])
    yield " ".join(digits(group, "oh") for group in groups)
    yield " ".join(digits(group) for group in groups)
    yield " ".join(_phrases(group)[0] for group in groups)


def _of(match: re.Match[str]) -> Iterator[str]:
    upper, lower = int(match[1]), int(match[2])
    plain = f"{cardinal(upper)} {cardinal(lower)}"
    name = _DENOMINATORS.get(lower, "")
    if name and upper < lower:
        many = {"half": "halves"}.get(name, f"{name}s")
        yield f"{cardinal(upper)} {name if upper == 1 else many}"
        yield f"a {name}" if upper == 1 else ""
    yield from (plain, f"{cardinal(upper)} out of {cardinal(lower)}")
    yield f"{cardinal(upper)} slash {cardinal(lower)}"


def _date(match: re.Match[str]) -> Iterator[str]:
    parts = [int(match[1]), int(match[2])]
    year = int(match[3])
    yield " ".join([*map(cardinal, parts), next(years(year)) if year > 99 else cardinal(year)])


def _with_fraction(match: re.Match[str]) -> Iterator[str]:
    part = FRACTIONS[match[2]]
    yield f"{cardinal(int(match[1]))} and {part}" if match[1] else part
    yield part.replace("a ", "one ", 1) if not match[1] else ""


def _with_unit(match: re.Match[str]) -> Iterator[str]:
    for phrase in _phrases(match["number"]):
        yield f"{phrase} {UNITS[match['unit']]}"


def _with_sign(match: re.Match[str]) -> Iterator[str]:
    name = "plus" if match[1] == "+" else "minus"
    for phrase in _phrases(match[2]):
        yield from (f"{name} {phrase}", phrase)


def _with_number_sign(match: re.Match[str]) -> Iterator[str]:
    for phrase in _phrases(match[1]):
        yield from (f"number {phrase}", f"hashtag {phrase}")


_UNIT_NAMES = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_NUMBER = rf"(?:{_WHOLE})(?:\.[0-9]{{1,6}})?"
_SIGN = rf"(?P<sign>[{''.join(CURRENCIES)}])"
_SIZE = rf"(?P<size>{'|'.join(sorted(MAGNITUDES, key=len, reverse=True))})?"
_SHAPES: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[str]]]] = [
    (re.compile(pattern), say)
    for pattern, say in (
        (_WHOLE, _whole),
        (rf"(?P<whole>{_WHOLE})?\.(?P<part>[0-9]{{1,6}})", _decimal),
        (r"([0-9]{1,6})(?:st|nd|rd|th)", _ordinal),
        (r"'?([0-9]{0,3}0)'?s", _decade),
        (r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-5][0-9])(?P<half>[ap]\.?m\.?)?", _clock),
        (r"([0-9]{1,2})([ap])\.?m\.?", _hour),
        (rf"(?:us)?{_SIGN}(?P<whole>{_WHOLE})(?:\.(?P<part>[0-9]{{1,2}}))?{_SIZE}", _money),
        (rf"(?P<whole>{_WHOLE})(?:[.,](?P<part>[0-9]{{2}}))?{_SIZE}{_SIGN}", _money),
        (r"(?:\+?1-)?(?:[0-9]{3}-)?[0-9]{3}-[0-9]{4}", _telephone),
        (
            rf"{_SIGN}?(?P<first>{_NUMBER})[-–][$£€]?(?P<last>{_NUMBER})(?P<unit>{_UNIT_NAMES})?",
            _range,
        ),
        (r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})", _date),
        (r"([0-9]{1,4})/([0-9]{1,4})", _of),
        (rf"([0-9]{{0,6}})([{''.join(FRACTIONS)}])", _with_fraction),
        (rf"(?P<number>{_NUMBER})-?(?P<unit>{_UNIT_NAMES})", _with_unit),
        (rf"([-−+])({_NUMBER}(?:{_UNIT_NAMES})?)", _with_sign),
        (rf"#({_WHOLE})", _with_number_sign),
    )
]
