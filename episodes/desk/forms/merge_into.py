"""Which topic or person another one goes into."""

from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired

from episodes.desk.forms.base import DeskForm
from episodes.messages import Message


class MergeForm(DeskForm):
    into = SelectField(Message("Merge into"), coerce=int, choices=[])
    is_sure = BooleanField(
        Message("Yes, merge them. This can’t be undone."),
        [InputRequired(Message("Tick this to go on."))],
    )
