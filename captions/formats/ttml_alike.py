"""Long TTML files: of paragraphs that differ in nothing but times and words, ttconv reads one.

It takes a millisecond a paragraph. What it makes of the one (styles, voices, place) is the pattern
for all that are like it; their times and words are put in here. What is not that simple stays for
ttconv to read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

from captions.cuetext import escape
from captions.formats.runs import clean_text
from captions.frames import rounded_ms
from captions.timecode import to_ms

# Shorter files are read whole.
FEWEST = 500
_ATTRIBUTES = r"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*"
_PARAGRAPH = re.compile(rf"<((?:[\w-]+:)?p)({_ATTRIBUTES})>([^<]*(?:<(?!/\1[\s>])[^<]*)*)</\1\s*>")
_ATTRIBUTE = re.compile(r"\s+([\w:.-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_TAG = re.compile(r"(<[^<>]*>)")
_KNOWN_TAG = re.compile(
    rf"<(?:[\w-]+:)?(?:span{_ATTRIBUTES}|br{_ATTRIBUTES}/)>|</(?:[\w-]+:)?span\s*>"
)
# What makes a paragraph more than its words: times of parts, ruby, spaces that count.
_NOT_SIMPLE = frozenset({"begin", "end", "dur", "timeContainer", "ruby", "space"})
_NOT_ALIKE = re.compile(
    r"<!--|<!\[|<!DOCTYPE|<(?:[\w-]+:)?(?:set|animate)\b"
    r"|<(?:[\w-]+:)?(?:body|div)\b[^>]*\s(?:begin|end|dur|timeContainer)\s*="
    "|music\\.apple\\.com|[\ue000\ue001\x00-\x08\x0b\x0c\x0e-\x1f]|\\]\\]>"
)
_ROOT = re.compile(rf"<(?:[\w-]+:)?tt{_ATTRIBUTES}>")
_KEEPS_SPACE = re.compile(r"\sxml:space\s*=\s*[\"']preserve")
_CLOCK = re.compile(r"([0-9]{2,}):([0-9]{2}):([0-5][0-9])(?:\.([0-9]+))?")
_COUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?)(h|ms|m|s)")
_UNITS: dict[str, int | Fraction] = {"h": 3600, "m": 60, "s": 1, "ms": Fraction(1, 1000)}
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9a-fA-F]{1,6}));|&")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_PLACE = re.compile("\ue000([0-9]+)\\.([0-9]+)\ue001")
_SPACE = re.compile(r"[ \t\r\n]+")


Rows = list[list[Any]]


class NotAlikeError(Exception):
    """The file has to be read whole."""


@dataclass(slots=True)
class _Paragraph:
    """words: of each stretch of text that has some, escaped for a cue."""

    pattern: int
    start_ms: int
    end_ms: int
    line: int
    words: list[str]


@dataclass(slots=True)
class Alike:
    """text: the file without what is like a paragraph before it, its lines where they were."""

    text: str = ""
    paragraphs: list[_Paragraph] = field(default_factory=list)

    def cues(self, answered: Rows) -> Iterator[list[Any]]:
        """Of all paragraphs, from what ttconv made of those in `text`. Raises NotAlikeError where
        it made something else of a pattern than one caption."""
        patterns: dict[int, list[Any]] = {}
        for cue in answered:
            place = _PLACE.search(cue[2])
            if place is None:
                yield cue
            elif patterns.setdefault(int(place[1]), cue) is not cue:
                raise NotAlikeError
        if any(one.pattern not in patterns for one in self.paragraphs):
            raise NotAlikeError
        for one in self.paragraphs:
            text, settings = patterns[one.pattern][2:4]
            filled = _filled(text, one.words)
            yield [one.start_ms, one.end_ms, filled, settings, one.line]


def _filled(text: str, words: list[str]) -> str:
    return _PLACE.sub(lambda place: words[int(place[2])], text)


def alike_in(text: str) -> Alike | None:
    """None where the file is short, or where its paragraphs are more than times and words."""
    root = _ROOT.search(text)
    if text.count("</") < FEWEST or root is None or _NOT_ALIKE.search(text):
        return None
    if text.find("xml:space", root.end()) >= 0:
        return None
    keeps_space = bool(_KEEPS_SPACE.search(root[0]))
    alike = Alike()
    patterns: dict[tuple[object, ...], int] = {}
    pieces: list[str] = []
    position, line, slot = 0, 1, 0
    for match in _PARAGRAPH.finditer(text):
        between = text[position : match.start()]
        slot += not between.isspace() and bool(between)
        line += between.count("\n")
        pieces.append(between)
        position = match.end()
        whole = match[0]
        simple = _simple(match, keeps_space=keeps_space)
        if simple is None:
            pieces.append(whole)
        else:
            (start_ms, end_ms), shape, words = simple
            next_number = len(patterns)
            number = patterns.setdefault((slot, *shape), next_number)
            alike.paragraphs.append(_Paragraph(number, start_ms, end_ms, line, words))
            newlines = whole.count("\n")
            pieces.append(_sample(match, number) if number == next_number else "\n" * newlines)
        line += whole.count("\n")
    pieces.append(text[position:])
    if len(alike.paragraphs) < FEWEST or len(patterns) * 2 > len(alike.paragraphs):
        return None
    alike.text = "".join(pieces)
    return alike


_Simple = tuple[tuple[int, int], tuple[object, ...], list[str]]


def _simple(match: re.Match[str], *, keeps_space: bool) -> _Simple | None:
    """Times in ms, what it has in common with those that are like it, and its words."""
    times, rest = _times(match[2])
    parts = _TAG.split(match[3])
    tags = parts[1::2]
    if times is None or not all(map(_is_simple_tag, tags)):
        return None
    words, spaces = [], []
    for part in parts[::2]:
        bare = part.strip(" \t\r\n")
        if bare:
            plain = _unescaped(bare)
            if plain is None or (keeps_space and "\n" in plain):
                return None
            words.append(escape(clean_text(plain if keeps_space else _SPACE.sub(" ", plain))))
        spaces.append(part.partition(bare)[::2] if bare else (part,))
    if not words:
        return None
    return times, (rest, tuple(tags), tuple(spaces)), words


def _times(attributes: str) -> tuple[tuple[int, int] | None, tuple[tuple[str, str], ...]]:
    """And the attributes that are none, without the name of the element."""
    values = dict(_ATTRIBUTE.findall(attributes))
    times = {
        name: values.pop(name).strip("\"'") for name in ("begin", "end", "dur") if name in values
    }
    values.pop("xml:id", None)
    rest = tuple(values.items())
    start_ms = _ms(times.get("begin", ""))
    until_ms = _ms(times.get("end", times.get("dur", "")))
    is_simple = len(times) == 2 and _NOT_SIMPLE.isdisjoint(map(_local, values))
    if start_ms is None or until_ms is None or not is_simple:
        return None, rest
    return (start_ms, until_ms if "end" in times else start_ms + until_ms), rest


def _ms(time: str) -> int | None:
    """None for frames and ticks: what they last is said elsewhere in the file."""
    clock = _CLOCK.fullmatch(time)
    if clock:
        fraction = clock[4] or "0"
        if len(fraction) <= 3:
            ms = int(fraction.ljust(3, "0"))
        else:
            ms = rounded_ms(Fraction(f"0.{fraction}"))
        return to_ms(int(clock[1][:10]), int(clock[2]), int(clock[3]), ms)
    count = _COUNT.fullmatch(time)
    return rounded_ms(Fraction(count[1]) * _UNITS[count[2]]) if count else None


@lru_cache(maxsize=1024)
def _is_simple_tag(tag: str) -> bool:
    names = (_local(name) for name, _ in _ATTRIBUTE.findall(tag))
    return bool(_KNOWN_TAG.fullmatch(tag)) and _NOT_SIMPLE.isdisjoint(names)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _unescaped(text: str) -> str | None:
    """None where a reference is none that XML knows by itself."""
    if "&" not in text:
        return text
    references = _REFERENCE.findall(text)
    if any(not any(parts) for parts in references):
        return None
    return _REFERENCE.sub(_character, text)


def _character(reference: re.Match[str]) -> str:
    name, decimal, hexadecimal = reference.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    is_xml = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE002 <= code <= 0x10FFFF
    return chr(code) if is_xml else "\ufffd"


def _sample(match: re.Match[str], number: int) -> str:
    """The paragraph with a mark for each stretch of words."""
    out = []
    count = newlines = 0
    for place, part in enumerate(_TAG.split(match[3])):
        bare = part.strip(" \t\r\n")
        if place % 2 or not bare:
            out.append(part)
            continue
        before, _, after = part.partition(bare)
        newlines += bare.count("\n")
        out.append(f"{before}\ue000{number}.{count}\ue001{after}")
        count += 1
    return f"<{match[1]}{match[2]}>{''.join(out)}</{match[1]}{newlines * chr(10)}>"
