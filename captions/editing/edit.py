"""What one act of editing changes, how it is taken back, and a session of both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from captions.editing.sheet import (
    NewCaption,
    Row,
    Sheet,
    new_row,
    retimed_row,
    reworded_row,
)
from captions.errors import CaptionError
from captions.messages import sentence
from captions.timecode import MAX_MS

_MOST_ROWS = 100_000
_ID_CHARS = 40


class EditError(CaptionError):
    """What was sent as an edit is none."""

    def __init__(self) -> None:
        super().__init__(
            sentence("This change cannot be understood."), hint=sentence("Load the page again.")
        )


@dataclass(frozen=True, slots=True)
class Edit:
    """`kind` says what was done, for people. Deleted rows go first, then new ones come, then times
    and texts change. What speaks of a row that is not there does nothing, so that an edit can be
    applied to a sheet that somebody else has changed."""

    kind: str
    times: tuple[tuple[str, int, int], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    inserts: tuple[NewCaption, ...] = ()
    deletes: tuple[str, ...] = ()

    def apply(self, sheet: Sheet) -> Sheet:
        sheet = _without_rows(sheet, set(self.deletes))
        for caption in self.inserts:
            sheet = _with_row(sheet, caption)
        return _with_values(sheet, {row: (a, b) for row, a, b in self.times}, dict(self.texts))

    def inverse(self, sheet: Sheet) -> "Restore":
        """What gives `sheet` back, byte for byte, after this edit of it."""
        return restoring(sheet, self.apply(sheet))

    @property
    def is_empty(self) -> bool:
        return not (self.times or self.texts or self.inserts or self.deletes)

    def as_json(self) -> dict[str, Any]:
        new = [[c.after, c.id, c.start_ms, c.end_ms, c.text, c.settings] for c in self.inserts]
        values = {
            "times": [list(row) for row in self.times],
            "texts": [list(row) for row in self.texts],
            "inserts": new,
            "deletes": list(self.deletes),
        }
        return {"kind": self.kind} | {name: rows for name, rows in values.items() if rows}


@dataclass(frozen=True, slots=True)
class Restore:
    """From place `at` on, `count` rows are exchanged for `rows`."""

    at: int
    count: int
    rows: tuple[Row, ...]
    tail: str

    def apply(self, sheet: Sheet) -> Sheet:
        rows = (*sheet.rows[: self.at], *self.rows, *sheet.rows[self.at + self.count :])
        return replace(sheet, rows=rows, tail=self.tail)

    def inverse(self, sheet: Sheet) -> "Restore":
        gone = sheet.rows[self.at : self.at + self.count]
        return Restore(self.at, len(self.rows), gone, sheet.tail)


def restoring(old: Sheet, new: Sheet) -> Restore:
    """What turns `new` back into `old`: only the rows between the first and the last change."""
    least = min(len(old.rows), len(new.rows))
    first = 0
    while first < least and old.rows[first] is new.rows[first]:
        first += 1
    last = 0
    while last < least - first and old.rows[-1 - last] is new.rows[-1 - last]:
        last += 1
    rows = old.rows[first : len(old.rows) - last]
    return Restore(first, len(new.rows) - last - first, rows, old.tail)


@dataclass
class Session:
    """Edits in order; undo takes the last one back, redo does it again until something else is
    done."""

    sheet: Sheet
    _undo: list[Restore] = field(default_factory=list)
    _redo: list[Restore] = field(default_factory=list)

    def do(self, edit: Edit) -> None:
        new = edit.apply(self.sheet)
        self._undo.append(restoring(self.sheet, new))
        self._redo.clear()
        self.sheet = new

    def undo(self) -> bool:
        return self._step(self._undo, self._redo)

    def redo(self) -> bool:
        return self._step(self._redo, self._undo)

    def _step(self, back: list[Restore], forth: list[Restore]) -> bool:
        if not back:
            return False
        step = back.pop()
        forth.append(step.inverse(self.sheet))
        self.sheet = step.apply(self.sheet)
        return True

    def replay(self, entries: Iterable[Mapping[str, Any]]) -> "Session":
        """Entries are edits as JSON, or {"kind": "undo"} and {"kind": "redo"}. Raises EditError."""
        for entry in entries:
            if entry.get("kind") == "undo":
                self.undo()
            elif entry.get("kind") == "redo":
                self.redo()
            else:
                self.do(edit_from_json(entry))
        return self


def edit_from_json(values: Mapping[str, Any]) -> Edit:
    """The sender is not trusted. Raises EditError."""
    try:
        edit = Edit(
            kind=_text(values["kind"], 40),
            times=tuple((_id(row), _ms(a), _ms(b)) for row, a, b in _rows(values, "times")),
            texts=tuple((_id(row), _text(text)) for row, text in _rows(values, "texts")),
            inserts=tuple(
                NewCaption(_id(after, ""), _id(row), _ms(a), _ms(b), _text(text), _text(settings))
                for after, row, a, b, text, settings in _rows(values, "inserts")
            ),
            deletes=tuple(_id(row) for row in _rows(values, "deletes")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise EditError from error
    return edit


def _rows(values: Mapping[str, Any], name: str) -> list[Any]:
    rows = values.get(name, [])
    if not isinstance(rows, list) or len(rows) > _MOST_ROWS:
        raise ValueError
    return rows


def _id(value: Any, *others: str) -> str:
    if not isinstance(value, str) or not (value in others or 1 <= len(value) <= _ID_CHARS):
        raise ValueError
    return value


def _ms(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= MAX_MS:
        raise ValueError
    return value


def _text(value: Any, most: int = 10_000) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise ValueError
    value.encode()  # half a character has no bytes: UnicodeEncodeError is a ValueError
    return value


def _without_rows(sheet: Sheet, ids: set[str]) -> Sheet:
    if not ids:
        return sheet
    rows: list[Row] = []
    orphan = ""
    for row in sheet.rows:
        if row.id in ids:
            orphan += row.lead if row.lead.strip() or not rows else ""
            continue
        if orphan:  # a note or the file's head stood before a cue that is gone: it stays
            lead = row.lead.lstrip("\r\n")
            row = replace(row, lead=orphan + lead if lead.strip() else orphan)  # noqa: PLW2901
            orphan = ""
        rows.append(row)
    return replace(sheet, rows=tuple(rows), tail=orphan + sheet.tail)


def _with_row(sheet: Sheet, caption: NewCaption) -> Sheet:
    if sheet.row(caption.id) is not None:
        return sheet
    at = _place_behind(sheet, caption)
    lead, rows, tail = _lead_at(sheet, at)
    return replace(sheet, rows=(*rows[:at], new_row(caption, lead), *rows[at:]), tail=tail)


def _place_behind(sheet: Sheet, caption: NewCaption) -> int:
    """Where the row that it should follow is gone: behind the last that begins no later."""
    if not caption.after:
        return 0
    place = sheet.place(caption.after)
    if place is None:
        earlier = (at for at, row in enumerate(sheet.rows) if row.start_ms <= caption.start_ms)
        place = max(earlier, default=-1)
    return place + 1


def _lead_at(sheet: Sheet, at: int) -> tuple[str, tuple[Row, ...], str]:
    """What a new row at that place has before it, and the rows and the tail that are left."""
    newline = sheet.newline
    if at == 0 and sheet.rows:
        first = sheet.rows[0]
        return first.lead, (replace(first, lead=newline), *sheet.rows[1:]), sheet.tail
    if at == 0:
        return _closed(sheet.tail or "WEBVTT", newline) + newline, (), ""
    before = sheet.rows[at - 1].written
    return _closed(before, newline)[len(before) :] + newline, sheet.rows, sheet.tail


def _closed(text: str, newline: str) -> str:
    return text if text.endswith(("\r", "\n")) else text + newline


def _with_values(
    sheet: Sheet, times: Mapping[str, tuple[int, int]], texts: Mapping[str, str]
) -> Sheet:
    if not times and not texts:
        return sheet
    rows = []
    for row in sheet.rows:
        if row.id in times and times[row.id] != (row.start_ms, row.end_ms):
            row = retimed_row(row, *times[row.id])  # noqa: PLW2901
        if row.id in texts and texts[row.id] != row.text:
            row = reworded_row(row, texts[row.id], sheet.newline)  # noqa: PLW2901
        rows.append(row)
    return replace(sheet, rows=tuple(rows))
