"""What two texts do not have in common: by lines, and within a changed line by words. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from episodes.versions.merging import Content

_WORDS = re.compile(r"\w+|\s+|[^\w\s]+")
# Two lines of a thousand words each take 0.1 s; a whole book on one line would take minutes.
MOST_WORD_PAIRS = 1_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line of either side or of both. number_before, number_after: counted from 1, None where
    that side has no such line."""

    number_before: int | None
    number_after: int | None
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def numbers(self) -> str:
        """`3:4`, empty on the side that does not have it."""
        return ":".join(str(n or "") for n in (self.number_before, self.number_after))

    @property
    def is_same(self) -> bool:
        return not any(piece.is_changed for piece in (*self.before, *self.after))


def compare_texts(before: str, after: str) -> list[LineChange]:
    """Every line of both, in order."""
    old, new = before.splitlines(), after.splitlines()
    changes: list[LineChange] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            changes += [_same_line(i + k, j + k, old[i + k]) for k in range(i_end - i)]
        else:
            changes += _changed_lines(range(i, i_end), range(j, j_end), old, new)
    return changes


def only_changes(lines: Sequence[LineChange], around: int = 1) -> list[LineChange | None]:
    """The changed lines with as many unchanged ones beside them; None stands for what is left
    out between them."""
    near = {
        place + step
        for place, line in enumerate(lines)
        if not line.is_same
        for step in range(-around, around + 1)
    }
    shown: list[LineChange | None] = []
    for place, line in enumerate(lines):
        if place in near:
            shown.append(line)
        elif shown and shown[-1] is not None:
            shown.append(None)
    return shown[:-1] if shown and shown[-1] is None else shown


def with_line_of(old: str, newest: str, line: LineChange) -> str:
    """The newest text with one changed line as it was: put back, put in again, or taken out. line:
    of compare_texts(old, newest). Raises ValueError where they have no such line."""
    changes = compare_texts(old, newest)
    place = changes.index(line)
    numbers = [
        (old, change.number_before) if n == place else (newest, change.number_after)
        for n, change in enumerate(changes)
    ]
    texts = [text.splitlines()[number - 1] for text, number in numbers if number is not None]
    return "\n".join(texts) + ("\n" if newest.endswith("\n") else "")


def _same_line(i: int, j: int, text: str) -> LineChange:
    pieces = (Piece(text, False),)
    return LineChange(i + 1, j + 1, pieces, pieces)


def _changed_lines(
    gone: range, come: range, old: Sequence[str], new: Sequence[str]
) -> Iterator[LineChange]:
    for i, j in zip_longest(gone, come):
        if i is None or j is None:
            before: tuple[Piece, ...] = (Piece(old[i], True),) if i is not None else ()
            after: tuple[Piece, ...] = (Piece(new[j], True),) if j is not None else ()
        else:
            before, after = compare_words(old[i], new[j])
        yield LineChange(None if i is None else i + 1, None if j is None else j + 1, before, after)


def compare_words(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of either side; those that the other does not have are changed."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) * len(new) > MOST_WORD_PAIRS:
        return (Piece(before, True),), (Piece(after, True),)
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    own = tuple(Piece("".join(old[i:k]), tag != "equal") for tag, i, k, _, _ in opcodes if i < k)
    other = tuple(Piece("".join(new[j:k]), tag != "equal") for tag, _, _, j, k in opcodes if j < k)
    return own, other


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A field that two contents do not share; of a list of rows, one row: its id, and its place
    (from 1) where it stands, or stood. lines: with the text of both."""

    field: str
    row: str
    place: int
    lines: list[LineChange | None]


def changed_fields(before: Content, after: Content) -> list[ChangedField]:
    """In the order of the form."""
    changes: list[ChangedField] = []
    for field in dict.fromkeys([*after, *before]):
        old, new = before.get(field), after.get(field)
        if old == new:
            continue
        if _is_list_of_rows(old) and _is_list_of_rows(new):
            changes += _changed_rows(field, old or [], new or [])
        else:
            changes.append(ChangedField(field, "", 0, _compared(text_of(old), text_of(new))))
    return changes


def text_of(value: Any) -> str:
    """A value as lines that a person can read."""
    if isinstance(value, dict):
        return "\n".join(text_of(cell) for name, cell in value.items() if cell and name != "id")
    if isinstance(value, list):
        return "\n".join(map(text_of, value))
    return "" if value is None else str(value)


def _changed_rows(field: str, old: list[Content], new: list[Content]) -> Iterator[ChangedField]:
    before = {row["id"]: (place, row) for place, row in enumerate(old, start=1)}
    after = {row["id"]: (place, row) for place, row in enumerate(new, start=1)}
    for row_id in dict.fromkeys([*after, *before]):
        _, own = before.get(row_id, (0, None))
        place, other = after.get(row_id, (before.get(row_id, (0, None))[0], None))
        if own != other:
            yield ChangedField(field, row_id, place, _compared(text_of(own), text_of(other)))


def _compared(before: str, after: str) -> list[LineChange | None]:
    return only_changes(compare_texts(before, after))


def _is_list_of_rows(value: Any) -> bool:
    return value is None or (
        isinstance(value, list) and all(isinstance(row, dict) and "id" in row for row in value)
    )
