"""The show's logo, and what stands in it."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import StringField

from episodes.accounts.models import User
from episodes.catalog.models import Show
from episodes.desk.forms.base import AtMost, DeskForm, stripped
from episodes.media.logos import Logo, describe_logo, read_logo, set_logo
from episodes.messages import Message


class LogoForm(DeskForm):
    """Sent without a picture, it keeps the one that is there."""

    sent_field = "logo"
    logo = FileField(Message("Picture file"))
    alt = StringField(Message("What stands in it"), [AtMost(200)], filters=[stripped])

    def read(self) -> Logo | None:
        """Raises MediaError."""
        stream: Any = self.logo.data
        return read_logo(stream.stream) if stream else None

    def save(self, show: Show, logo: Logo | None, actor: User) -> None:
        """Raises MediaError."""
        if logo is None:
            describe_logo(show, self.alt.data, actor=actor)
        else:
            set_logo(show, logo, self.alt.data, actor=actor)
