"""The closing list of things to watch and read: which of a text's lines it has."""

import re
from collections.abc import Sequence

from episodes.answers.importing.blocks import (
    BlockKind,
    Decision,
    Line,
    Shape,
)
from episodes.answers.importing.entries import (
    BARE_HOST,
    BY,
    PHONE,
    QUOTED,
    found_resource,
    kind_named,
    kind_of,
)
from episodes.answers.importing.headings import Mark
from episodes.answers.importing.inline import LINK
from episodes.answers.importing.phrases import (
    CLUTTER,
    LABEL,
    RESOURCES,
    SECOND_VIDEO,
    TAIL_CLUTTER,
)
from episodes.messages import Message

_LONGEST_LABEL = 9  # words of a line that names what follows
_LONGEST_ENTRY = 60
_LONGEST_NAMED = 25  # words of an entry where nothing says that it is one
_FEWEST_NAMED = 2
_LONGEST_TITLE = 8  # words; what is longer is a sentence, and its title is somewhere in it
_HAS_A_MAKER = frozenset(("book", "film"))
_KIND_IN_BRACKETS = re.compile(
    r"\((?:[\w’ ]+ )?(?:film|book|novel|memoir|podcast|documentary|series|essay|video|class)\b"
    r"[^)]*\)",
    re.IGNORECASE,
)
# “Thirty Hours – film, Kenji Ward”
_KIND_APART = re.compile(
    r"(?:[,;:(–—]|\s-)\s*(?:an? |the |une? |una? |el |la |le )?(?:[\w-]+ )?"
    r"(?:film|movie|documentar|book|novel|memoir|podcast|series\b|essay|article|talk\b|video"
    r"|class\b|course|workshop|short story|libro|película|novela|livre|roman\b)",
    re.IGNORECASE,
)


def names_resources(words: str) -> bool:
    return len(words.split()) <= _LONGEST_LABEL and bool(RESOURCES.search(words))


def region_of_resources(lines: Sequence[Line], marks: dict[int, Mark]) -> dict[int, str]:
    """The kind that stands above it, by index of the lines that are in the list; the index of the
    line that announces the list has "-"."""
    region: dict[int, str] = {}
    start = next(
        (i for i in range(len(lines)) if i not in region and _announces(lines, i, marks)), None
    )
    while start is not None:
        end = _without_tail(lines, start, _region_end(lines, start, marks))
        topic = kind_named(lines[start].words)
        region[start] = "-"
        for i in range(start + 1, end):
            if _is_label(lines, i, marks):
                topic, region[i] = kind_named(lines[i].words), "-"
            else:
                region[i] = topic
        start = next((i for i in range(end, len(lines)) if _announces(lines, i, marks)), None)
    return region


def guessed_region(lines: Sequence[Line], marks: dict[int, Mark]) -> dict[int, str]:
    """The same of a closing list whose heading says nothing of what is in it: the last part, where
    most of its lines name something by its maker, its kind or its address."""
    if labelled := _labelled_tail(lines):
        return dict.fromkeys(labelled, "")
    starts = [i for i in range(len(lines)) if i in marks or lines[i].words.endswith(":")]
    late = (i for i in reversed(starts) if i * 5 >= len(lines) * 2)
    return next(filter(None, (_named_region(lines, start, marks) for start in late)), {})


def _named_region(lines: Sequence[Line], start: int, marks: dict[int, Mark]) -> dict[int, str]:
    end = _without_tail(lines, start, _region_end(lines, start, marks))
    inside = [line for line in lines[start + 1 : end] if not line.is_under]
    named = sum(map(_names_something, inside))
    if named < _FEWEST_NAMED or named * 3 < len(inside) * 2:
        return {}
    return {start: "-"} | dict.fromkeys(range(start + 1, end), "")


def _labelled_tail(lines: Sequence[Line]) -> range:
    """“Watch: …”, “Read: …” at the end, under no heading at all."""
    end = len(lines)
    while end and (
        lines[end - 1].shape in (Shape.OUTSIDE, Shape.RULE) or _is_around(lines[end - 1])
    ):
        end -= 1
    start = end
    while start and has_label(lines[start - 1].words) and lines[start - 1].shape is not Shape.RULE:
        start -= 1
    return range(start, end) if end - start >= _FEWEST_NAMED else range(0)


def _is_around(line: Line) -> bool:
    return bool(CLUTTER.match(line.words))


def has_label(words: str) -> bool:
    return bool(LABEL.match(words))


def _names_something(line: Line) -> bool:
    words = line.words
    if line.shape not in (Shape.TEXT, Shape.ITEM) or len(words.split()) > _LONGEST_NAMED:
        return False
    return bool(
        LINK.search(words) or any(run.href.startswith("http") for run in line.runs)
        or BY.search(words) or BARE_HOST.search(words) or _KIND_IN_BRACKETS.search(words)
        or _KIND_APART.search(words) or PHONE.search(words)
    )  # fmt: skip


def _without_tail(lines: Sequence[Line], start: int, end: int) -> int:
    """What follows the last entry, a farewell or a thank-you, is not in the list."""
    while end > start + 1 and not is_entry(lines[end - 1]) and not lines[end - 1].is_under:
        end -= 1
    return end


def _announces(lines: Sequence[Line], index: int, marks: dict[int, Mark]) -> bool:
    """In the second half, with an entry below it."""
    line = lines[index]
    is_heading = index in marks and marks[index].kind is not BlockKind.LEFT_OVER
    if index * 5 < len(lines) * 2 or line.shape in (Shape.ITEM, Shape.OUTSIDE, Shape.QUOTE):
        return False
    if not is_heading and not (line.words.endswith(":") or line.shape is Shape.HEADING):
        return False
    if not names_resources(line.words):
        return False
    following = lines[index + 1 : _region_end(lines, index, marks)]
    if any(line.ticked is not None for line in following):  # boxes are to be ticked
        return False
    if following and SECOND_VIDEO.search(following[0].words):  # “Watch this as well”
        return False
    entries = [line for line in following if is_entry(line)]
    return bool(entries) and (len(entries) * 2 >= len(following) or len(entries) >= 3)


def _region_end(lines: Sequence[Line], start: int, marks: dict[int, Mark]) -> int:
    """A heading of the same size ends it; so does text after a list that a mere line announced."""
    own = marks.get(start)
    for i in range(start + 1, len(lines)):
        if lines[i].shape in (Shape.OUTSIDE, Shape.RULE):
            return i
        mark = marks.get(i)
        if (
            mark
            and not _is_label(lines, i, marks)
            and (own is None or not names_resources(lines[i].words) or mark.kind is own.kind)
        ):
            return i
        if (
            own is None
            and lines[i].shape is Shape.TEXT
            and not is_entry(lines[i])
            and not _is_label(lines, i, marks)
        ):
            return i
    return len(lines)


def _is_label(lines: Sequence[Line], index: int, marks: dict[int, Mark]) -> bool:
    """“Books”, “To watch:” within the list."""
    line = lines[index]
    mark = marks.get(index)
    if line.shape is Shape.ITEM or (
        mark and mark.kind is BlockKind.PART and line.shape is Shape.HEADING
    ):
        return False
    if any(sign.isdigit() or sign in "()“‘" for sign in line.words):
        return False
    is_short = len(line.words.split()) <= 4 and not any(run.href for run in line.runs)
    return is_short and bool(kind_named(line.words)) and not BY.search(line.words)


def is_entry(line: Line) -> bool:
    words = line.words
    if line.shape is Shape.ITEM:
        return True
    if line.shape is not Shape.TEXT or len(words.split()) > _LONGEST_ENTRY:
        return False
    if TAIL_CLUTTER.search(words) or CLUTTER.match(words):
        return False
    return bool(
        LINK.search(words) or any(run.href for run in line.runs) or BY.search(words)
        or PHONE.search(words) or LABEL.match(words) or BARE_HOST.search(words)
        or (line.runs[0].emphasis and len(line.runs) > 1) or QUOTED.match(words)
        or _KIND_IN_BRACKETS.search(words) or _KIND_APART.search(words)
    )  # fmt: skip


def resource_decision(line: Line, topic: str) -> Decision:
    reason = Message("It stands in the list of things to watch and read.")
    kind, certain = kind_of(line, topic)
    resource = found_resource(line, topic)
    lacks_maker = kind in _HAS_A_MAKER and not resource.creator
    is_sentence = resource.title[:1].islower() and resource.title != resource.address
    if lacks_maker or is_sentence or len(resource.title.split()) > _LONGEST_TITLE:
        certain = min(certain, 0.65)
    return Decision(BlockKind.RESOURCE, (line,), reason, certain, topic)
