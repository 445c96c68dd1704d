"""TTML before ttconv sees it: styles that it does not know would cost the whole file."""

import re
from typing import Any
from xml.etree.ElementTree import Element

from captions.formats.xml_tree import Document, local
from captions.messages import sentence

_TTS = "{http://www.w3.org/ns/ttml#styling}"
# The styles that a cue can show something of; all others are left out before they can hurt.
_SHOWN = frozenset({
    "color", "display", "displayAlign", "extent", "fontStyle", "fontWeight", "origin", "ruby",
    "textAlign", "textDecoration", "visibility",
})  # fmt: skip
_VALUES = {
    "display": frozenset({"auto", "none"}),
    "displayAlign": frozenset({"before", "center", "after"}),
    "fontStyle": frozenset({"normal", "italic", "oblique"}),
    "fontWeight": frozenset({"normal", "bold"}),
    "textAlign": frozenset({"left", "center", "right", "start", "end"}),
    "visibility": frozenset({"visible", "hidden"}),
}
_STYLING = frozenset({"styling", "style", "layout", "region", "set", "animate", "initial"})
# 12.5 and 1:02.5, as Apple's lyrics have them.
_BARE_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]+)?")
_MINUTES = re.compile(r"([0-9]{1,2}):([0-5][0-9](?:\.[0-9]+)?)")


def clean_styles(document: Document, is_valid: "IsValid") -> list[list[Any]]:
    """Leaves out what is unknown, and each value that `is_valid` refuses; returns notes of it."""
    notes: list[list[Any]] = []
    is_usable: dict[tuple[str, str], bool] = {}
    for element in document.root.iter():
        for name in [name for name in element.attrib if name.startswith(_TTS)]:
            style, value = name.removeprefix(_TTS), element.attrib[name].strip()
            if style not in _SHOWN and not (local(element) == "tt" and style == "extent"):
                del element.attrib[name]
                continue
            if (name, value) not in is_usable:
                is_usable[name, value] = _has_known_value(style, value) and is_valid(name, value)
                if not is_usable[name, value]:
                    reason = sentence(
                        "The style {style} “{value}” is not known: left out.",
                        style=style,
                        value=value[:40],
                    )
                    notes.append(["changed", reason, document.line_of(element)])
            if not is_usable[name, value]:
                del element.attrib[name]
    return notes


class IsValid:
    """Whether ttconv takes a value for a style; whatever it raises means that it does not."""

    def __init__(self, styles: dict[str, Any]) -> None:
        self._styles = styles

    def __call__(self, name: str, value: str) -> bool:
        try:
            return name not in self._styles or self._styles[name].extract(None, value) is not None
        except Exception:  # other people's code: KeyError for one value, ValueError for the next
            return False


def _has_known_value(style: str, value: str) -> bool:
    return style not in _VALUES or value in _VALUES[style]


def strip_styling(root: Element) -> None:
    """All styles, regions and animations; what is hidden by a style goes as well."""
    for parent in list(root.iter()):
        for child in list(parent):
            is_hidden = child.get(f"{_TTS}display") == "none"
            if local(child) in _STYLING or (is_hidden and local(child) in ("p", "div", "span")):
                _remove(parent, child)
    for element in root.iter():
        for name in list(element.attrib):
            if name.startswith(_TTS) or name in ("style", "region", "animate"):
                del element.attrib[name]


def _remove(parent: Element, child: Element) -> None:
    """With what follows it kept."""
    place = list(parent).index(child)
    if child.tail:
        if place:
            parent[place - 1].tail = (parent[place - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def plain_time(text: str) -> str:
    """A time in a form that TTML knows: bare seconds, one digit of hours, a comma."""
    text = text.strip().replace(",", ".").replace(";", ":")
    if _BARE_SECONDS.fullmatch(text):
        return f"{text}s"
    minutes = _MINUTES.fullmatch(text)
    if minutes:
        return f"00:{int(minutes[1]):02d}:{minutes[2]}"
    return f"0{text}" if text[1:2] == ":" else text


def mend_lyrics(root: Element) -> None:
    """Apple counts all times from the song's start, where TTML counts from the element around, and
    means a line to stay until its last word."""
    if not any("music.apple.com" in name for name in root.attrib):
        return
    for element in root.iter():
        name = local(element)
        if name in ("body", "div"):
            for time in ("begin", "end", "dur"):
                element.attrib.pop(time, None)
        if name == "p" and any("begin" in child.attrib for child in element):
            element.attrib.pop("begin", None)
            for span in element.iter():
                if span is not element:
                    span.attrib.pop("end", None)
