"""A form that loses nothing where somebody else saved meanwhile: both texts are put together by
field and by row, and where both changed the same thing it shows what they wrote beside it."""

from dataclasses import dataclass
from datetime import date
from secrets import token_hex
from typing import Any

from wtforms import SelectFieldBase, TextAreaField

from captions import CaptionError
from episodes.desk.forms.base import DeskForm, Row, Rows
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.versions.merging import Conflict, Content, Merged, merge

BESIDES_CONTENT = frozenset(
    (
        *("csrf_token", "version", "began", "opened", "draft"),
        *("answer_seen", "video_seen", "answer_is_seen", "video_is_seen"),
        *("watched", "watched_reason"),
        *("file", "seen"),
    )
)


class EditConflictError(RefusalError):
    """Somebody else changed the same thing since the form was opened. newest: what stands now."""

    def __init__(self, merged: Merged, newest: Content, number: int = 0) -> None:
        super().__init__(
            Message(
                "Somebody else changed the same thing while you were writing. Both texts are below:"
                " nothing is lost."
            )
        )
        self.merged = merged
        self.newest = newest
        self.number = number


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """take: what a button sends, after `theirs|` or `both|`."""

    label: str
    mine: str
    theirs: str
    take: str


class MergingForm(DeskForm):
    conflicts: tuple[ShownConflict, ...] = ()

    def begin_again(self, error: EditConflictError) -> None:
        """What was typed is from now on a change of what the other person saved."""
        raise NotImplementedError

    def content(self) -> Content:
        """What was typed, as a version keeps it. Rows without an id get one."""
        fields = {n: f for n, f in self._fields.items() if n not in BESIDES_CONTENT}
        return {name: _plain(field) for name, field in fields.items()}

    def refill(self, content: Content) -> None:
        """Puts the content into the fields, as if it had been typed."""
        besides = {n: f.data for n, f in self._fields.items() if n in BESIDES_CONTENT}
        self.process(formdata=None, data=besides | self.data_from(content))
        self.offer_again()

    @classmethod
    def data_from(cls, content: Content) -> Content:
        """The content as WTForms takes it: days as days."""
        return {name: _typed(value) for name, value in content.items()}

    def offer_again(self) -> None:
        """Choices of rows, which are made again with the rows."""

    def refuse(self, error: RefusalError | CaptionError) -> None:
        super().refuse(error)
        if isinstance(error, EditConflictError):
            self.is_conflict = True
            self.begin_again(error)
            self.refill(error.merged.content)
            self.show_conflicts(error.merged.conflicts)

    def show_conflicts(self, conflicts: tuple[Conflict, ...]) -> None:
        self.conflicts = tuple(
            ShownConflict(
                self._label(conflict),
                _words_for(self._field(conflict), conflict.mine),
                _words_for(self._field(conflict), conflict.theirs),
                f"{conflict.field}|{conflict.row}",
            )
            for conflict in conflicts
        )

    def take(self, wanted: str, base: Content, theirs: Content) -> None:
        """wanted: of the button that was pressed (`theirs|title|`, `both|credits.role|4f2a`)."""
        which, _, place = wanted.partition("|")
        content = self.content()
        merged = merge(base, content, theirs)
        for conflict in merged.conflicts:
            if f"{conflict.field}|{conflict.row}" == place:
                _set_value(
                    content, conflict, self._both(conflict) if which == "both" else conflict.theirs
                )
        self.refill(content)
        self.show_conflicts(merge(base, content, theirs).conflicts)

    def _both(self, conflict: Conflict) -> Any:
        if not isinstance(conflict.mine, str) or not isinstance(conflict.theirs, str):
            return conflict.theirs
        field = self._field(conflict)
        between = "\n" if isinstance(field, TextAreaField) else " / "
        return f"{conflict.mine}{between}{conflict.theirs}"

    def _label(self, conflict: Conflict) -> str:
        field = self._field(conflict)
        return str(field.label.text) if field is not None else conflict.field

    def _field(self, conflict: Conflict) -> Any:
        name, _, cell = conflict.field.partition(".")
        field = self._fields.get(name)
        if isinstance(field, Rows) and cell:
            rows = [entry.form for entry in field.entries]
            return next((row[cell] for row in rows if row["id"].data == conflict.row), field)
        return field


def _set_value(content: Content, conflict: Conflict, value: Any) -> None:
    name, _, cell = conflict.field.partition(".")
    if not conflict.row:
        content[name] = value
        return
    rows = [row for row in content[name] if row["id"] != conflict.row or cell]
    if cell:
        rows = [row | {cell: value} if row["id"] == conflict.row else row for row in rows]
    elif value is not None:
        rows.append(value)
    content[name] = rows


def _plain(field: Any) -> Any:
    if isinstance(field, Rows):
        return [_row_content(row) for _, row in field.filled_rows]
    return _jsonable(field.data)


def _row_content(row: Row) -> Content:
    row["id"].data = row["id"].data or token_hex(4)
    return {name: _jsonable(row[name].data) for name in row._fields}


def _jsonable(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def _typed(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(row, dict) for row in value):
        return [{name: _day_or_same(name, cell) for name, cell in row.items()} for row in value]
    return value


def _day_or_same(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name.endswith("_on") and value else value


def _words_for(field: Any, value: Any) -> str:
    """What is chosen from a list goes by the words that the page has for it."""
    words = {}
    if isinstance(field, SelectFieldBase) and not isinstance(value, dict):
        words = {str(choice[0]): str(choice[1]) for choice in field.iter_choices()}
    if isinstance(value, list):
        return ", ".join(words.get(str(item), str(item)) for item in value)
    return words.get(str(value)) or _text(value)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(str(cell) for name, cell in value.items() if cell and name != "id")
    return "" if value is None else str(value)
