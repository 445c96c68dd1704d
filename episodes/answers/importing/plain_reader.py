"""Plain text, as mail programs and editors write it: to lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from episodes.answers.importing.blocks import Line, Run, Shape, Source

_ITEM = re.compile(
    r"(?P<indent>[ \t]*)"
    r"(?P<marker>[*•·▪◦‣⁃●○■□➤►»–-]|--|o(?=\t|  )|\(?\d{1,3}[.)]|[a-z][.)])[ \t]+(?=\S)"
)
_BOX = re.compile(r"(?:\[(?P<mark>[ xX✓]?)\]|(?P<glyph>[☐☑☒]))\s*(?=\S)")
_TICKED = frozenset("xX✓☑☒")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"\s*(={3,}|-{3,})\s*$")
_RULE = re.compile(r"\s*([*_=~-])(?:\s*\1){2,}\s*$|\s*[⁂❦]\s*$|--\s*$")
_QUOTE = re.compile(r"[ \t]*>+ ?")
_FIELD = re.compile(r"[A-Z][\w-]{1,20}: ")
_TAB = "    "
# Mail programs break lines at 72 to 78 characters; of a text that one broke, most lines of a
# paragraph but its last are at least this long.
_WRAPPED_FROM, _WRAPPED_UNTIL = 48, 82
# Narrower ones are known by their greed: the first word of the next line would not have fitted.
_NARROWEST = 28
_GREEDY_SHARE = 0.8
_FEWEST_GREEDY = 4  # lines; fewer are a verse by chance


# Of a text whose paragraphs begin with an indent, it says nothing of any of them.
_FEWEST_POINTS = 3
_MOST_INDENTED = 0.3


@dataclass(frozen=True, slots=True)
class _Raw:
    text: str
    is_after_blank: bool
    is_quoted: bool


def plain_source(text: str) -> Source:
    return Source(tuple(_lines(text)))


def preformatted_lines(text: str) -> list[Line]:
    return list(_lines(text))


def typed_item(line: Line) -> Line:
    """A paragraph that begins with a typed bullet, number or box as the item that it is."""
    if line.shape not in (Shape.TEXT, Shape.ITEM):
        return line
    text = "".join(run.text for run in line.runs)
    if line.shape is Shape.TEXT and not line.is_under and (match := _ITEM.match(text)):
        level = min(len(match["indent"].replace("\t", _TAB)) // 2, 8)
        line = replace(
            line,
            shape=Shape.ITEM,
            level=level,
            number=_number(match["marker"]),
            marker=match["marker"],
        )
        line = line.with_runs(_without_start(line.runs, match.end()))
        text = text[match.end() :]
    box = _BOX.match(text)
    if box and (line.shape is Shape.ITEM or box["glyph"] or box["mark"] is not None):
        is_ticked = (box["mark"] or box["glyph"] or " ") in _TICKED
        runs = _without_start(line.runs, box.end())
        return replace(line, shape=Shape.ITEM, runs=runs, ticked=is_ticked)
    return line


def _lines(text: str) -> Iterator[Line]:
    raws = list(_raw_lines(text))
    width = _wrapped_width(raws)
    tells = _indent_tells(raws)
    gathered: list[_Raw] = []
    for raw in raws:
        if gathered and _continues(gathered, raw, width):
            gathered.append(raw)
            continue
        if gathered:
            yield from _lines_of(gathered, raw, indent_tells=tells)
        gathered = [raw]
    if gathered:
        yield from _lines_of(gathered, None, indent_tells=tells)


def _lines_of(raws: list[_Raw], after: _Raw | None, *, indent_tells: bool) -> Iterator[Line]:
    """Of a block that is set further in, each line that begins with a capital may be a verse or
    an entry of its own."""
    is_block = len(raws) > 1 and raws[0].is_after_blank and _is_indented(raws[0])
    is_block = is_block and not _begins(raws[0])
    if is_block and all(raw.text.strip()[:1].isupper() for raw in raws):
        for raw in raws:
            line = _line([raw], after, indent_tells=indent_tells)
            yield replace(line, is_under=indent_tells, stands_alone=False)
    elif is_block and indent_tells and _are_points(raws):
        for raw in raws:
            runs = (Run(raw.text.strip()),)
            yield Line(Shape.ITEM, runs, marker="-", stands_alone=False)
    else:
        yield _line(raws, after, indent_tells=indent_tells)


def _are_points(raws: list[_Raw]) -> bool:
    """Lines that no sentence goes through: each begins small, and none ends."""
    texts = [raw.text.strip() for raw in raws]
    is_small = all(text[:1].islower() for text in texts)
    return len(raws) >= _FEWEST_POINTS and is_small and not any(text[-1] in ".!?" for text in texts)


def _indent_tells(raws: list[_Raw]) -> bool:
    begins = [raw for raw in raws if raw.is_after_blank and not _begins(raw)]
    indented = sum(_is_indented(raw) for raw in begins)
    return indented <= max(1, _MOST_INDENTED * len(begins))


def _is_indented(raw: _Raw) -> bool:
    return raw.text.startswith(("  ", "\t"))


def _raw_lines(text: str) -> Iterator[_Raw]:
    is_after_blank = True
    for full in text.split("\n"):
        quoted = _QUOTE.match(full)
        line = (full[quoted.end() :] if quoted else full).rstrip()
        if line.strip():
            yield _Raw(line, is_after_blank, quoted is not None)
        is_after_blank = not line.strip()


def _wrapped_width(raws: list[_Raw]) -> int:
    """How long a line is after which a break means nothing, for a program broke it; 0: all breaks
    mean something."""
    inner = [
        (a, b)
        for a, b in pairwise(raws)
        if not b.is_after_blank
        and not _begins(b)
        and not (a.is_quoted or _FIELD.match(a.text) or _RULE.match(a.text))
    ]
    widest = max((len(raw.text) for raw in raws), default=0)
    if not inner or widest > _WRAPPED_UNTIL:
        return 0
    long = sum(len(raw.text) >= _WRAPPED_FROM for raw, _ in inner)
    if long * 3 >= len(inner) * 2:
        return _WRAPPED_FROM
    width = max(len(raw.text) for raw, _ in inner)
    greedy = sum(_would_not_fit(a, b, width) for a, b in inner)
    is_greedy = greedy >= max(_FEWEST_GREEDY, _GREEDY_SHARE * len(inner))
    return max(width // 2, 1) if is_greedy and width >= _NARROWEST else 0


def _would_not_fit(raw: _Raw, following: _Raw, width: int) -> bool:
    return len(raw.text) + 1 + len(following.text.split()[0]) > width


def _begins(raw: _Raw) -> bool:
    return bool(
        _ITEM.match(raw.text) or _HEADING.match(raw.text) or _BOX.match(raw.text)
        or _RULE.match(raw.text)
    )  # fmt: skip


def _continues(gathered: list[_Raw], raw: _Raw, width: int) -> bool:
    before = gathered[-1]
    if raw.is_after_blank or raw.is_quoted != before.is_quoted or _begins(raw):
        return bool(_UNDERLINE.match(raw.text)) and not raw.is_after_blank
    if _HEADING.match(before.text) or _RULE.match(before.text):
        return False
    is_block = gathered[0].is_after_blank and _is_indented(gathered[0])
    hangs = (_begins(gathered[0]) or is_block) and _is_indented(raw)
    return hangs or (width > 0 and len(before.text) >= width)


def _line(raws: list[_Raw], after: _Raw | None, *, indent_tells: bool) -> Line:
    first, alone = raws[0], raws[0].is_after_blank and (after is None or after.is_after_blank)
    if len(raws) == 1 and _RULE.match(first.text):
        return Line(Shape.RULE, marker=first.text.strip())
    if len(raws) == 2 and (under := _UNDERLINE.match(raws[1].text)):
        level = 1 if "=" in under[1] else 2
        return Line(Shape.HEADING, (Run(first.text.strip()),), level=level)
    if heading := _HEADING.match(first.text):
        return Line(Shape.HEADING, (Run(heading[2]),), level=len(heading[1]))
    is_under = first.is_after_blank and _is_indented(first) and not _ITEM.match(first.text)
    is_under = is_under and indent_tells
    text = " ".join([first.text, *(raw.text.strip() for raw in raws[1:])])
    if first.is_quoted:
        return Line(Shape.QUOTE, (Run(text.strip()),), stands_alone=alone)
    line = typed_item(Line(Shape.TEXT, (Run(text),), is_under=is_under, stands_alone=alone))
    return line.with_runs((Run("".join(run.text for run in line.runs).strip()),))


def _number(marker: str) -> int | None:
    digits = marker.strip("().")
    if digits.isdigit():
        return int(digits)
    is_letter = digits.isalpha() and digits != marker  # Word's round bullet is a bare "o"
    return ord(digits) - ord("a") + 1 if is_letter else None


def _without_start(runs: tuple[Run, ...], characters: int) -> tuple[Run, ...]:
    parts = []
    for run in runs:
        parts.append(replace(run, text=run.text[characters:]))
        characters = max(0, characters - len(run.text))
    return tuple(run for run in parts if run.text)
