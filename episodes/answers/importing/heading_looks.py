"""Whether a line looks like a heading, whatever is made of it."""

import re
from collections.abc import Callable, Sequence

from episodes.answers.importing.blocks import Line, Shape
from episodes.answers.importing.phrases import (
    CHECKLIST,
    CLUTTER,
    GREETING,
    NOTE,
    SECOND_VIDEO,
    SIGN_OFF,
    TOP_CLUTTER,
    is_signed_question,
)

LONGEST = 14  # words of a heading
LONGEST_ALONE = 9  # of one that nothing marks as a heading but its place
_FEWEST_CAPITALS = 3  # words of a Title Case line; two are a name
_LONGEST_SMALL = 3  # letters of a word that Title Case leaves small
_BY_NAME = re.compile(r"\bby [A-ZÀ-Þ]|[–—:,]\s")
ENDS_SENTENCE = re.compile(r"[.,;…!](?:[”’\"')\]*])*$")
NOT_HEADINGS: tuple[Callable[[str], object], ...] = (
    lambda words: ENDS_SENTENCE.search(words) and not words.isupper(),
    lambda words: words[:1] in "“‘\"'([—–-",
    lambda words: words[:1].islower(),
    NOTE.search,
    is_signed_question,
    CLUTTER.match,
    TOP_CLUTTER.match,
    SIGN_OFF.match,
    lambda words: SECOND_VIDEO.search(words) and not CHECKLIST.search(words),
)


def may_be_heading(lines: Sequence[Line], index: int) -> bool:
    """Of a line that nothing says is one: it is asked."""
    line = lines[index]
    is_short = line.shape is Shape.TEXT and not line.is_under
    is_short = is_short and len(line.words.split()) <= LONGEST_ALONE
    return is_short and line.stands_alone and stands_as_heading(lines, index)


def may_stand_below_title(line: Line) -> bool:
    """A byline, a date, a note or a greeting, rather than the text."""
    words = line.words
    if line.shape is not Shape.TEXT:
        return line.shape in (Shape.OUTSIDE, Shape.QUOTE)
    is_known = GREETING.match(words) or NOTE.search(words) or TOP_CLUTTER.match(words)
    return bool(is_known) or (len(words.split()) <= LONGEST and not ENDS_SENTENCE.search(words))


def is_bold_heading(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    if line.shape is not Shape.TEXT or line.is_under or not line.runs:
        return False
    if not all(run.strong or not run.text.strip(" :.") for run in line.runs):
        return False
    return _is_heading_like(lines, index, LONGEST, is_set_apart=True)


def is_bold_sentence(lines: Sequence[Line], index: int) -> bool:
    """“Then, tell him.” in bold, above a text that is not: a heading where there are several."""
    line = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    if line.shape is not Shape.TEXT or line.is_under or following is None:
        return False
    is_bold = all(run.strong or not run.text.strip() for run in line.runs)
    is_open = following.shape is Shape.TEXT and not following.runs[0].strong
    is_short = len(line.words.split()) <= LONGEST_ALONE
    return is_bold and is_open and is_short and line.words.endswith((".", "!"))


def is_title_case(words: str) -> bool:
    if _BY_NAME.search(words) or words.isupper():
        return False
    letters = re.findall(r"[^\W\d_][\w’']*", words)
    large = [word for word in letters if word[0].isupper()]
    is_whole = all(word[0].isupper() or len(word) <= _LONGEST_SMALL for word in letters)
    return is_whole and len(large) >= _FEWEST_CAPITALS


def stands_as_heading(lines: Sequence[Line], index: int) -> bool:
    return _is_heading_like(lines, index, LONGEST_ALONE)


def _is_heading_like(
    lines: Sequence[Line], index: int, longest: int, *, is_set_apart: bool = False
) -> bool:
    """is_set_apart: its look makes it one, so that what follows may be shorter."""
    line, words = lines[index], lines[index].words
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is None or following.shape in (Shape.OUTSIDE, Shape.RULE):
        return False
    if len(words.split()) > longest or not any(map(str.isalpha, words)) or "\n" in words:
        return False
    return (
        not any(test(words) for test in NOT_HEADINGS)
        and not any(run.href for run in line.runs)
        and not _leads_in(words, following)
        and (is_set_apart or _is_followed(following, words))
    )


def _leads_in(words: str, following: Line) -> bool:
    """“Ask yourself:” belongs to the list or the quotation that it announces."""
    if not words.rstrip("”’\"' ").endswith(":"):
        return False
    return following.shape is not Shape.TEXT or following.words[:1] in "“‘\"'«"


def _is_followed(following: Line, words: str) -> bool:
    if following.shape is Shape.TEXT:
        is_salutation = following.words.endswith((",", "،"))
        return is_salutation or len(following.words.split()) > len(words.split())
    return True
