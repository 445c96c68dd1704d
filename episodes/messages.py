"""Sentences for people, raised and declared where no request is known.

A room of rules says what is wrong as a `Message`; it is put into words when it is shown, in the
language of who reads it. Outside a request (commands, worker, logs, tests) that is English."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale
from babel.numbers import format_decimal
from babel.support import NullTranslations


@dataclass(frozen=True, slots=True)
class Language:
    """What sentences are put into, and how its numbers and dates are written."""

    locale: Locale
    translations: NullTranslations


ENGLISH = Language(Locale("en", "GB"), NullTranslations())


class Message:
    """`Message("At most %(limit)s characters.", limit=200_000)`: the English sentence is the key
    of the catalogue, so it must be written out there, never put together.

    Whole numbers among the values are written as the language writes them; give a year as text.
    """

    __slots__ = ("template", "values")

    def __init__(self, template: str, /, **values: Any) -> None:
        self.template = template
        self.values = values

    def __str__(self) -> str:
        language = language_of_reader()
        return self._filled(self._translated(language.translations), language)

    def _translated(self, translations: NullTranslations) -> str:
        return translations.gettext(self.template) if self.template else ""

    def _filled(self, sentence: str, language: Language) -> str:
        values = {name: _written(value, language) for name, value in self.values.items()}
        return sentence % values if values else sentence

    def __mod__(self, values: Mapping[str, Any]) -> str:
        """As WTForms' validators fill in their limits."""
        return str(type(self)(self.template, **{**self.values, **values}))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Message):
            return NotImplemented
        return (self.template, self.values) == (other.template, other.values)

    def __hash__(self) -> int:
        return hash(self.template)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.template!r}, {self.values!r})"


class Plural(Message):
    """`Plural("%(num)s caption", "%(num)s captions", count)`: the number is `num` in the text."""

    __slots__ = ("plural",)

    def __init__(self, singular: str, plural: str, num: int, /, **values: Any) -> None:
        super().__init__(singular, num=num, **values)
        self.plural = plural

    def _translated(self, translations: NullTranslations) -> str:
        return translations.ngettext(self.template, self.plural, self.values["num"])


def _written(value: Any, language: Language) -> Any:
    """A number keeps its type for `%(seconds).1f`; only whole ones become text."""
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return format_decimal(value, locale=language.locale) if is_whole else value


class _Reader:
    language: Callable[[], Language] = staticmethod(lambda: ENGLISH)


def language_of_reader() -> Language:
    return _Reader.language()


def find_language_by(find: Callable[[], Language]) -> None:
    """For the site, once: how to tell the language of the request that is being answered."""
    _Reader.language = staticmethod(find)
