"""What the project's own files promise: sizes, templates, requirements, nothing inline."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 300
CODE = ("*.py", "*.js", "*.css", "*.html")
FOLDERS = ("captions", "episodes", "static", "templates", "tests", "bench")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
INLINE = {
    "a script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[^>{%]*\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"<[^>{%]*\son[a-z]+\s*=", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
}


def code_files() -> list[Path]:
    found = [ROOT / "app.py"]
    for folder in FOLDERS:
        for pattern in CODE:
            found += (ROOT / folder).rglob(pattern)
    return [path for path in found if "vendor" not in path.parts]


def test_no_file_of_code_is_too_long_to_read() -> None:
    lengths = {p.relative_to(ROOT): len(p.read_text().splitlines()) for p in code_files()}
    assert len(lengths) > 100
    assert {str(p): n for p, n in lengths.items() if n > LONGEST} == {}


@pytest.mark.parametrize("what", sorted(INLINE))
def test_no_template_holds_anything_that_the_content_security_policy_refuses(what: str) -> None:
    guilty = [str(p.relative_to(ROOT)) for p in TEMPLATES if INLINE[what].search(p.read_text())]
    assert TEMPLATES
    assert guilty == []


def test_every_template_is_used() -> None:
    sources = [p.read_text() for p in (ROOT / "episodes").rglob("*.py")]
    sources += [p.read_text() for p in TEMPLATES]
    everything = "\n".join(sources)
    names = [p.relative_to(ROOT / "templates").as_posix() for p in TEMPLATES]
    assert [name for name in names if f'"{name}"' not in everything] == []


def test_no_file_names_this_machine_or_a_registry() -> None:
    words = re.compile(r"/w[o]rk/|/r[o]ot/|index-url|pypi\.org/simple|registry\.npmjs")
    texts = [
        ROOT / "Makefile",
        ROOT / ".ci" / "run",
        *ROOT.glob("*.txt"),
        *ROOT.glob("locked/*.txt"),
    ]
    texts += code_files()
    guilty = [p for p in texts if words.search(p.read_text()) and p != Path(__file__)]
    assert guilty == []


def test_every_token_that_a_stylesheet_takes_is_declared() -> None:
    sheets = {path: path.read_text() for path in (ROOT / "static" / "css").rglob("*.css")}
    declared = {name for text in sheets.values() for name in re.findall(r"(--[\w-]+)\s*:", text)}
    taken = {
        (path.name, name)
        for path, text in sheets.items()
        for name in re.findall(r"var\((--[\w-]+)\)", text)
    }
    assert {(sheet, name) for sheet, name in taken if name not in declared} == set()


def test_a_migration_imports_nothing_that_changes_after_it() -> None:
    migrations = sorted((ROOT / "migrations/versions").glob("*.py"))
    assert migrations
    live = re.compile(r"^\s*(?:from|import) (?:episodes|captions|app)\b", re.MULTILINE)
    assert [path.name for path in migrations if live.search(path.read_text())] == []
