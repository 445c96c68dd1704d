"""A pasted text or a file of any kind that we take, to lines. Documents that are archives are
opened in a child with bounds; what a person pastes is text already."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, cast

from captions.errors import CaptionError, LimitError
from captions.guarded import run_guarded
from captions.limits import Limits
from episodes.answers.importing.blocks import Line, Run, Shape, Source
from episodes.answers.importing.decoding import decoded
from episodes.answers.importing.html_reader import html_source
from episodes.answers.importing.losses import loss_notices
from episodes.answers.importing.plain_reader import plain_source
from episodes.messages import Message
from episodes.once import once_a_process
from episodes.refusals import RefusalError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MAX_FILE_BYTES = 10_000_000  # 300 pages with pictures
# 300 pages are 600,000 characters, and Word's HTML has ten for each; an answer holds 200,000.
MAX_CHARACTERS = 6_000_000
# 300 pages of .docx take mammoth 4 s and 200 MB; unpacked they are 8 MB.
_LIMITS = replace(
    Limits(),
    parser_file_bytes=MAX_FILE_BYTES,
    parser_ms=20_000,
    parser_bytes=800_000_000,
    unpacked_bytes=60_000_000,
)
_PACKAGE = "episodes.answers.importing.documents"


@dataclass(frozen=True, slots=True)
class Opened:
    """Text without its file: what a page can carry from one step to the next.

    kind: html, markdown or plain."""

    kind: str
    text: str
    losses: Counter[str]


def opened_file(name: str, data: bytes) -> Opened:
    """Raises RefusalError."""
    if len(data) > MAX_FILE_BYTES:
        raise RefusalError(Message("The file is longer than %(most)s bytes.", most=MAX_FILE_BYTES))
    if not data.strip(b"\0 \t\r\n"):
        raise RefusalError(Message("The file is empty. Is it the right one?"))
    suffix = PurePosixPath(name.lower()).suffix
    opener = _OPENERS.get(suffix)
    if opener is None:
        raise RefusalError(
            Message(
                "“%(name)s” is of a kind that cannot be read. Take a .docx, .odt, .html, .md or"
                " .txt file, or paste the text.",
                name=name[-100:],
            )
        )
    return opener(data)


def opened_paste(markup: str, text: str) -> Opened:
    """markup: the clipboard's HTML, or empty; text: its plain text."""
    return Opened("html", markup, Counter()) if markup.strip() else Opened("plain", text, Counter())


def source_of(opened: Opened) -> Source:
    """Raises RefusalError."""
    if len(opened.text) > MAX_CHARACTERS:
        raise RefusalError(
            Message("The text is longer than %(most)s characters.", most=MAX_CHARACTERS)
        )
    source = _READERS[opened.kind](opened.text)
    if not any(line.words.strip() for line in source.lines):
        raise RefusalError(Message("There are no words in it."))
    return replace(source, notices=(*loss_notices(opened.losses), *source.notices))


@once_a_process
def _markdown() -> "MarkdownIt":
    """Imported with the first text: no page that viewers see needs it."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return reader.use(front_matter_plugin)


def _markdown_source(text: str) -> Source:
    markdown = _markdown()
    tokens = markdown.parse(text)
    matter = [token.content for token in tokens if token.type == "front_matter"]
    source = html_source(markdown.renderer.render(tokens, markdown.options, {}))
    around = tuple(
        Line(Shape.OUTSIDE, (Run(line),)) for line in "\n".join(matter).split("\n") if line.strip()
    )
    return replace(source, lines=around + source.lines)


def _open_docx(data: bytes) -> Opened:
    answer = _from_child("docx_as_html", data)
    return Opened("html", str(answer["html"]), Counter(answer["losses"]))


def _open_odt(data: bytes) -> Opened:
    answer = _from_child("odt_as_markdown", data)
    return Opened("markdown", str(answer["markdown"]), Counter(answer["losses"]))


def _from_child(function: str, data: bytes) -> dict[str, Any]:
    try:
        return cast("dict[str, Any]", run_guarded(f"{_PACKAGE}:{function}", data, _LIMITS))
    except LimitError as error:
        raise RefusalError(
            Message(
                "The document takes more time, memory or room than any real one."
                " Copy its text and paste it."
            )
        ) from error
    except CaptionError as error:
        raise RefusalError(
            Message("The document is broken. Save it again, or copy its text and paste it.")
        ) from error


_READERS: dict[str, Callable[[str], Source]] = {
    "html": html_source,
    "markdown": _markdown_source,
    "plain": plain_source,
}
_OPENERS: dict[str, Callable[[bytes], Opened]] = {
    ".docx": _open_docx,
    ".docm": _open_docx,
    ".odt": _open_odt,
    ".html": lambda data: Opened("html", decoded(data, is_html=True), Counter()),
    ".htm": lambda data: Opened("html", decoded(data, is_html=True), Counter()),
    ".md": lambda data: Opened("markdown", decoded(data), Counter()),
    ".markdown": lambda data: Opened("markdown", decoded(data), Counter()),
    ".txt": lambda data: Opened("plain", decoded(data), Counter()),
}
