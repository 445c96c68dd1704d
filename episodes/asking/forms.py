"""What the ask page sends. The token of the request is checked before any form is read, so that a
page that says what is wrong can keep what was typed."""

import re
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError

from episodes.messages import Message, Plural
from episodes.questions.asked.receipts import is_token, new_token
from episodes.questions.asked.receiving import LONGEST, LONGEST_ADDITION, SHORTEST, AskedDraft
from episodes.warnings.vocabulary import CATEGORIES

# No text means them; PostgreSQL refuses the first.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
NOTES = [SelectChoice(category.id, category.label_message) for category in CATEGORIES.values()]


def tidy(text: str | None) -> str:
    """Browsers send CR LF; the site keeps LF."""
    return _CONTROL.sub("", (text or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


class CheckBoxes(SelectMultipleField):  # type: ignore[misc]  # WTForms ships no types
    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class UnguardedForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        csrf = False  # the site's guard checked it already


class AskForm(UnguardedForm):
    text = TextAreaField(Message("Your question"), filters=[tidy])
    display_name = StringField(
        Message("What should we call you?"),
        [Length(max=120, message=Message("This can have at most %(max)s characters."))],
        filters=[tidy],
    )
    may_publish = BooleanField(Message("You may read my words out and print them with the answer."))
    may_edit = BooleanField(Message("You may shorten or reword my question."))
    content_notes = CheckBoxes(Message("What your question contains"), choices=NOTES)
    website = StringField(Message("Leave this empty"), filters=[tidy])
    token = HiddenField()
    takes_back = HiddenField()  # not empty: what was sent by this form before is erased

    def validate_text(self, field: Any) -> None:
        length = len(field.data)
        if not length:
            raise ValidationError(Message("Write your question first."))
        if length < SHORTEST:
            raise ValidationError(
                Message("A few more words, please: at least %(least)s characters.", least=SHORTEST)
            )
        if length > LONGEST:
            raise ValidationError(
                Plural(
                    "This is %(num)s character too long (at most %(most)s). Nothing is lost: leave"
                    " out what matters least.",
                    "This is %(num)s characters too long (at most %(most)s). Nothing is lost: leave"
                    " out what matters least.",
                    length - LONGEST,
                    most=LONGEST,
                )
            )

    def validate_website(self, field: Any) -> None:
        if field.data:
            field.data = ""
            raise ValidationError(
                Message(
                    "Something in your browser filled in a field that isn’t meant for people. We"
                    " emptied it. Please try again."
                )
            )

    def draft(self) -> AskedDraft:
        return AskedDraft(
            text=self.text.data,
            display_name=self.display_name.data,
            may_edit=self.may_edit.data,
            may_publish=self.may_publish.data,
            content_notes=tuple(self.content_notes.data or ()),
        )

    def with_token(self) -> "AskForm":
        """One token a form, from the first page to the receipt."""
        if not is_token(self.token.data or ""):
            self.token.data = new_token()
        return self

    @property
    def note_labels(self) -> list[str]:
        return [CATEGORIES[each].label for each in self.content_notes.data or ()]


class ReceiptForm(UnguardedForm):
    code = StringField(Message("Your code"), [Length(max=200)], filters=[tidy])
    line = TextAreaField(
        Message("Add something"),
        [
            Length(
                max=LONGEST_ADDITION, message=Message("This can have at most %(max)s characters.")
            )
        ],
        filters=[tidy],
    )
    sure = BooleanField(Message("Yes, erase my question"))
