"""XML within bounds: no entities of its own, no deep nesting; each element knows its line."""

import re
from xml.etree.ElementTree import Element
from xml.parsers import expat

from captions.errors import LimitError, MalformedFileError
from captions.limits import Limits, guard_tags
from captions.messages import sentence

_BEFORE_ROOT = re.compile(
    r"\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*", re.DOTALL
)
_ROOT = re.compile(r"<(?:[\w.-]{1,50}:)?([\w.-]{1,50})(?=[\s/>])")
_LOOKED_AT = 20_000


def root_name(text: str) -> str:
    """Of the first element, without its prefix; empty where the text is not XML."""
    start = text[:_LOOKED_AT]
    before = _BEFORE_ROOT.match(start)
    root = _ROOT.match(start, before.end() if before else 0)
    return root[1] if root else ""


class Document:
    def __init__(self, root: Element, lines: dict[Element, int]) -> None:
        self.root = root
        self._lines = lines

    def line_of(self, element: Element) -> int | None:
        return self._lines.get(element)


class _Builder:
    """Handlers for expat, which keeps neither lines nor bounds of its own."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.lines: dict[Element, int] = {}
        self.root: Element | None = None
        self._open: list[Element] = []
        self._last: Element | None = None
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.EntityDeclHandler = _refuse_entity
        self.parser.ExternalEntityRefHandler = _refuse_entity

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        if len(self._open) >= self.limits.tag_depth:
            raise LimitError(
                sentence(
                    "Tags are nested deeper than {tag_depth}.", tag_depth=self.limits.tag_depth
                ),
                bound="tag_depth",
                limit=self.limits.tag_depth,
                measured=len(self._open) + 1,
                line=line,
            )
        element = Element(
            _qualified_name(tag), {_qualified_name(key): value for key, value in attributes.items()}
        )
        self.lines[element] = line
        if self._open:
            self._open[-1].append(element)
        else:
            self.root = element
        self._open.append(element)
        self._last = None

    def _end(self, _tag: str) -> None:
        self._last = self._open.pop()

    def _data(self, text: str) -> None:
        if self._last is not None:
            self._last.tail = (self._last.tail or "") + text
        elif self._open:
            self._open[-1].text = (self._open[-1].text or "") + text


def _qualified_name(name: str) -> str:
    """As ElementTree writes a name with a namespace."""
    return f"{{{name}" if "}" in name else name


def _refuse_entity(*_of_no_interest: object) -> int:
    raise MalformedFileError(
        sentence("The XML declares entities of its own, which captions never need."),
        hint=sentence("Take the DOCTYPE out."),
    )


def parse(text: str, limits: Limits) -> Document:
    """Raises LimitError, and MalformedFileError for broken XML and for any entity declared."""
    guard_tags(text.count("<"), limits)
    builder = _Builder(limits)
    try:
        builder.parser.Parse(text, True)
    except expat.ExpatError as error:
        raise MalformedFileError(
            sentence("The XML is broken: {reason}.", reason=expat.ErrorString(error.code)),
            line=error.lineno,
            hint=sentence("Was the whole file copied?"),
        ) from error
    except UnicodeError as error:
        raise MalformedFileError(sentence("The XML holds half a character.")) from error
    assert builder.root is not None  # noqa: S101 - expat calls a document without element broken
    return Document(builder.root, builder.lines)


def local(element: Element) -> str:
    """The name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
