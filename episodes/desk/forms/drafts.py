"""Unsaved text and forms: what a browser sends to be kept, and what a page offers of it again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms import FormField
from wtforms.fields import FieldList

from episodes.drafts.actions import TypedDraft
from episodes.drafts.models import KeptDraft
from episodes.versions.comparing import LineChange, compare_texts, only_changes

_KEY = re.compile(r"[0-9a-f]{16,32}")
LARGEST_NUMBER = 2**31 - 1
_NOT_TYPED = ("CSRFTokenField", "HiddenField", "PasswordField", "FileField", "SubmitField")


@dataclass(frozen=True, slots=True)
class ThingDrafts:
    """What the person at the page has left unsaved of the thing that the page is about."""

    thing: str
    person_id: int
    drafts: Sequence[KeptDraft] = ()
    taken: KeptDraft | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    lines: list[LineChange | None]


@dataclass(frozen=True, slots=True)
class DraftOffer:
    """made_from: the version that the text was made from; newest: the one that there is now, 0
    where the form has no versions."""

    key: str
    sequence: int
    kept_at: datetime
    made_from: int
    newest: int
    changes: list[FieldChange]

    @property
    def is_behind(self) -> bool:
        return self.newest != self.made_from


def remember_drafts(drafts: ThingDrafts) -> None:
    """For the forms of this request."""
    g.thing_drafts = drafts


def drafts_of_request() -> ThingDrafts | None:
    drafts: ThingDrafts | None = g.get("thing_drafts")
    return drafts


def typed_draft(sent: Any) -> TypedDraft | None:
    """sent: JSON, from anywhere. None where it is not what the site's own script sends."""
    try:
        fields = [[_clean(name), _clean(value)] for name, value in sent["fields"]]
        draft = TypedDraft(
            sent["key"],
            _clean(sent["form"])[:80],
            _clean(sent["thing"])[:160],
            int(sent["sequence"]),
            int(sent["made_from"]),
            fields,
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    numbers = (draft.sequence, draft.made_from)
    is_ours = draft_key(draft.key) and all(0 <= number <= LARGEST_NUMBER for number in numbers)
    return draft if is_ours else None


def draft_key(text: Any) -> str:
    """Of `key` or `key:sequence`; empty where it is none of ours."""
    key = str(text or "").partition(":")[0]
    return key if _KEY.fullmatch(key) else ""


def fields_of_taken(form_name: str) -> MultiDict[str, str] | None:
    """What the person asked to have in the form again."""
    drafts = drafts_of_request()
    if drafts is None or drafts.taken is None or drafts.taken.form != form_name:
        return None
    return MultiDict([(name, value) for name, value in drafts.taken.fields])


def offers_for(form: Any) -> list[DraftOffer]:
    drafts = drafts_of_request()
    if drafts is None or drafts.taken is not None:
        return []
    newest = int(getattr(getattr(form, "version", None), "data", "") or 0)
    own = [draft for draft in drafts.drafts if draft.form == form.draft_form]
    return [
        DraftOffer(
            draft.key,
            draft.sequence,
            draft.kept_at,
            draft.made_from,
            newest,
            _changes(form, draft),
        )
        for draft in own
    ]


def _changes(form: Any, draft: KeptDraft) -> list[FieldChange]:
    present = {name: (label, value) for name, label, value in typed_values(form)}
    unsaved: dict[str, str] = {}
    for name, value in draft.fields:
        unsaved[name] = f"{unsaved[name]}\n{value}" if name in unsaved else value
    changes = []
    for name in [*present, *(name for name in unsaved if name not in present)]:
        label, before = present.get(name, (_label_of_row(form, name), ""))
        after = unsaved.get(name, "").replace("\r\n", "\n")
        if label and before != after:
            changes.append(FieldChange(label, only_changes(compare_texts(before, after))))
    return changes


def typed_values(form: Any, prefix: str = "") -> Iterator[tuple[str, str, str]]:
    """Name, label and text of each field that a person fills in, as it is sent."""
    for field in form:
        if isinstance(field, FieldList):
            for number, entry in enumerate(field.entries, start=1):
                if isinstance(entry, FormField):
                    yield from typed_values(entry.form, f"{field.label.text} {number}, ")
        elif field.type not in _NOT_TYPED:
            yield field.name, f"{prefix}{field.label.text}", _text_of(field)


def _text_of(field: Any) -> str:
    if hasattr(field, "_value") and field.type != "BooleanField":
        return str(field._value()).replace("\r\n", "\n")
    data = field.data
    if isinstance(data, list):
        return "\n".join(map(str, data))
    if isinstance(data, bool):
        return "y" if data else ""
    return "" if data is None else str(data)


def _label_of_row(form: Any, name: str) -> str:
    """Of a row that was added; empty for what nobody typed (tokens, ids, versions)."""
    listed, _, rest = name.partition("-")
    number, _, cell = rest.partition("-")
    field = form._fields.get(listed)
    if not isinstance(field, FieldList) or not number.isdigit() or cell == "id":
        return ""
    words = gettext("%(list)s, row %(number)s", list=field.label.text, number=int(number) + 1)
    return str(words)


def _clean(text: str) -> str:
    """Without what a database refuses."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
