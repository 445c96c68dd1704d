"""Dates, lengths of time, numbers and lists as the reader's language writes them."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from episodes.messages import Message, language_of_reader, of_library


def day(when: date | None) -> str:
    """Of a date, or of a time in the show's zone, as in "1 March 2026"; empty for None."""
    if isinstance(when, datetime):
        when = in_show_zone(when)
    return format_date(when, "long", language_of_reader().locale) if when else ""


def day_in_short(when: date) -> str:
    """For the foot of a plot, where the year stands in the table."""
    return str(format_skeleton("MMMd", when, locale=language_of_reader().locale))


def moment(when: datetime | None) -> str:
    """In the show's zone, as in "1 March 2026, 18:00 GMT"; empty for None. when: in UTC."""
    if when is None:
        return ""
    local = in_show_zone(when)
    return f"{day(local)}, {local:%H:%M} {zone_letters(local)}"


def zone_letters(local: datetime) -> str:
    """As in "BST"; zones without letters go by their distance, as in "UTC+0545"."""
    letters = local.tzname() or ""
    return f"UTC{letters}" if letters[:1] in ("+", "-") else letters


def in_show_zone(when: datetime) -> datetime:
    """On the clock of the show (`init_languages`); UTC outside of an app. A time without zone
    stays as it is: it says what a clock shows."""
    return when.astimezone(_Clock.zone()) if when.tzinfo else when


class _Clock:
    zone: Callable[[], tzinfo] = staticmethod(lambda: UTC)


def find_zone_by(find: Callable[[], tzinfo]) -> None:
    """For the site, once: how to tell by whose clock times are shown."""
    _Clock.zone = staticmethod(find)


def duration(ms: int | None) -> str:
    """A length of time in words, to the minute: "1 minute", "48 seconds", "1 hour 5 minutes"."""
    if ms is None:
        return ""
    seconds = round(ms / 1000)
    if seconds < 60:
        return length_of(seconds, "second")
    hours, minutes = divmod(round(seconds / 60), 60)
    parts = [length_of(hours, "hour")] if hours else []
    return " ".join(parts + ([length_of(minutes, "minute")] if minutes or not hours else []))


def length_of(count: int, unit: str) -> str:
    """As in "12 hours". unit: of CLDR's lengths of time (minute, hour, day)."""
    return format_unit(count, f"duration-{unit}", locale=language_of_reader().locale)


def number(value: float) -> str:
    """As in "25,000"; in a sentence: `_("%(n)s words", n=words|number)`."""
    return format_decimal(value, locale=language_of_reader().locale)


def all_of(items: Iterable[object]) -> str:
    """As in "a, b and c"."""
    return format_list([str(item) for item in items], "standard", language_of_reader().locale)


def any_of(items: Iterable[object]) -> str:
    """As in "a, b or c"."""
    return format_list([str(item) for item in items], "or", language_of_reader().locale)


def language(code: str) -> str:
    """A language's name in the reader's own, as in "Spanish"; the code where CLDR has no name."""
    try:
        name = Locale.parse(code, sep="-").get_display_name(language_of_reader().locale)
    except (UnknownLocaleError, ValueError):
        return code
    return name or code


def library_sentence(sentence: str) -> str:
    """A sentence of the caption library; one that was stored is looked up as it stands."""
    translated = of_library(sentence)
    return str(Message(sentence)) if translated == sentence else translated


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "moment": moment,
    "duration": duration,
    "number": number,
    "all_of": all_of,
    "any_of": any_of,
    "language": language,
    "library_sentence": library_sentence,
}
