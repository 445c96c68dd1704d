"""Sentences for people, raised and declared where no request is known.

A room of rules says what is wrong as a `Message`; it is put into words when it is shown, in the
language of who reads it. Outside a request (commands, worker, logs, tests) that is English."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale
from babel.numbers import format_decimal
from babel.support import NullTranslations

from captions import CaptionError
from captions.messages import Message as LibraryMessage
from captions.messages import sentence as library_sentence


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


def marked(template: str) -> str:
    """Says to the catalogue that this is a sentence; a `Message` is made of it elsewhere."""
    return template


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


def of_library(sentence: str) -> str:
    """A sentence of the caption library, also one that was stored, in the reader's language."""
    if sentence.startswith(_STORED_LIBRARY):
        sentence = _of_parts(json.loads(sentence))
    if not isinstance(sentence, LibraryMessage):
        return sentence
    return sentence.translated(language_of_reader().translations.gettext)


_STORED_LIBRARY = '{"library"'


def stored_library(sentence: str) -> str:
    """For a column: with template and values, so that `of_library` can translate it later."""
    if not isinstance(sentence, LibraryMessage):
        return sentence
    return json.dumps(_parts_of(sentence), ensure_ascii=False)


def _parts_of(value: Any) -> Any:
    if not isinstance(value, LibraryMessage):
        return _plain(value)
    values = {name: _parts_of(each) for name, each in value.values.items()}
    return {"library": value.template, "values": values}


def _of_parts(packed: Any) -> Any:
    if not isinstance(packed, dict):
        return packed
    values = {name: _of_parts(value) for name, value in packed["values"].items()}
    return library_sentence(packed["library"], **values)


class LibraryError(Message):
    """What the caption library refuses, with its place in the file and what to do about it."""

    __slots__ = ("error",)

    def __init__(self, error: CaptionError) -> None:
        super().__init__("%(problem)s", problem=error.message)
        self.error = error

    @property
    def has_place(self) -> bool:
        return self.error.line is not None or self.error.cue is not None

    def __str__(self) -> str:
        error = self.error
        line = Message("line %(line)s", line=error.line) if error.line is not None else None
        caption = Message("caption %(number)s", number=error.cue) if error.cue is not None else None
        place = ", ".join(str(part) for part in (line, caption) if part)
        problem = of_library(error.message)
        sentence = f"{place}: {problem}" if place else problem
        return f"{sentence} {of_library(error.hint)}".rstrip()


def stored_form(message: Message | str, most: int) -> str:
    """For a column of at most so many characters, to be put into words for each reader later.
    What has nothing to fill in is its own key; what would not fit is kept as it
    reads where it is stored, which is in English: the worker answers no request."""
    if isinstance(message, LibraryError) and not message.has_place:
        problem, hint = message.error.message, message.error.hint
        both = library_sentence("{problem} {hint}", problem=problem, hint=hint)
        packed = stored_library(both if hint else problem)
        return packed if len(packed) <= most else str(message)[:most]
    if isinstance(message, LibraryError) or not isinstance(message, Message) or not message.values:
        return str(message)[:most]
    values = {name: _plain(value) for name, value in message.values.items()}
    forms = [message.template, *([message.plural] if isinstance(message, Plural) else [])]
    packed = json.dumps({"message": forms, "values": values}, ensure_ascii=False)
    return packed if len(packed) <= most else str(message)[:most]


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float) else str(value)


class _StoredLibrary(Message):
    __slots__ = ()

    def __str__(self) -> str:
        return of_library(self.template)


def note_in_words(text: str) -> str:
    """A note that a person wrote, as it is; one that the site wrote, in the reader's language."""
    if not text.startswith('{"message"'):
        return text
    try:
        return str(restored(text))
    except (ValueError, KeyError, TypeError):  # somebody typed what only looks like ours
        return text


def restored(text: str) -> Message:
    if text.startswith(_STORED_LIBRARY):
        return _StoredLibrary(text)
    if not text.startswith('{"message"'):
        return Message(text)
    packed = json.loads(text)
    forms, values = packed["message"], packed["values"]
    if len(forms) == 1:
        return Message(forms[0], **values)
    num = values.pop("num")
    return Plural(forms[0], forms[1], num, **values)
