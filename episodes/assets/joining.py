"""Many modules or stylesheets as the one file that a page loads. Pure.

What a page names is a file that imports others; joined, it holds them all, each once, in the order
of use. On a slow phone every file asked for costs a round trip of its own (docs/performance.md)."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

# The forms that our modules keep to, each beginning a line. What is not one of them is refused.
IMPORT = re.compile(r'^import (?:(\{[^}]*\}|\* as \w+) from )?"(\.[^"]+)";\n?', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:class|function\*?|const) (\w+))", re.MULTILINE)
ELSE = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
SHEET_IMPORT = re.compile(r'^@import "(\.[^"]+)";\n?', re.MULTILINE)
# A page may load two joined files that hold the same module: it runs once, as it would alone.
BEGINNING = 'const modules = (globalThis[Symbol.for("modules")] ??= {});\n'


class UnjoinableError(Exception):
    """A file says something that cannot be joined, or names one that is not there."""


def imported_names(name: str, source: str) -> list[str]:
    """What the module imports, as names beside its own."""
    return [beside(name, match[2]) for match in IMPORT.finditer(source)]


def joined_modules(name: str, source_of: Callable[[str], str]) -> str:
    """source_of: a module's source by its name; raises KeyError. Raises UnjoinableError."""
    done: dict[str, str] = {}
    _add_module(name, source_of, done, ())
    return BEGINNING + "".join(done.values())


def joined_sheets(name: str, source_of: Callable[[str], str]) -> str:
    """As joined_modules. A sheet that is imported may import none."""
    return SHEET_IMPORT.sub(
        lambda match: _source(beside(name, match[1]), source_of, name), _source(name, source_of)
    )


def beside(name: str, relative: str) -> str:
    """js/elements/a.js and ../lib/b.js: js/lib/b.js."""
    parts: list[str] = []
    for part in PurePosixPath(name).parent.joinpath(relative).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _add_module(
    name: str, source_of: Callable[[str], str], done: dict[str, str], above: tuple[str, ...]
) -> None:
    if name in above:
        raise UnjoinableError(f"{name} imports itself, by {', '.join(above)}")
    if name in done:
        return
    source = _source(name, source_of, *above[-1:])
    for inner in imported_names(name, source):
        _add_module(inner, source_of, done, (*above, name))
    done[name] = _as_function(name, source)


def _source(name: str, source_of: Callable[[str], str], importer: str = "") -> str:
    try:
        return source_of(name)
    except KeyError:
        raise UnjoinableError(f"{importer or 'a page'} names {name}, which is not there") from None


def _as_function(name: str, source: str) -> str:
    """The module's names are its own within a function, which gives back what it exports."""

    def constants_of(match: re.Match[str]) -> str:
        names, relative = match[1] or "", match[2]
        if not names:
            return ""
        to = names.replace(" as ", ": ") if names.startswith("{") else names.removeprefix("* as ")
        return f'const {to} = modules["{beside(name, relative)}"];\n'

    own_names = EXPORT.findall(source)
    body = EXPORT.sub("", IMPORT.sub(constants_of, source))
    if other := ELSE.search(body):
        raise UnjoinableError(f"{name}: {other[0]}")
    returned = f"return {{ {', '.join(own_names)} }};\n"
    return f'modules["{name}"] ??= (() => {{\n{body}{returned}}})();\n'
