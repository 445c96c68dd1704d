"""Finds words for people that go past the catalogue: in templates and in the code of the site."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
SPOKEN_ATTRIBUTES = {
    "alt", "aria-description", "aria-label", "aria-placeholder", "aria-roledescription",
    "aria-valuetext", "label", "placeholder", "title", "data-label", "failed",
}  # fmt: skip
NOT_READ = {"script", "style", "code"}
EXPRESSION = "\x00"  # stands for {{ ... }} in the page
LETTERS = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"^[A-Z][^\W\d_]+|[^\W\d_] [^\W\d_]|\d\} ?[a-z]{3}| %$")
# What is the same in every language: names of formats and of the trade, examples to copy.
SAME_EVERYWHERE = {"https://", "WebVTT", "SubRip", "LUFS", "JSON", "Markdown", "UTC", "PDF"}


def in_template(source: str) -> list[str]:
    """Every text, spoken attribute and constant of an expression that is not translated."""
    page = _Page()
    page.feed(_page_without_expressions(source))
    return page.words + list(_constants(source))


def _page_without_expressions(source: str) -> str:
    """Both sides of a condition are there, each after the other."""
    pieces, depth = [], False
    for _line, kind, value in ENVIRONMENT.lex(source):
        if kind == "variable_begin":
            depth = True
            is_tag = "".join(pieces[-1:]).endswith(("<", "</"))  # <{{ tag }} ...>
            pieces.append("i" if is_tag else EXPRESSION)
        elif kind == "variable_end":
            depth = False
        elif kind == "data" and not depth:
            pieces.append(value)
        elif kind == "block_begin":
            pieces.append("")
    return "".join(pieces)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NOT_READ:
            self._open.append(tag)
        for name, value in attrs:
            if name in SPOKEN_ATTRIBUTES and _is_spoken(value or ""):
                self.words.append(f'{name}="{value}"')

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self._open and _is_spoken(data):
            self.words.append(" ".join(data.replace(EXPRESSION, "…").split()))


def _is_spoken(text: str) -> bool:
    for word in SAME_EVERYWHERE:
        text = text.replace(word, "")
    return bool(LETTERS.search(text))


# A sentence in an expression: {{ "Yes" if it else "No" }}, hint="...", post(address, "Send").
UNSPOKEN_CALLS = {"_", "gettext", "ngettext", "pgettext", "npgettext", "url_for", "strftime"}
UNSPOKEN_KEYWORDS = {"accept", "lang", "autocomplete", "style", "class_", "id", "autocapitalize"}


def _constants(source: str) -> Iterator[str]:
    yield from _constants_below(ENVIRONMENT.parse(source))


def _constants_below(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        if SENTENCE.search(node.value) and _is_spoken(node.value):
            yield repr(node.value)
        return
    if isinstance(node, nodes.Call) and _name_of(node.node) in UNSPOKEN_CALLS:
        return
    if isinstance(node, nodes.Keyword) and node.key in UNSPOKEN_KEYWORDS:
        return
    skipped = (
        nodes.Compare, nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Test,
        nodes.TemplateData, nodes.Getitem,
    )  # fmt: skip
    if isinstance(node, skipped):
        return
    if isinstance(node, nodes.Filter):
        yield from _constants_below(node.node) if node.node else ()
        return
    for child in node.iter_child_nodes():
        yield from _constants_below(child)


def _name_of(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    return node.attr if isinstance(node, nodes.Getattr) else ""


# In the code: what is flashed, labelled, refused or said by a form.
SAYING = {"flash", "abort"}
LABELLED = re.compile(r"(Field|Choice)$")
REFUSING = re.compile(r"(Error|Refusal|Required|Optional|Length|NumberRange|Failed|Cancelled)$")
# What Python itself raises is a mistake in the code: no page shows its words.
OF_PROGRAMMERS = {
    "AssertionError", "FileNotFoundError", "NotImplementedError", "OSError", "RuntimeError",
    "TypeError", "ValueError",
}  # fmt: skip


def in_code(source: str) -> Iterator[tuple[int, str]]:
    """(line, sentence) of each sentence that is said without being marked."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            if name in OF_PROGRAMMERS:
                continue
            if name in SAYING or LABELLED.search(name) or REFUSING.search(name):
                values = [*node.args, *(k.value for k in node.keywords)]
                yield from ((v.lineno, s) for v in values if (s := _unmarked(v)))


def _unmarked(value: ast.expr) -> str:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return value.value if SENTENCE.search(value.value) and " " in value.value else ""
    if isinstance(value, ast.JoinedStr):
        words = "".join(str(v.value) for v in value.values if isinstance(v, ast.Constant))
        return words if LETTERS.search(words) and " " in words else ""
    if isinstance(value, ast.BinOp):
        return _unmarked(value.left) or _unmarked(value.right)
    if isinstance(value, ast.IfExp):
        return _unmarked(value.body) or _unmarked(value.orelse)
    return ""


# In a script: strings, with comments and regular expressions passed over.
SCRIPT_TOKEN = re.compile(
    r"//[^\n]*|/\*.*?\*/"
    r"|(?<=[(,=:!&|?{};\n])\s*/(?![*/])(?:\\.|\[(?:\\.|[^\]])*\]|[^/\n\\])+/"
    r"|(?P<text>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)",
    re.S,
)
SELECTOR = re.compile(r"^[.#\[:]|[>\[=]|^[a-z]+(?:-[a-z]+)+(?: [a-z-]+)*$")  # and classes
SAID_BY_SCRIPT = re.compile(r"[^\W\d_]{2,} [^\W\d_]|% [^\W\d_]|^[A-Z][a-z]+$|^ ?[a-z]{3,} ")
UNSEEN = re.compile(  # what a developer reads, or a class, a key, the name of an error
    r"(?:console\.\w+\(|new \w*Error\(|import\s+|from |class(?:Name)?: |\.className = "
    r"|querySelector(?:All)?\(|matches\(|closest\(|case |key === |name !?== )$"
)
KEY = re.compile(
    r"^(?:Arrow(?:Up|Down|Left|Right)|Page(?:Up|Down)|Escape|Enter|Tab|Shift|Home|End|Space"
    r"|GET|POST|HEAD|Accept)$"
)


def in_script(source: str) -> list[str]:
    """Every string of a script that a person would read: all words come from the page."""
    return [
        match["text"]
        for match in SCRIPT_TOKEN.finditer(source)
        if match["text"]
        and not UNSEEN.search(source[: match.start()])
        and _is_said_by_script(re.sub(r"\$\{(?:[^{}]|\{[^{}]*\})*\}", "", match["text"][1:-1]))
    ]


def _is_said_by_script(text: str) -> bool:
    if KEY.match(text) or SELECTOR.search(text) or text == "use strict":
        return False
    return bool(SAID_BY_SCRIPT.search(text))
