"""The closing list of things to watch and read: which lines it has, and what each of them names."""

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from episodes.answers.importing.blocks import (
    BlockKind,
    Decision,
    FoundResource,
    Line,
    Runs,
    Shape,
)
from episodes.answers.importing.headings import Mark
from episodes.answers.importing.inline import LINK
from episodes.answers.importing.phrases import (
    CLUTTER,
    ENTRY_KINDS,
    KIND_DOMAINS,
    KIND_WORDS,
    LABEL,
    RESOURCES,
)
from episodes.messages import Message

_LONGEST_LABEL = 9  # words of a line that names what follows
_LONGEST_ENTRY = 60
_LONGEST_NAMED = 25  # words of an entry where nothing says that it is one
_FEWEST_NAMED = 2
_LONGEST_TITLE = 8  # words; what is longer is a sentence, and its title is somewhere in it
_HAS_A_MAKER = frozenset(("book", "film"))
# What “to read” and “to watch” say; an entry may still be a podcast among them.
_WIDE_TOPICS = frozenset(("book", "film"))
_PHONE = re.compile(
    r"\+\d[\d ()-]{6,}\d|\b0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b|\b\d{3}[ -]\d{3}[ -]\d{3,4}\b"
    r"|\b\d{3} ?\d{3}\b|\b(?:116|988|112|911)\b"
)
_WORD = r"(?:[A-ZÀ-Þ]\.(?:[A-ZÀ-Þ]\.)*|(?:Dr|Mr|Ms|Mrs|St)\.|[A-ZÀ-Þ][\w’'-]*)"
_NAME = rf"{_WORD}(?: (?:(?:and|y|&|de|van|von|la) )?{_WORD}){{0,5}}"
_BY = re.compile(
    rf"(?:,? by|, (?:de|por)) (?P<creator>{_NAME})"
    rf"|(?:,| [–—-]) (?:directed|written|hosted|dir\.|host) by (?P<other>{_NAME})"
)
_QUOTED = re.compile(r"“([^”]{2,120})”|‘([^’]{2,120})’")
_AUTHOR_FIRST = re.compile(rf"({_NAME})\s*[:,]\s*$")
_AUTHOR_AFTER = re.compile(rf"\s*(?:,|[–—-]|\()\s*({_NAME})(?=[\s]*(?:[,.;:()]|[–—-] |$))")
_TITLE_END = re.compile(r"\s+[–—-]+\s+|:\s+|\s*\(|,\s+|\.\s+|;\s+")
_BEFORE_MAKER = re.compile(rf"\s+[–—-]+\s+(?={_WORD} {_WORD}(?:[,.;(]|$))")
_ARTICLE = re.compile(
    r"(?:the|an?|una?|el|la)?\s*(?:films?|books?|novel|podcast|video|documentary|article|class|shop)?",
    re.IGNORECASE,
)
_NAME_END = re.compile(
    rf"(?:The )?{_NAME}(?=\s+(?:runs?|is|are|has|have|offers?|sells?|makes?|answers?|gives?"
    r"|takes?|does|teach(?:es)?|lists?|publish(?:es)?)\b|\s+(?:in|on|at) [A-ZÀ-Þ])"
)
_KIND_IN_BRACKETS = re.compile(
    r"\((?:[\w’ ]+ )?(?:film|book|novel|memoir|podcast|documentary|series|essay|video|class)\b"
    r"[^)]*\)",
    re.IGNORECASE,
)
_BARE_HOST = re.compile(
    r"\b(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*"
    r"\.(?:com|org|net|info|co\.uk|org\.uk|edu|gov|tv|fm|show|example)\b(?:/[^\s,;)]*)?"
    r"|\b[a-z0-9-]+\.[a-z]{2,6}/[^\s,;)]+",
    re.IGNORECASE,
)


def names_resources(words: str) -> bool:
    return len(words.split()) <= _LONGEST_LABEL and bool(RESOURCES.search(words))


def kind_named(words: str) -> str:
    """Empty where the words name none, or several."""
    kinds = {kind for kind, pattern in KIND_WORDS if pattern.search(words)}
    return kinds.pop() if len(kinds) == 1 else ""


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
    if not starts or starts[-1] * 5 < len(lines) * 2:
        return {}
    start = starts[-1]
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
        or _BY.search(words) or _BARE_HOST.search(words) or _KIND_IN_BRACKETS.search(words)
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
    return is_short and bool(kind_named(line.words)) and not _BY.search(line.words)


def is_entry(line: Line) -> bool:
    words = line.words
    if line.shape is Shape.ITEM:
        return True
    if line.shape is not Shape.TEXT or len(words.split()) > _LONGEST_ENTRY:
        return False
    return bool(
        LINK.search(words) or any(run.href for run in line.runs) or _BY.search(words)
        or _PHONE.search(words) or LABEL.match(words) or _BARE_HOST.search(words)
        or (line.runs[0].emphasis and len(line.runs) > 1) or _QUOTED.match(words)
        or _KIND_IN_BRACKETS.search(words)
    )  # fmt: skip


def resource_decision(line: Line, topic: str) -> Decision:
    reason = Message("It stands in the list of things to watch and read.")
    kind, certain = _kind_of(line, topic)
    resource = found_resource(line, topic)
    lacks_maker = kind in _HAS_A_MAKER and not resource.creator
    is_sentence = resource.title[:1].islower() and resource.title != resource.address
    if lacks_maker or is_sentence or len(resource.title.split()) > _LONGEST_TITLE:
        certain = min(certain, 0.65)
    return Decision(BlockKind.RESOURCE, (line,), reason, certain, topic)


def found_resource(line: Line, topic: str) -> FoundResource:
    """What a line names. All of its words are in one of the fields, but for the word before the
    title that says of which kind it is, and “by”."""
    kind, _ = _kind_of(line, topic)
    runs, label = line.runs, LABEL.match(line.words)
    text = line.words[label.end() :] if label else line.words
    address = _address(runs, text)
    text = _without_address(text)
    title, creator, note = _named(text, _title_in(runs, text))
    return FoundResource(kind, title or address or line.words[:300], creator, address, note)


def _kind_of(line: Line, topic: str) -> tuple[str, float]:
    words = line.words
    label = LABEL.match(words)
    if label and (kind := kind_named(label["label"])):
        return kind, 0.92
    host = (urlsplit(_address(line.runs, words)).hostname or "").removeprefix("www.")
    return _kind_of_entry(words, topic, host)


def _kind_of_entry(words: str, topic: str, host: str) -> tuple[str, float]:
    in_words = next((kind for kind, pattern in ENTRY_KINDS if pattern.search(words)), "")
    by_domain = next(
        (kind for kind, names in KIND_DOMAINS if any(name in host for name in names)), ""
    )
    by_phone = "helpline" if _PHONE.search(LINK.sub("", words)) else ""
    if topic and (topic == in_words or topic not in _WIDE_TOPICS):
        return topic, 0.9
    if kind := in_words or by_domain or by_phone:
        return kind, 0.85
    is_named = bool(_BY.search(words))
    if topic and not (topic == "book" and host and not is_named):
        return topic, 0.8
    if host:
        return "article", 0.72
    return "book", 0.72 if is_named else 0.5


def _address(runs: Runs, text: str) -> str:
    for run in runs:
        if run.href.startswith("http"):
            return run.href
    if bare := _BARE_HOST.search(LINK.sub("", text)):
        return "https://" + bare[0].rstrip(".,;:")
    return ""


def _without_address(text: str) -> str:
    text = LINK.sub("", text)
    bare = _BARE_HOST.sub("", text)
    text = bare if any(map(str.isalpha, bare)) else text
    text = re.sub(r"[\[(]\s*[\])]|<\s*>", "", text)
    return re.sub(r"\s+", " ", text).strip(" :–—-,;→")


def _title_in(runs: Runs, text: str) -> str:
    """The words that are set as a title: in italics, in quotes, in bold, as a link."""
    runs = tuple(replace(run, text=run.text.strip()) for run in runs)
    for look in ("emphasis", "quoted", "strong", "href"):
        if look == "quoted":
            quoted = _QUOTED.search(text)
            title = (quoted[1] or quoted[2]) if quoted else ""
        else:
            title = next(
                (r.text for r in runs if getattr(r, look) and not LINK.fullmatch(r.text)), ""
            )
        title = title.strip(" .,:;")
        if title and title in text and len(title) > 1 and len(title) < len(text) + 1:
            return title
    return ""


def _named(text: str, title: str) -> tuple[str, str, str]:
    """Title, creator, note."""
    if not title:
        by = _BY.search(text)
        end = _BEFORE_MAKER.search(text) or _TITLE_END.search(text)
        cut = min((m.start() for m in (by, end) if m), default=len(text))
        if (name := _NAME_END.match(text)) and name.end() < cut:
            cut = name.end()
        title = text[:cut].strip()
    start = text.find(title)
    before, after = text[:start], text[start + len(title) :].lstrip("”’\"'")
    before = before.rstrip("“‘\"' ")
    if first := _AUTHOR_FIRST.search(before):
        return title, first[1], _note(before[: first.start()], after)
    by = _BY.search(after) or _BY.search(before)
    if by and by.string is after:
        creator = by["creator"] or by["other"]
        return title, creator.rstrip("."), _note(before, after[: by.start()], after[by.end() :])
    author = _AUTHOR_AFTER.match(after)
    if author and len(author[1].split()) <= 5 and len(author[1].split()) > 1:
        return title, author[1].rstrip("."), _note(before, after[author.end() :])
    return title, "", _note(before, after)


def _note(before: str, *parts: str) -> str:
    """Without “The” or “A film:” before a title, which its kind says already."""
    if _ARTICLE.fullmatch(before.strip(" ,:–—-")):
        before = ""
    named = [part.strip(" ,;:–—-.") for part in (before, *parts)]
    note = " ".join(part for part in named if any(map(str.isalnum, part)))
    if note.startswith("(") and note.count("(") == 1 and note.endswith(")"):
        note = note[1:-1]
    if note.count("(") != note.count(")"):
        note = note.replace("(", "").replace(")", "")
    return note.strip()
