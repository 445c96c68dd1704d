"""Ruby within a styled span: TTML allows it, and ttconv drops it with its words."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from captions.formats.xml_tree import local

_RUBY = "{http://www.w3.org/ns/ttml#styling}ruby"


def hoist_ruby(root: Element) -> None:
    """Each ruby becomes a child of its paragraph, with the attributes of the spans around it."""
    for paragraph in root.iter():
        if local(paragraph) == "p" and any(map(_holds_ruby, paragraph)):
            children = list(paragraph)
            paragraph[:] = [part for child in children for part in _parts(child)]


def _is_ruby(element: Element) -> bool:
    return element.get(_RUBY) is not None


def _holds_ruby(element: Element) -> bool:
    is_plain = local(element) == "span" and not _is_ruby(element)
    return is_plain and any(_is_ruby(one) for one in element.iter())


def _parts(element: Element) -> Iterator[Element]:
    """The span before, each ruby, the span after."""
    if not _holds_ruby(element):
        yield element
        return
    span = _empty_copy(element, element.text)
    for child in element:
        for part in list(_parts(child)):
            if not _is_ruby(part):
                span.append(part)
                continue
            yield span
            span, part.tail = _empty_copy(element, part.tail), None
            part.attrib = {**element.attrib, **part.attrib}
            yield part
    span.tail = element.tail
    yield span


def _empty_copy(element: Element, text: str | None) -> Element:
    copy = Element(element.tag, dict(element.attrib))
    copy.text = text
    return copy
