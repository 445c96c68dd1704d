"""The algorithms of https://www.w3.org/TR/webvtt1/ step by step, character by character.

Slow, and shaped like the specification rather than like a program: what the quick ones are held to.
"""

import html
from dataclasses import dataclass

WHITESPACE = "\t\n\f\r "
DIGITS = "0123456789"


@dataclass
class File:
    """cues: (start ms, end ms, id, text)."""

    cues: list[tuple[int, int, str, str]]
    styles: list[str]
    regions: list[str]


def parse(text: str) -> File | None:
    """6.1, the parser algorithm; None where it gives up on the file."""
    text = text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) < 6 or text[:6] != "WEBVTT" or (len(text) > 6 and text[6] not in " \t\n"):
        return None
    found = File([], [], [])
    newline = text.find("\n")
    if newline < 0:
        return found
    position = newline + 1
    if position >= len(text):
        return found
    if text[position] != "\n":
        position = _collect_block(text, position, found, in_header=True)
    while position < len(text) and text[position] == "\n":
        position += 1
    while position < len(text):
        position = _collect_block(text, position, found, in_header=False)
        while position < len(text) and text[position] == "\n":
            position += 1
    return found


def _collect_block(  # noqa: PLR0912 - the specification's own branches
    text: str, position: int, found: File, *, in_header: bool
) -> int:
    """6.1, collect a WebVTT block; where it ended."""
    line_count, previous, buffer = 0, position, ""
    seen_eof = seen_arrow = False
    cue: tuple[int, int, str] | None = None
    kind = ""
    while True:
        end = text.find("\n", position)
        line = text[position:] if end < 0 else text[position:end]
        line_count += 1
        if end < 0:
            position, seen_eof = len(text), True
        else:
            position = end + 1
        if "-->" in line:
            if in_header or not (line_count == 1 or (line_count == 2 and not seen_arrow)):
                position = previous
                break
            seen_arrow, previous = True, position
            times = _timings(line)
            if times is not None:
                cue, buffer = (*times, buffer), ""
        elif line == "":
            break
        else:
            if not in_header and line_count == 2 and not found.cues and cue is None:
                for word in ("STYLE", "REGION"):
                    if buffer[: len(word)] == word and not buffer[len(word) :].strip(WHITESPACE):
                        kind, buffer = word, ""
            buffer += ("\n" if buffer else "") + line
            previous = position
        if seen_eof:
            break
    if cue is not None:
        found.cues.append((*cue, buffer))
    elif kind:
        (found.styles if kind == "STYLE" else found.regions).append(buffer)
    return position


def _timings(line: str) -> tuple[int, int] | None:
    """6.3, collect WebVTT cue timings and settings."""
    start = collect_timestamp(line, _skip(line, 0))
    if start is None:
        return None
    position = _skip(line, start[1])
    for character in "-->":
        if line[position : position + 1] != character:
            return None
        position += 1
    end = collect_timestamp(line, _skip(line, position))
    return None if end is None else (start[0], end[0])


def _skip(line: str, position: int) -> int:
    while position < len(line) and line[position] in WHITESPACE:
        position += 1
    return position


def collect_timestamp(line: str, position: int) -> tuple[int, int] | None:
    """6.3, collect a WebVTT timestamp: milliseconds, and where it ended."""
    digits, position = _digits(line, position)
    if not digits:
        return None
    values, hours = [int(digits)], len(digits) != 2 or int(digits) > 59
    while len(values) < 2 or (len(values) == 2 and (hours or line[position : position + 1] == ":")):
        if line[position : position + 1] != ":":
            return None
        digits, position = _digits(line, position + 1)
        if len(digits) != 2:
            return None
        values.append(int(digits))
    if len(values) == 2:
        values.insert(0, 0)
    if line[position : position + 1] != ".":
        return None
    digits, position = _digits(line, position + 1)
    if len(digits) != 3 or values[1] > 59 or values[2] > 59:
        return None
    return ((values[0] * 60 + values[1]) * 60 + values[2]) * 1000 + int(digits), position


def _digits(line: str, position: int) -> tuple[str, int]:
    start = position
    while position < len(line) and line[position] in DIGITS:
        position += 1
    return line[start:position], position


def tokens(text: str) -> list[tuple[str, str, tuple[str, ...], str]]:
    """6.4, the cue text tokenizer: kind, value, classes, annotation. Empty texts are left out."""
    found, position = [], 0
    while position < len(text):
        token, position = _token(text, position)
        if token[:2] != ("text", ""):
            found.append(token)
    return found


def _token(  # noqa: PLR0912 - the specification's own branches
    text: str, position: int
) -> tuple[tuple[str, str, tuple[str, ...], str], int]:
    state, result, buffer = "data", "", ""
    classes: list[str] = []
    while True:
        c = text[position] if position < len(text) else ""
        ends = c in (">", "")
        if state == "data":
            if c == "" or (c == "<" and result):
                return ("text", html.unescape(result), (), ""), position
            state, result = ("tag", "") if c == "<" else (state, result + c)
        elif state == "tag":
            if ends:
                return ("start", "", (), ""), position + 1
            if c in "\t\n\f ":
                state = "annotation"
            elif c == ".":
                state = "class"
            elif c == "/":
                state = "end"
            else:
                state, result = ("timestamp" if c in DIGITS else "name"), c
        elif state in ("end", "timestamp"):
            if ends:
                return (state, result, (), ""), position + 1
            result += c
        elif state == "annotation":
            if ends:
                said = " ".join(filter(None, _split(html.unescape(buffer))))
                return ("start", result, tuple(filter(None, classes)), said), position + 1
            buffer += c
        elif ends or c in "\t\n\f .":
            if state == "class":
                classes.append(buffer)
            buffer = ""
            if ends:
                return ("start", result, tuple(filter(None, classes)), ""), position + 1
            state = "class" if c == "." else "annotation"
        elif state == "name":
            result += c
        else:
            buffer += c
        position += 1


def _split(text: str) -> list[str]:
    for character in WHITESPACE:
        text = text.replace(character, " ")
    return text.split(" ")
