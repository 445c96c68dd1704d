"""Saying that one means it."""

from wtforms import StringField

from episodes.desk.forms.base import DeskForm, stripped
from episodes.messages import Message


class DeleteForm(DeskForm):
    title = StringField(Message("Type its title to delete it"), filters=[stripped])
