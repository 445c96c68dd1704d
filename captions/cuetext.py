"""WebVTT cue text: tokens, properly nested pieces, plain text, safe HTML.

After sections 6.4 (cue text parsing rules, with the tokenizer) and 6.5 (DOM construction) of
https://www.w3.org/TR/webvtt1/. A loop and a list stand in for the tree, so no nesting is too deep.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from captions.timecode import to_ms

_WHITESPACE = "\t\n\f "
_SPANS = frozenset({"c", "i", "b", "u", "ruby", "v", "lang"})
_NAME_AND_CLASSES = re.compile(r"(?P<name>[^\t\n\f .]*)(?P<classes>(?:\.[^\t\n\f .]*)*)")
_TAG = re.compile(r"<[^>]*>?")
# No name is longer than 32 characters; which of its beginnings is one, `html.unescape` knows.
_REFERENCE = re.compile(
    r"&(?:#(?:0*(?P<decimal>[0-9]+)|[xX]0*(?P<hex>[0-9a-fA-F]+));?|[^\t\n\f <&#;]{1,32};?)"
)
_LAST_CODE_POINT = 0x10FFFF
# As many digits of hours as a cue may have, and zeros before them.
_TIMESTAMP = re.compile(r"(?:0*([0-9]{1,10}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
# Section 5.1 of the specification: the classes that have a meaning without a style sheet.
_COLOURS = ("white", "lime", "cyan", "red", "yellow", "magenta", "blue", "black")
KNOWN_CLASSES = frozenset([*_COLOURS, *(f"bg_{colour}" for colour in _COLOURS)])


@dataclass(frozen=True, slots=True)
class Token:
    """kind "text": value is the text. "start": value is the tag's name. "end", "timestamp": its
    value as written."""

    kind: Literal["text", "start", "end", "timestamp"]
    value: str
    classes: tuple[str, ...] = ()
    annotation: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One step through the tree of a cue: a span opens, closes, or holds text or a timestamp.

    `name` is c, i, b, u, ruby, rt, v or lang for spans; `value` the text, the voice, the language.
    """

    kind: Literal["open", "close", "text", "timestamp"]
    name: str = ""
    value: str = ""
    classes: tuple[str, ...] = ()
    time_ms: int = 0


def tokens(payload: str) -> Iterator[Token]:
    position = 0
    while position < len(payload):
        if payload[position] != "<":
            end = payload.find("<", position)
            end = len(payload) if end < 0 else end
            yield Token("text", _unescaped(payload[position:end]))
            position = end
        else:
            end = payload.find(">", position)
            end = len(payload) if end < 0 else end
            yield _tag(payload[position + 1 : end])
            position = end + 1


def _tag(body: str) -> Token:
    if body.startswith("/"):
        return Token("end", body[1:])
    if body[:1].isascii() and body[:1].isdigit():
        return Token("timestamp", body)
    match = _NAME_AND_CLASSES.match(body)
    assert match is not None  # noqa: S101 - every part of the pattern may be empty
    classes = tuple(name for name in match["classes"].split(".") if name)
    annotation = " ".join(re.split(r"[\t\n\f\r ]+", _unescaped(body[match.end() :]))).strip(" ")
    return Token("start", match["name"], classes, annotation)


def _unescaped(text: str) -> str:
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    """One HTML character reference, as section 13.2.5.72 and after of HTML read it."""
    digits, base = reference["decimal"] or reference["hex"], 10 if reference["decimal"] else 16
    if digits is None:
        return html.unescape(reference[0])
    # Thousands of digits are no number to Python, and no character to anyone.
    if len(digits) > 7 or int(digits, base) > _LAST_CODE_POINT:
        return "\ufffd"
    # To HTML control characters are an error and stay; to Python they are nothing.
    return html.unescape(f"&#{int(digits, base)};") or chr(int(digits, base))


def pieces(payload: str) -> Iterator[Piece]:
    """The cue's tree in document order; every span that opens also closes."""
    open_names: list[str] = []
    for token in tokens(payload):
        if token.kind == "text":
            yield Piece("text", value=token.value)
        elif token.kind == "timestamp":
            yield from _timestamp(token.value)
        elif token.kind == "end":
            yield from _closing(token.value, open_names)
        elif token.value in _SPANS or (token.value == "rt" and open_names[-1:] == ["ruby"]):
            open_names.append(token.value)
            value = token.annotation if token.value in ("v", "lang") else ""
            yield Piece("open", token.value, value, token.classes)
    while open_names:
        yield Piece("close", open_names.pop())


def _timestamp(value: str) -> Iterator[Piece]:
    match = _TIMESTAMP.fullmatch(value)
    if match:
        time_ms = to_ms(int(match[1] or 0), int(match[2]), int(match[3]), int(match[4]))
        yield Piece("timestamp", value=value, time_ms=time_ms)


def _closing(name: str, open_names: list[str]) -> Iterator[Piece]:
    if open_names[-1:] == [name]:
        yield Piece("close", open_names.pop())
    elif name == "ruby" and open_names[-2:] == ["ruby", "rt"]:
        yield Piece("close", open_names.pop())
        yield Piece("close", open_names.pop())


def tag_depth(payload: str) -> int:
    """How many spans are open at once at the most."""
    if "<" not in payload:
        return 0
    depth = deepest = 0
    for piece in pieces(payload):
        if piece.kind == "open":
            depth += 1
            deepest = max(deepest, depth)
        elif piece.kind == "close":
            depth -= 1
    return deepest


def plain_text(payload: str) -> str:
    """The words alone, lines kept. It is text, not HTML: a `<` that was meant is a `<`."""
    if "<" not in payload and "&" not in payload:
        return payload
    # Apart, since no character reference reaches across a tag.
    return "".join(map(_unescaped, _TAG.split(payload)))


def escape(text: str) -> str:
    """Plain text as cue text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("-->", "--&gt;")


def safe_html(payload: str) -> str:
    """HTML of b, i, u, ruby, rt and span; line breaks stay `\\n`.

    Of the input's own words only a voice (title) and a language (lang) become attributes.
    """
    if "<" not in payload:
        return html.escape(_unescaped(payload))
    out = []
    for piece in pieces(payload):
        if piece.kind == "text":
            out.append(html.escape(piece.value))
        elif piece.kind == "open":
            out.append(open_tag(piece))
        elif piece.kind == "close":
            out.append(close_tag(piece))
    return "".join(out)


def close_tag(piece: Piece) -> str:
    return f"</{_element(piece.name)}>"


def _element(name: str) -> str:
    return name if name in ("b", "i", "u", "ruby", "rt") else "span"


def open_tag(piece: Piece) -> str:
    classes = [f"cue-{name}" for name in piece.classes if name in KNOWN_CLASSES]
    attributes = ""
    if piece.name == "v":
        classes.insert(0, "cue-voice")
        attributes = f' title="{html.escape(piece.value)}"' if piece.value else ""
    elif piece.name == "lang" and _LANGUAGE.fullmatch(piece.value):
        attributes = f' lang="{piece.value}"'
    if classes:
        attributes = f' class="{" ".join(classes)}"{attributes}'
    return f"<{_element(piece.name)}{attributes}>"
