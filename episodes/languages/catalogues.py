"""The translations, read from the .po files themselves: nothing is compiled beforehand, so
nothing can be behind."""

from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from episodes.messages import Language
from episodes.once import once_a_process

FOLDER = Path(__file__).parents[1] / "translations"


def catalogue_file(code: str) -> Path:
    return FOLDER / code / "LC_MESSAGES" / "messages.po"


def read_catalogue(code: str) -> Catalog:
    with catalogue_file(code).open("rb") as file:
        return read_po(file, locale=code)


@once_a_process
def language_of(locale: Locale) -> Language:
    """Read once a process, when somebody first asks for a page in it. One that nobody has
    translated yet is English, with its own dates and numbers."""
    if not catalogue_file(locale.language).exists():
        return Language(locale, NullTranslations())
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(locale.language))
    compiled.seek(0)
    return Language(locale, Translations(compiled))
