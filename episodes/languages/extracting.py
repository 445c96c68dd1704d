"""What there is to translate: the marked sentences of the code and the templates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

from episodes.languages.catalogues import catalogue_file, read_catalogue
from episodes.languages.names import LANGUAGES, SOURCE

ROOT = Path(__file__).parents[2]
VOCABULARY = ROOT / "episodes" / "warnings" / "vocabulary.py"
SOURCES = (
    ("episodes", "*.py", "python"),
    ("captions", "*.py", "python"),
    ("templates", "*.html", "jinja2"),
)
KEYWORDS = {
    "_": None, "gettext": None, "ngettext": (1, 2), "Message": None, "Plural": (1, 2),
    "sentence": None, "marked": None,
}  # fmt: skip
OPTIONS = {"trimmed": "true", "silent": "false"}
FOR_TRANSLATORS = ["Translators:"]


@dataclass(frozen=True, slots=True)
class Behind:
    """What keeps a catalogue from being whole; each entry is a sentence of the code."""

    missing: tuple[str, ...]
    fuzzy: tuple[str, ...]
    unused: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.fuzzy or self.unused)


def extracted_catalogue() -> Catalog:
    """Every marked sentence with the files it stands in, in the order of the files."""
    catalogue = Catalog(project="Querent", charset="utf-8", fuzzy=False)
    for folder, pattern, method in SOURCES:
        for path in sorted((ROOT / folder).rglob(pattern)):
            name = path.relative_to(ROOT).as_posix()
            for _line, message, comments, context in _messages_of(path, method):
                catalogue.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    for sentence in _table_of_warnings():
        catalogue.add(sentence, None, [(VOCABULARY.relative_to(ROOT).as_posix(), 0)])
    return catalogue


def _table_of_warnings() -> Iterator[str]:
    """The vocabulary stands in the code as a table: group | id | label | description | ..."""
    table = re.search(r'_TABLE = """\n(.*?)"""', VOCABULARY.read_text(), re.DOTALL)
    for line in table[1].splitlines() if table else ():
        group, _id, label, description, _counterparts = (cell.strip() for cell in line.split("|"))
        yield from (group, label, description)


def _messages_of(path: Path, method: str) -> Iterator[tuple[int, Any, list[str], str | None]]:
    options = OPTIONS if method == "jinja2" else {}
    yield from extract_from_file(
        method, path, keywords=KEYWORDS, comment_tags=FOR_TRANSLATORS, options=options,
        strip_comment_tags=True,
    )  # fmt: skip


def translated_languages() -> list[str]:
    return [code for code in LANGUAGES if code != SOURCE]


def update_catalogue(code: str) -> Catalog:
    """Brings in what is new and drops what is gone; what was translated stays."""
    catalogue = read_catalogue(code) if catalogue_file(code).exists() else _new_catalogue(code)
    catalogue.update(
        extracted_catalogue(),
        no_fuzzy_matching=True,
        update_header_comment=False,
        update_creation_date=False,
    )
    catalogue.obsolete.clear()
    write_catalogue(code, catalogue)
    for sentence in _table_of_warnings():
        catalogue.add(sentence, None, [(VOCABULARY.relative_to(ROOT).as_posix(), 0)])
    return catalogue


def _new_catalogue(code: str) -> Catalog:
    header = f"# {LANGUAGES[code].name}: the sentences of Querent (docs/translation.md)."
    return Catalog(locale=code, header_comment=header, project="Querent", version="", fuzzy=False)


def write_catalogue(code: str, catalogue: Catalog) -> None:
    path = catalogue_file(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, include_lineno=False, sort_by_file=True)


def behind(code: str) -> Behind:
    catalogue, wanted = read_catalogue(code), extracted_catalogue()
    ids = {(message.id, message.context) for message in catalogue if message.id}
    wanted_ids = {(message.id, message.context) for message in wanted if message.id}
    untranslated = {(m.id, m.context) for m in catalogue if m.id and not _is_whole(m.string)}
    return Behind(
        missing=_sentences((wanted_ids - ids) | (wanted_ids & untranslated)),
        fuzzy=tuple(str(m.id) for m in catalogue if m.id and m.fuzzy),
        unused=_sentences(ids - wanted_ids),
    )


def _is_whole(string: object) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def _sentences(ids: set[tuple[Any, str | None]]) -> tuple[str, ...]:
    return tuple(sorted(id_[0] if isinstance(id_, tuple) else str(id_) for id_, _ in ids))
