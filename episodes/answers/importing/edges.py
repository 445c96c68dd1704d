"""What stands above the text and below it: a title's second line, a byline, a letter to the desk, a
farewell, a line about the author. Of such lines little is certain, so most of them are asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from episodes.answers.importing.blocks import BlockKind, Decision, Line, Shape
from episodes.answers.importing.phrases import (
    CLUTTER,
    GREETING,
    SIGN_OFF,
    TAIL_CLUTTER,
    TOP_CLUTTER,
)
from episodes.messages import Message

_PROSE = 20  # words: a paragraph as long as that belongs to the text
_LONGEST_FRONT = 30  # words of the second line of a title
_LONGEST_LABEL = 14
_LONGEST_TAIL = 45
_LONGEST_COVER = 120  # words of a letter to the desk above the text
_MOST_SIGNED = 6  # lines below the two dashes of a mail's signature
_LONGEST_SIGNED = 8  # words
_AFTER_FAREWELL = 5  # words of a name below “Yours,”
_ABOUT = re.compile(
    r"(?P<name>(?:[A-ZÀ-Þ][\w’.-]*\s+){0,2}[A-ZÀ-Þ][\w’-]+)(?:,? who)? "
    r"(?:is|was|has|lives|writes|wrote|answers|teaches|works|runs|hosts|edits|makes|es|vive|escribe|responde|est|vit|écrit|répond)\b"
)
_NO_NAMES = frozenset(
    re.findall(r"\w+", "A An The That This There It He She They You Your My Our Nobody Somebody")
)
_FRONT = Message("It stands between the title and the text.")
_COVER = Message("It stands above a line across, as a letter to the desk does.")
_BIO = Message("It tells of the author, below the text.")
_FOOTER = Message("A blog or a mail program puts such lines around a text.")
_LATE = Message("It stands below the list of things to watch and read.")
_TEXTS = (BlockKind.PARAGRAPH, BlockKind.SECTION, BlockKind.QUOTATION)


def cover_end(lines: Sequence[Line]) -> int:
    """The index behind a greeting, a few words to the desk and a line across; 0 where there are
    none."""
    rule = next((i for i, line in enumerate(lines) if line.shape is Shape.RULE), 0)
    above = [line for line in lines[:rule] if not _is_around(line)]
    if not above or not any(GREETING.match(line.words) for line in above[:2]):
        return 0
    below = lines[rule + 1 :]
    is_short = _word_count(above) <= min(_LONGEST_COVER, _word_count(below) / 2)
    return rule + 1 if is_short and not any(line.shape is Shape.HEADING for line in above) else 0


def _is_around(line: Line) -> bool:
    return line.shape is Shape.OUTSIDE or bool(CLUTTER.match(line.words))


def without_signature(lines: Sequence[Line]) -> Sequence[Line]:
    """Below “--”, mail programs put names and numbers."""
    for i, line in enumerate(lines):
        if line.shape is not Shape.RULE or line.marker != "--":
            continue
        end = i + 1
        while end < len(lines) and _may_be_signed(lines[end]):
            end += 1
        is_last = all(line.shape is Shape.OUTSIDE for line in lines[end:])
        if i + 1 < end <= i + 1 + _MOST_SIGNED and is_last:
            signed = (replace(line, shape=Shape.OUTSIDE) for line in lines[i + 1 : end])
            return [*lines[: i + 1], *signed, *lines[end:]]
    return lines


def _may_be_signed(line: Line) -> bool:
    is_text = line.shape in (Shape.TEXT, Shape.ITEM)
    return is_text and len(line.words.split()) <= _LONGEST_SIGNED


def _word_count(lines: Sequence[Line]) -> int:
    return sum(len(line.words.split()) for line in lines)


def as_cover(decision: Decision) -> Decision:
    if decision.kind not in _TEXTS:
        return decision
    return replace(decision, kind=BlockKind.LEFT_OVER, reason=_COVER, confidence=0.65)


def with_edges(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The same decisions, those at both ends seen together."""
    is_titled = len(decisions) > 1 and _is_byline(decisions[1])
    start = next(
        (i for i, one in enumerate(decisions) if _begins_text(one) and (i or not is_titled)), 0
    )
    front = list(decisions[:start])
    for i in reversed(range(len(front))):
        if _is_front(front, i):
            front[i] = replace(front[i], kind=BlockKind.LEFT_OVER, reason=_FRONT, confidence=0.65)
    end = _tail_start(decisions, start)
    return (*front, *decisions[start:end], *_tail(decisions[end:], decisions))


def _is_byline(decision: Decision) -> bool:
    return decision.kind is BlockKind.LEFT_OVER and bool(TOP_CLUTTER.match(_words(decision)))


def _begins_text(decision: Decision) -> bool:
    words = _words(decision)
    if decision.kind in (BlockKind.LIST, BlockKind.CHECKLIST, BlockKind.PART):
        return True
    if decision.kind is not BlockKind.PARAGRAPH:
        return False
    is_letter = words.endswith((",", "،")) and len(words.split()) <= _AFTER_FAREWELL
    return is_letter or len(words.split()) >= _PROSE


def _is_front(front: Sequence[Decision], i: int) -> bool:
    """Between a title and a byline, or short and no sentence right below the title."""
    decision, words = front[i], _words(front[i])
    if decision.kind not in (BlockKind.PARAGRAPH, BlockKind.SECTION):
        return False
    if len(words.split()) > _LONGEST_FRONT or GREETING.match(words):
        return False
    before = any(one.kind is BlockKind.LEFT_OVER for one in front[:i])
    below = front[i + 1] if i + 1 < len(front) else None
    after = below is not None and _stands_around(below, is_first=i == 0)
    is_label = words[-1:] not in ".!?:…,”" and len(words.split()) <= _LONGEST_LABEL
    return after or (before and is_label)


def _stands_around(decision: Decision, *, is_first: bool) -> bool:
    """The caption of a picture tells nothing of what is above it."""
    if is_first and decision.kind is BlockKind.CONTENT_NOTE:
        return True
    is_caption = decision.lines[0].shape is Shape.OUTSIDE
    return decision.kind is BlockKind.LEFT_OVER and not is_caption


def _tail_start(decisions: Sequence[Decision], start: int) -> int:
    """Behind the last resource; without any, behind the last long paragraph or list."""
    last = [i for i, one in enumerate(decisions) if one.kind is BlockKind.RESOURCE]
    if last:
        return last[-1] + 1
    inner = [i for i, one in enumerate(decisions) if i >= start and not _may_be_tail(one)]
    return inner[-1] + 1 if inner else len(decisions)


def _may_be_tail(decision: Decision) -> bool:
    words = _words(decision)
    if decision.kind is BlockKind.LEFT_OVER:
        return True
    return decision.kind is BlockKind.PARAGRAPH and bool(
        TAIL_CLUTTER.search(words) or _name_told_of(words) or SIGN_OFF.match(words)
    )


def _name_told_of(words: str) -> str:
    """“Petra Valcourt has written this column since 2014.”; a single word may begin any sentence,
    so it counts where the name stands above the text too."""
    match = _ABOUT.match(words)
    return match["name"] if match and match["name"].split()[0] not in _NO_NAMES else ""


def _tail(tail: Sequence[Decision], decisions: Sequence[Decision]) -> Iterator[Decision]:
    has_list = any(one.kind is BlockKind.RESOURCE for one in decisions)
    is_about = is_farewell = False
    for decision in tail:
        words = _words(decision)
        if decision.kind is BlockKind.LEFT_OVER:
            is_about = bool(CLUTTER.match(words))
            yield decision
        elif decision.kind is BlockKind.PARAGRAPH:
            is_late = has_list and not is_farewell
            yield _tail_decision(decision, decisions, is_late=is_late, is_about=is_about)
            is_farewell = is_farewell or bool(SIGN_OFF.match(words))
        else:
            yield decision


def _tail_decision(
    decision: Decision, decisions: Sequence[Decision], *, is_late: bool, is_about: bool
) -> Decision:
    words = _words(decision)
    count = len(words.split())
    if count <= _LONGEST_TAIL and TAIL_CLUTTER.search(words):
        return replace(decision, kind=BlockKind.LEFT_OVER, reason=_FOOTER, confidence=0.75)
    if SIGN_OFF.match(words):
        return replace(decision, confidence=0.8)
    name = _name_told_of(words)
    is_named = bool(name) and _is_named_before(name, decisions)
    if count <= _LONGEST_TAIL and (is_named or is_about or " " in name):
        certain = 0.75 if is_about or is_named else 0.65
        return replace(decision, kind=BlockKind.LEFT_OVER, reason=_BIO, confidence=certain)
    return replace(decision, reason=_LATE, confidence=0.65) if is_late else decision


def _is_named_before(name: str, decisions: Sequence[Decision]) -> bool:
    left = (one for one in decisions if one.kind is BlockKind.LEFT_OVER)
    return any(name in _words(one) for one in left)


def _words(decision: Decision) -> str:
    return "\n".join(line.words for line in decision.lines)
