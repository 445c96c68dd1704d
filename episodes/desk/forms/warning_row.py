"""One content note of an episode, as its form has it."""

from typing import Any

from flask_babel import gettext
from wtforms import SelectField, StringField
from wtforms.validators import ValidationError

from episodes.desk.forms.base import AtMost, Row, stripped
from episodes.desk.forms.times import time_ms
from episodes.desk.forms.warning_choices import (
    CATEGORY_CHOICES,
    SCOPES,
    SEVERITIES,
    TREATMENTS,
)
from episodes.messages import Message
from episodes.warnings.actions import WarningDraft
from episodes.warnings.models import Scope, Treatment


class WarningRow(Row):
    """Fields named as WarningDraft names them, so that its errors find them."""

    typed = ("category", "start_ms", "end_ms", "skip_to_ms", "note")
    category = SelectField(Message("Topic"), choices=CATEGORY_CHOICES)
    scope = SelectField(Message("Applies to"), choices=SCOPES)
    treatment = SelectField(Message("How it appears"), choices=TREATMENTS)
    severity = SelectField(Message("Intensity"), choices=SEVERITIES, coerce=int, default=0)
    start_ms = StringField(Message("From"), [AtMost(20)], filters=[stripped])
    end_ms = StringField(Message("Until"), [AtMost(20)], filters=[stripped])
    skip_to_ms = StringField(Message("Skip to"), [AtMost(20)], filters=[stripped])
    part_anchor = SelectField(Message("Which part"), validate_choice=False)
    resource_slug = SelectField(Message("Which resource"), validate_choice=False)
    note = StringField(Message("Note"), [AtMost(300)], filters=[stripped])

    def validate_category(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(Message("Choose a topic, or remove the row."))

    def validate_scope(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(gettext("Choose what it applies to."))

    def validate_treatment(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(gettext("Choose how it appears."))

    def validate_severity(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(gettext("Choose an intensity."))

    def validate_start_ms(self, field: Any) -> None:
        if field.data:
            time_ms(field.data)

    validate_end_ms = validate_skip_to_ms = validate_start_ms

    def draft(self) -> WarningDraft:
        times = {
            name: time_ms(self[name].data) if self[name].data else None
            for name in ("start_ms", "end_ms", "skip_to_ms")
        }
        return WarningDraft(
            scope=Scope(self.scope.data),
            category=self.category.data,
            treatment=Treatment(self.treatment.data),
            severity=self.severity.data,
            note=self.note.data,
            part_anchor=self.part_anchor.data or "",
            resource_slug=self.resource_slug.data or "",
            **times,
        )
