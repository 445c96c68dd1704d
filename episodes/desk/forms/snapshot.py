"""A form of something that has no versions: a person, a topic, the show. It carries what stood
there when it was opened, so that nobody writes over a change that they did not see."""

import json
from typing import Any, Self

from wtforms import Field, HiddenField

from episodes.desk.forms.merging import EditConflictError, MergingForm
from episodes.versions.merging import Content, keep_row_ids, merge


class SnapshotForm(MergingForm):
    """opened: the content that the form was made from, as JSON, and empty for something new.
    began: the same before a conflict."""

    opened = HiddenField()
    began = HiddenField()

    @property
    def carried(self) -> tuple[Field, ...]:
        return (self.opened, self.began)

    @classmethod
    def filled(cls, data: Content, *, is_new: bool = False, **options: Any) -> Self:
        """data: what is stored, as WTForms takes it. options: `formdata=None` leaves out what was
        sent."""
        form = cls(data=data, **options)
        if not is_new and not form.has_unsaved_text:
            form.opened.data = _as_json(form.content())
        return form

    def put_together_with(self, stored: "SnapshotForm") -> None:
        """stored: the same form, filled from what is there now. Raises EditConflictError."""
        base = _content_of(self.opened.data)
        now = keep_row_ids(base, stored.content())
        if now == base:
            return
        merged = merge(base, self.content(), now)
        if merged.conflicts:
            raise EditConflictError(merged, now)
        self.refill(merged.content)

    def take_if_asked(self, pressed: str) -> bool:
        """A button of a conflict was pressed: the other's text, or both, goes into the field."""
        if "|" not in pressed:
            return False
        self.take(pressed, _content_of(self.began.data), _content_of(self.opened.data))
        return True

    def begin_again(self, error: EditConflictError) -> None:
        self.began.data = self.began.data or self.opened.data
        self.opened.data = _as_json(error.newest)


def _as_json(content: Content) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _content_of(text: str | None) -> Content:
    """Only what a form's content can be: anybody may send anything."""
    try:
        content: Any = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    fields = content.items() if isinstance(content, dict) else ()
    return {name: value for name, value in fields if _can_be_content(value)}


def _can_be_content(value: Any) -> bool:
    if not isinstance(value, list):
        return not isinstance(value, dict)
    if any(isinstance(item, dict) for item in value):
        return all(isinstance(item, dict) and isinstance(item.get("id"), str) for item in value)
    return not any(isinstance(item, list) for item in value)
