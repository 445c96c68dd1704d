"""What every form of the desk does: tidy text, add rows without script, and name each problem."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, FieldList, Form, FormField, HiddenField, StringField
from wtforms.validators import Length, ValidationError

from captions import CaptionError, LimitError
from episodes.desk.forms.drafts import (
    DraftOffer,
    ThingDrafts,
    drafts_of_request,
    fields_of_taken,
    offers_for,
)
from episodes.desk.forms.moving import moved_places, swap_rows
from episodes.media.errors import FileTooLargeError
from episodes.messages import LibraryError, Message, Plural
from episodes.refusals import RefusalError, TakenError

MOST_ROWS = 200

# No text here means them, and PostgreSQL refuses the first of them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PLACE = re.compile(r"(\w+)\[([0-9]+)\](?:\.(\w+))?")


def tidy(text: str | None) -> str:
    """Browsers send CR LF; the site keeps LF."""
    return _CONTROL.sub("", (text or "").replace("\r\n", "\n").replace("\r", "\n"))


def stripped(text: str | None) -> str:
    return (text or "").strip()


class TidyMeta:
    """Mixed into a form's Meta: every text field is tidied before its own filters."""

    def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
        if issubclass(unbound_field.field_class, StringField):
            options = options | {"filters": [tidy, *unbound_field.kwargs.get("filters", ())]}
        return unbound_field.bind(form=form, **options)


class AtMost(Length):  # type: ignore[misc]  # WTForms ships no types
    """So many characters; says how many there are too many."""

    def __init__(self, most: int) -> None:
        super().__init__(max=most)

    def __call__(self, _form: Any, field: Any) -> None:
        over = len(field.data or "") - self.max
        if over > 0:
            raise ValidationError(
                Plural(
                    "This is %(num)s character too long (at most %(most)s).",
                    "This is %(num)s characters too long (at most %(most)s).",
                    over,
                    most=self.max,
                )
            )


class Row(Form):  # type: ignore[misc]  # WTForms ships no types
    """One line of a list. A line with nothing typed into it is not a line."""

    class Meta(TidyMeta, Form.Meta):  # type: ignore[misc]
        pass

    typed: tuple[str, ...] = ()
    id = HiddenField()  # by it a row is known from version to version

    @property
    def is_empty(self) -> bool:
        return not any(str(self[name].data or "").strip() for name in self.typed)

    def validate(self, extra_validators: Any = None) -> bool:
        return self.is_empty or bool(super().validate(extra_validators))


class Rows(FieldList):  # type: ignore[misc]  # WTForms ships no types
    errors: list[Any]

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        """Only numbers that this site's forms write: others, such as ², stop WTForms' own."""
        form = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,4}})-")
        return (int(match[1]) for key in formdata if (match := form.match(key)))

    def _run_validation_chain(self, form: Any, validators: Any) -> bool:
        if len(self.entries) > MOST_ROWS:
            self.errors = [
                *self.errors,
                str(Message("There can be at most %(most)s rows.", most=MOST_ROWS)),
            ]
        return bool(super()._run_validation_chain(form, validators))

    @property
    def filled_rows(self) -> list[tuple[int, Row]]:
        """Each row that says something, with its place on the page."""
        pairs = enumerate(entry.form for entry in self.entries)
        return [(place, row) for place, row in pairs if not row.is_empty]


def rows(kind: type[Row], label: Message) -> Any:
    return Rows(FormField(kind), label)


@dataclass(frozen=True, slots=True)
class Problem:
    """field_id: where the summary's link leads; empty: the form as a whole."""

    field_id: str
    label: str
    message: str


class DeskMeta(TidyMeta, FlaskForm.Meta):  # type: ignore[misc]
    def wrap_formdata(self, form: Any, formdata: Any) -> Any:
        """A page that was asked for with unsaved text has it in its form, as if just typed."""
        is_given = formdata is None or isinstance(formdata, MultiDict)
        taken = None if is_given or form.is_submitted() else fields_of_taken(form.draft_form)
        fields = taken if taken is not None else super().wrap_formdata(form, formdata)
        form.has_unsaved_text = fields is not None
        return fields


class DeskForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    class Meta(DeskMeta):
        pass

    form_errors: list[str]
    is_conflict = is_too_large = False
    sent_field = "file"  # what an error of the file itself is said at
    has_unsaved_text = False
    added = ""  # the list that got a row by this request

    @property
    def status(self) -> int:
        """What the page answers with: fine, in conflict with what is there, or not understood."""
        if not self.problems():
            return 200
        if self.is_too_large:
            return 413
        return 409 if self.is_conflict else 422

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Not where the browser only gives back what it kept: that is looked at first."""
        is_given_back = "restore" in request.form
        return not is_given_back and bool(super().validate_on_submit(extra_validators))

    @property
    def carried(self) -> tuple[Field, ...]:
        """The hidden fields that tell what the form was made from."""
        return ()

    @property
    def draft_form(self) -> str:
        """Several of one kind on a page are told apart by their prefix."""
        return f"{type(self).__name__}{self._prefix}"

    @property
    def thing_drafts(self) -> ThingDrafts | None:
        return drafts_of_request()

    @property
    def draft_and_sequence(self) -> str:
        """Which kept text this form goes on with."""
        drafts = drafts_of_request()
        if drafts and drafts.taken and drafts.taken.form == self.draft_form:
            return f"{drafts.taken.key}:{drafts.taken.sequence}"
        return str(request.form.get("draft", "")) if self.has_unsaved_text else ""

    def draft_offers(self) -> list[DraftOffer]:
        return [] if self.is_submitted() else offers_for(self)

    @property
    def pressed(self) -> frozenset[str]:
        """The names of what was sent, the pressed button's among them."""
        return frozenset(request.form)

    def changes_rows(self) -> bool:
        """The person pressed a button named `add`, `move` or `remove`: a line more or less, or two
        lines in the other order; what was typed stays, nothing is checked or kept."""
        return self._adds_a_row() or self._moves_a_row() or self._removes_a_row()

    def _adds_a_row(self) -> bool:
        """The button's value: which list."""
        wanted = self._fields.get(request.form.get("add", ""))
        if not self.is_submitted() or not isinstance(wanted, Rows):
            return False
        wanted.append_entry()
        self.added = wanted.name
        return True

    def _removes_a_row(self) -> bool:
        """The button's value: which row, as `credits-2`."""
        row = request.form.get("remove", "")
        listed = self._fields.get(row.rpartition("-")[0]) if self.is_submitted() else None
        if not isinstance(listed, Rows):
            return False
        listed.entries = [entry for entry in listed.entries if entry.name != row]
        self.added = listed.name
        return True

    def _moves_a_row(self) -> bool:
        """The button's value: `credits|2|up`, places from 0."""
        pressed = request.form.get("move", "")
        wanted = self._fields.get(pressed.partition("|")[0])
        if not self.is_submitted() or not isinstance(wanted, Rows):
            return False
        places = moved_places(pressed, wanted.name, len(wanted.entries))
        if places is not None:
            swap_rows(*(wanted.entries[place].form for place in places))
        return True

    def refuse(self, error: RefusalError | CaptionError) -> None:
        """Puts an action's refusal at the field it speaks of; what names none is of the file."""
        self.is_conflict = isinstance(error, TakenError)
        bound = error.bound if isinstance(error, LimitError) else ""
        self.is_too_large = isinstance(error, FileTooLargeError) or bound == "file_bytes"
        place = error.place if isinstance(error, RefusalError) else ""
        self.blame(
            place or self.sent_field,
            str(LibraryError(error) if isinstance(error, CaptionError) else error),
        )

    def conflict(self) -> None:
        self.is_conflict = True
        self._whole(
            gettext("Somebody else saved something here at the same moment. Please save again.")
        )

    def blame(self, place: str, message: str) -> None:
        """place: `title`, or `credits[1].role` with rows counted from 0 as they were handed on."""
        match = _PLACE.fullmatch(place)
        field = self._row_field(match) if match else self._fields.get(place)
        if field is None or isinstance(field, FormField):
            self._whole(message)
        else:
            field.errors = [*field.errors, message]

    def _row_field(self, match: re.Match[str]) -> Any:
        listed = self._fields.get(match[1])
        if not isinstance(listed, Rows):
            return listed
        filled = listed.filled_rows
        if int(match[2]) >= len(filled):
            return listed
        row = filled[int(match[2])][1]
        return row._fields.get(match[3] or row.typed[0]) or row._fields[row.typed[0]]

    def _whole(self, message: str) -> None:
        self.form_errors = [*self.form_errors, message]

    def problems(self) -> list[Problem]:
        """Everything that is wrong, in the order of the page."""
        problems = [Problem("", "", str(message)) for message in self.form_errors]
        for field in self._fields.values():
            problems += _problems_of_rows(field) if isinstance(field, Rows) else _problems_of(field)
        return problems


class ConfirmForm(DeskForm):
    """Nothing to fill in but the token that the page carries."""


def _problems_of(field: Any, label: str = "") -> list[Problem]:
    label = label or str(field.label.text)
    return [Problem(field.id, label, str(message)) for message in field.errors]


def _problems_of_rows(listed: Rows) -> list[Problem]:
    own_messages = [message for message in listed.errors if isinstance(message, str)]
    problems = [Problem(listed.id, str(listed.label.text), message) for message in own_messages]
    for place, row in listed.filled_rows:
        for field in row:
            row_label = gettext(
                "%(list)s, row %(number)s, %(field)s",
                list=listed.label.text,
                number=place + 1,
                field=field.label.text,
            )
            problems += _problems_of(field, row_label)
    return problems


def lines(text: str | None) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in (text or "").split("\n") if line.strip()]
