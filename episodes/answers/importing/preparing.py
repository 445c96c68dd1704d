"""Lines as they came to lines as they were meant: breaks within a paragraph, typed bullets and
boxes, emoji for bullets, typed emphasis and quotes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from episodes.answers.importing.blocks import Line, Run, Runs, Shape, text_of
from episodes.answers.importing.inline import cleaned, shortened, stripped
from episodes.answers.importing.phrases import LABEL
from episodes.answers.importing.plain_reader import typed_item

_EMOJI = re.compile(
    "[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?\u200d?(?:\\s+(?=\\S)|\\s$)"
)
_RULE = re.compile(r"--|([-–—_*=~•])(?:\s*\1){2,}")
_FEWEST_QUESTIONS, _LONGEST_QUESTION = 3, 25
_CALLOUT = re.compile(r"\s*\[!\w+\][+-]?\s*")
_VERSE = 60  # characters: longer lines with a break after them are paragraphs of an old blog


def prepared(lines: tuple[Line, ...]) -> list[Line]:
    """Without empty lines. Rules stay, for they end a list."""
    pieces = [piece for line in map(_typed_rule, lines) for piece in _pieces(line)]
    typed = _without_lone_signs([typed_item(piece) for piece in pieces])
    with_emoji = _emoji_items(_question_items(typed))
    clean = (
        replace(line, runs=cleaned(_without_callout(line)), cells=_clean_cells(line))
        for line in with_emoji
    )
    return _with_lone_emoji([line for line in clean if line.words or line.shape is Shape.RULE])


def _without_callout(line: Line) -> Runs:
    """Obsidian and GitHub write “[!warning]” where a quotation is a box with a sign."""
    match = _CALLOUT.match(line.words) if line.shape is Shape.QUOTE else None
    return shortened(line.runs, match.end()) if match else line.runs


def _typed_rule(line: Line) -> Line:
    """A line across that was typed into a page or a mail; plain text has its own."""
    words = line.words.strip()
    if line.shape is not Shape.TEXT or not _RULE.fullmatch(words):
        return line
    return Line(Shape.RULE, marker=words)


def _with_lone_emoji(lines: list[Line]) -> list[Line]:
    """A picture letter that stands alone, as before the words of a callout, goes to its words."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before is not None and _is_lone_emoji(before) and line.shape is Shape.TEXT:
            joined[-1] = line.with_runs((Run(f"{before.words} "), *line.runs))
        else:
            joined.append(line)
    return joined


def _is_lone_emoji(line: Line) -> bool:
    return line.shape is Shape.TEXT and bool(_EMOJI.fullmatch(f"{line.words} "))


def _without_lone_signs(typed: list[Line]) -> list[Line]:
    """A typed star or number that no other follows makes no list: the sign stays."""
    changed = list(typed)
    for i, line in enumerate(typed):
        if line.shape is not Shape.ITEM or not line.is_typed or line.ticked is not None:
            continue
        if line.number is not None:
            is_lone = sum(other.is_typed and other.number is not None for other in typed) == 1
        else:
            beside = typed[max(0, i - 1) : i] + typed[i + 1 : i + 2]
            is_lone = not any(other.shape is Shape.ITEM for other in beside)
        if is_lone:
            runs = (Run(f"{line.marker} "), *line.runs)
            changed[i] = replace(line, shape=Shape.TEXT, runs=runs, number=None, marker="", level=0)
    return changed


def _clean_cells(line: Line) -> tuple[tuple[Runs, ...], ...]:
    return tuple(tuple(cleaned(cell) for cell in row) for row in line.cells)


def _pieces(line: Line) -> Iterator[Line]:
    text = text_of(line.runs)
    if line.shape not in (Shape.TEXT, Shape.ITEM) or "\n" not in text:
        if line.shape is Shape.HEADING:
            line = line.with_runs(_one_line(line.runs))
        yield line
        return
    parts = [part for part in _split_at_breaks(line.runs) if text_of(part)]
    if not _means_lines(parts):
        yield line
        return
    for number, part in enumerate(parts):
        if number and line.shape is Shape.ITEM:
            yield Line(Shape.TEXT, part, is_under=True)
        else:
            yield replace(line, runs=part, stands_alone=False)


def _one_line(runs: Runs) -> Runs:
    return tuple(replace(run, text=run.text.replace("\n", " ")) for run in runs)


def _means_lines(parts: list[Runs]) -> bool:
    """Whether each break begins a line of its own, rather than going on with a verse."""
    texts = [text_of(part) for part in parts]
    begins = [typed_item(Line(Shape.TEXT, (Run(text),))).shape is Shape.ITEM for text in texts]
    if any(begins) or sum(bool(_EMOJI.match(text)) for text in texts) > 1:
        return True
    if all(LABEL.match(text) for text in texts):  # “Watch: …”, “Read: …”
        return True
    is_headed = all(run.strong for run in parts[0]) and not all(run.strong for run in parts[-1])
    return is_headed or any(len(text) > _VERSE for text in texts)


def _split_at_breaks(runs: Runs) -> Iterator[Runs]:
    part: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        part.append(replace(run, text=first))
        for other in others:
            yield stripped(tuple(part))
            part = [replace(run, text=other)]
    yield stripped(tuple(part))


def _question_items(lines: list[Line]) -> list[Line]:
    """“Ask yourself:” and three questions, each a paragraph of its own, are a list."""
    changed = list(lines)
    for start, line in enumerate(lines):
        if line.shape is not Shape.TEXT or not line.words.rstrip().endswith(":"):
            continue
        end = start + 1
        while end < len(lines) and _is_short_question(lines[end]):
            end += 1
        if end - start > _FEWEST_QUESTIONS:
            changed[start + 1 : end] = [
                replace(line, shape=Shape.ITEM, stands_alone=False)
                for line in lines[start + 1 : end]
            ]
    return changed


def _is_short_question(line: Line) -> bool:
    words = line.words.strip()
    is_short = len(words.split()) <= _LONGEST_QUESTION
    return line.shape is Shape.TEXT and is_short and words.endswith(("?", "؟"))


def _emoji_items(lines: list[Line]) -> list[Line]:
    """Two neighbours that begin with a picture letter are a list."""
    shapes = (Shape.TEXT, Shape.ITEM)
    begins = [line.shape in shapes and bool(_EMOJI.match(line.words)) for line in lines]
    beside = {i for i, two in enumerate(pairwise(begins)) if all(two)}
    members = beside | {i + 1 for i in beside}
    return [_emoji_item(line) if i in members else line for i, line in enumerate(lines)]


def _emoji_item(line: Line) -> Line:
    match = _EMOJI.match(line.words)
    assert match is not None  # noqa: S101  # it is why the line was chosen
    runs = shortened(line.runs, match.end())
    if line.shape is Shape.ITEM:
        return line.with_runs(runs)
    return replace(line, shape=Shape.ITEM, runs=runs, marker=match[0].strip(), level=0)
