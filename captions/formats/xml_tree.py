"""XML within bounds: no entities of its own, no deep nesting; each element knows its line."""

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from captions.errors import LimitError, MalformedFileError
from captions.limits import Limits, guard_values

_BEFORE_ROOT = re.compile(r"\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*>\s*)*", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]{1,50}:)?([\w.-]{1,50})(?=[\s/>])")
_LOOKED_AT = 20_000


def root_name(text: str) -> str:
    """Of the first element, without its prefix; empty where the text is no XML."""
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
    """ElementTree's own builder keeps neither lines nor bounds."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.lines: dict[Element, int] = {}
        self.root: Element | None = None
        self.parser: DefusedXMLParser = None
        self._open: list[Element] = []
        self._last: Element | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> Element:
        line = self.parser.parser.CurrentLineNumber
        if len(self._open) >= self.limits.tag_depth:
            raise LimitError(
                f"Tags are nested deeper than {self.limits.tag_depth}.",
                bound="tag_depth",
                limit=self.limits.tag_depth,
                measured=len(self._open) + 1,
                line=line,
            )
        element = Element(tag, attributes)
        self.lines[element] = line
        if self._open:
            self._open[-1].append(element)
        elif self.root is None:
            self.root = element
        self._open.append(element)
        self._last = None
        return element

    def end(self, _tag: str) -> None:
        self._last = self._open.pop()

    def data(self, text: str) -> None:
        if self._last is not None:
            self._last.tail = (self._last.tail or "") + text
        elif self._open:
            self._open[-1].text = (self._open[-1].text or "") + text

    def close(self) -> Element | None:
        return self.root


def parse(text: str, limits: Limits) -> Document:
    guard_values(text.count("<"), limits)
    builder = _Builder(limits)
    parser = DefusedXMLParser(target=builder, forbid_entities=True, forbid_external=True)
    builder.parser = parser
    try:
        parser.feed(text)
        parser.close()
    except DefusedXmlException as error:
        raise MalformedFileError(
            "The XML declares entities of its own, which captions never need.",
            hint="Take the DOCTYPE out.",
        ) from error
    except ParseError as error:
        line = error.position[0]
        raise MalformedFileError(
            f"The XML is broken: {str(error).partition(':')[0]}.",
            line=line,
            hint="Was the whole file copied?",
        ) from error
    if builder.root is None:
        raise MalformedFileError("The XML has no element.")
    return Document(builder.root, builder.lines)


def local(element: Element) -> str:
    """The name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
