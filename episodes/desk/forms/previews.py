"""A link that shows an episode to somebody without an account."""

from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice

from episodes.desk.forms.base import AtMost, DeskForm, stripped
from episodes.messages import Message, Plural
from episodes.versions.previews import MOST_DAYS

DAYS = (1, 3, 7, MOST_DAYS)


class PreviewForm(DeskForm):
    note = StringField(Message("Whom is it for?"), [AtMost(200)], filters=[stripped])
    days = SelectField(
        Message("It works for"),
        choices=[SelectChoice(str(n), Plural("%(num)s day", "%(num)s days", n)) for n in DAYS],
        default="7",
    )
