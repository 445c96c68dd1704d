"""HTML as word processors, mail programs and blogs put it on the clipboard: to lines.

nh3 cleans it by an allow-list (scripts, styles and comments go with all they hold), lxml walks what
is left. Lists come in four spellings: nested (`ul` in `li`), Google's (`ul` in `ul`, `aria-level`),
Word Online's (one list an item, `data-aria-level`), Word's (`mso-list:l0 level2` on a paragraph).
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree, html

from episodes.answers.importing.blocks import Line, Run, Shape, Source
from episodes.answers.importing.html_elements import (
    BLOCKS,
    WORD_LEVEL,
    Look,
    clean_tree,
    heading_level,
    is_line,
    look_of,
    marker_number,
)
from episodes.answers.importing.inline import stripped
from episodes.answers.importing.losses import loss_notices
from episodes.answers.importing.plain_reader import preformatted_lines

_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden|mso-hide:\s*all")
_WORD_COMMENT = re.compile(r"mso-element:\s*comment")
_PICTURE_LETTER = 3  # characters: an emoji stands as a picture whose words are itself


@dataclass(slots=True)
class _Item:
    """The li, or Word's paragraph, that words stand in. is_new: nothing of it was written yet."""

    level: int
    number: int | None
    ticked: bool | None = None
    is_new: bool = True


@dataclass(slots=True)
class _Walk:
    lines: list[Line] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    looks: list[Look] = field(default_factory=lambda: [Look()])
    headings: list[int] = field(default_factory=list)
    counters: dict[object, int] = field(default_factory=dict)
    losses: Counter[str] = field(default_factory=Counter)
    marker: str = ""
    quotations: int = 0


def html_source(markup: str) -> Source:
    walk = _Walk()
    tree = clean_tree(markup)
    if tree is not None:
        _walk(tree, walk)
    return Source(tuple(walk.lines), loss_notices(walk.losses))


def _walk(root: html.HtmlElement, walk: _Walk) -> None:
    skipped = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                _add_text(walk, element.tail, walk.looks[-1])
            continue
        if event == "start":
            if _start_is_whole(element, walk):
                skipped = element
        else:
            _end(element, walk)
    _flush(walk)


def _start_is_whole(element: html.HtmlElement, walk: _Walk) -> bool:
    """Whether all that the element holds was read, or is left out."""
    tag, style = element.tag, element.get("style", "").lower()
    if _is_deleted(element, style, walk):
        return True
    if tag == "table" and (cells := _cells(element)):
        _flush(walk)
        walk.lines.append(Line(Shape.TABLE, cells=cells))
        return True
    if tag in BLOCKS or is_line(element, style):
        _flush(walk)
    _open_list_item(element, style, walk)
    walk.quotations += element.tag == "blockquote"
    if _names_speaker(element, walk):
        _flush(walk)
        walk.runs.append(Run("— "))
    heading = heading_level(element)
    walk.headings.extend([heading] if heading else [])
    walk.looks.append(look_of(element, style, walk.looks[-1]))
    _read_lone_element(element, walk)
    _add_text(walk, element.text, walk.looks[-1])
    return False


def _names_speaker(element: html.HtmlElement, walk: _Walk) -> bool:
    """What closes a quotation as `cite`; in the midst of it, that is the title of a work."""
    if element.tag != "cite" or not walk.looks[-1].quotes:
        return False
    is_last = element.getnext() is None and not (element.tail or "").strip()
    is_marked = element.text_content().lstrip()[:1] in "—–-"
    parent = element.getparent()
    begins = parent is not None and not (parent.text or "").strip()
    return is_last and begins and not is_marked


def _end(element: html.HtmlElement, walk: _Walk) -> None:
    style = element.get("style", "").lower()
    if element.tag in BLOCKS or is_line(element, style):
        _flush(walk)
    if heading_level(element):
        walk.headings.pop()
    if element.tag == "li" or WORD_LEVEL.search(style):
        walk.items.pop()
    walk.looks.pop()
    _add_text(walk, element.tail, walk.looks[-1])


def _is_deleted(element: html.HtmlElement, style: str, walk: _Walk) -> bool:
    """What is not read at all, counted by its kind."""
    if element.tag == "del" and element.get("datetime"):
        walk.losses["deletion"] += 1
        return True
    if element.tag == "ins" and element.get("datetime"):
        walk.losses["insertion"] += 1
    if _WORD_COMMENT.search(style) or "msocomanchor" in element.get("class", ""):
        walk.losses["comment"] += "comment-list" not in style and element.tag != "a"
        return "comment-list" not in style
    if _HIDDEN.search(style) or element.get("hidden") is not None:
        walk.losses["hidden"] += bool(element.text_content().strip())
        return True
    return False


def _open_list_item(element: html.HtmlElement, style: str, walk: _Walk) -> None:
    if word := WORD_LEVEL.search(style):
        walk.items.append(_Item(int(word[1]) - 1, None))
        walk.marker = ""
    elif element.tag == "li":
        lists = list(element.iterancestors("ul", "ol"))
        told = element.get("data-aria-level") or element.get("aria-level") or ""
        level = int(told) - 1 if told.isdigit() else max(0, len(lists) - 1)
        number = _next_number(lists[0], element, walk) if lists else None
        box = {"true": True, "false": False}.get(element.get("aria-checked", ""))
        walk.items.append(_Item(min(level, 8), number, box))


def _next_number(parent: html.HtmlElement, element: html.HtmlElement, walk: _Walk) -> int | None:
    if parent.tag != "ol":
        return None
    start, value = parent.get("start", ""), element.get("value", "")
    number = walk.counters.get(parent, int(start) - 1 if start.isdigit() else 0) + 1
    walk.counters[parent] = number = int(value) if value.isdigit() else number
    return number


def _read_lone_element(element: html.HtmlElement, walk: _Walk) -> None:
    if element.tag == "br":
        walk.runs.append(replace(walk.looks[-1].run, text="\n"))
    elif element.tag == "hr":
        walk.lines.append(Line(Shape.RULE))
    elif element.tag == "input" and element.get("type") == "checkbox":
        _read_box(walk, is_ticked=element.get("checked") is not None)
    elif element.tag == "img":
        alt = element.get("alt", "").strip()
        if 0 < len(alt) <= _PICTURE_LETTER and not alt.isascii():
            walk.runs.append(replace(walk.looks[-1].run, text=alt))
        elif not (walk.items and walk.items[-1].ticked is not None):
            walk.losses["picture"] += 1


def _read_box(walk: _Walk, *, is_ticked: bool) -> None:
    """Of an item; or at the beginning of a paragraph, as Word has them, where it is as typed."""
    if walk.items:
        walk.items[-1].ticked = is_ticked
    elif not any(run.text.strip() for run in walk.runs):
        walk.runs.append(replace(walk.looks[-1].run, text="☑ " if is_ticked else "☐ "))


def _add_text(walk: _Walk, text: str | None, look: Look) -> None:
    if not text:
        return
    if look.is_marker:
        walk.marker += text
        return
    if not look.is_preformatted:
        text = re.sub(r"\s+", " ", text)
    walk.runs.append(replace(look.run, text=text))


def _flush(walk: _Walk) -> None:
    """The words that were gathered, as a line; each empty line in them begins another."""
    runs, walk.runs = tuple(walk.runs), []
    look = walk.looks[-1]
    if look.is_preformatted and runs:
        walk.lines.extend(preformatted_lines("".join(run.text for run in runs)))
        return
    for part in _paragraphs(runs):
        walk.lines.append(_line(part, walk, look))


def _paragraphs(runs: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """Two line breaks are how mail programs and old blogs end a paragraph."""
    part: list[Run] = []
    breaks = 0
    for run in runs:
        breaks = breaks + 1 if run.text == "\n" else breaks if not run.text.strip() else 0
        if breaks == 2:
            yield from filter(None, [stripped(tuple(part))])
            part, breaks = [], 0
        else:
            part.append(run)
    yield from filter(None, [stripped(tuple(part))])


def _line(runs: tuple[Run, ...], walk: _Walk, look: Look) -> Line:
    if look.is_outside:
        return Line(Shape.OUTSIDE, runs)
    if walk.headings:
        return Line(Shape.HEADING, runs, level=walk.headings[-1])
    if walk.items:
        item = walk.items[-1]
        if item.is_new:
            item.is_new = False
            number = marker_number(walk.marker) if walk.marker else item.number
            walk.marker = ""
            return Line(Shape.ITEM, runs, item.level, number, item.ticked, stands_alone=False)
        return Line(Shape.TEXT, runs, is_under=True)
    if look.quotes:
        return Line(Shape.QUOTE, runs, level=walk.quotations)
    return Line(Shape.TEXT, runs)


def _cells(table: html.HtmlElement) -> tuple[tuple[tuple[Run, ...], ...], ...]:
    """Empty for a table that only arranges a page: its words are then read one after the other."""
    if table.get("role") == "presentation" or table.find(".//table") is not None:
        return ()
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    rows = [row for row in rows if row]
    widest = max(map(len, rows), default=0)
    if len(rows) < 2 or widest < 2 or table.find(".//li") is not None:
        return ()
    return tuple(
        tuple(_cell_runs(cell) for cell in row) + ((),) * (widest - len(row)) for row in rows
    )


def _cell_runs(cell: html.HtmlElement) -> tuple[Run, ...]:
    walk = _Walk()
    copy = html.fromstring(etree.tostring(cell, encoding="unicode", with_tail=False))
    _walk(copy, walk)
    runs = [run for line in walk.lines for run in (*line.runs, Run(" "))]
    return stripped(tuple(replace(run, text=run.text.replace("\n", " ")) for run in runs))
