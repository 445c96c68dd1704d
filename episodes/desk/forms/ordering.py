"""The order of a list, by buttons that move a line up or down, or by dragging."""

from typing import Any

from flask import request
from wtforms import HiddenField, SelectMultipleField

from episodes.desk.forms.base import DeskForm
from episodes.desk.forms.moving import moved_places
from episodes.messages import Message


class OrderForm(DeskForm):
    """order: the slugs as they stand on the page. opened: as they stood when it was opened."""

    order = SelectMultipleField(Message("Order"), validate_choice=False)
    opened = HiddenField()

    @property
    def began_with(self) -> list[str]:
        return (self.opened.data or "").split()

    def moves_a_line(self) -> bool:
        """A button was pressed: the line changes places with its neighbour, nothing is saved."""
        places = moved_places(request.form.get("move", ""), "order", len(self.order.data or []))
        if places is None:
            return False
        lines: list[Any] = self.order.data
        first, second = places
        lines[first], lines[second] = lines[second], lines[first]
        return True
