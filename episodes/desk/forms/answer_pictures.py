"""Sending a picture for the written answer, with the words that stand in its place."""

from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, StringField
from wtforms.validators import ValidationError

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.desk.forms.base import AtMost, DeskForm, stripped
from episodes.media.answer_pictures import SentPicture, add_picture, sent_picture
from episodes.media.models import AnswerPicture
from episodes.messages import Message

_NOT_IN_WORDS = str.maketrans({"[": "(", "]": ")", "\n": " "})


class AnswerPictureForm(DeskForm):
    picture = FileField(Message("Picture"), [FileRequired(Message("Choose a file."))])
    alt = StringField(Message("Describe the picture"), [AtMost(500)], filters=[stripped])
    is_plain = BooleanField(Message("It is an ornament: there is nothing in it to describe"))

    def validate_alt(self, field: Any) -> None:
        if not field.data and not self.is_plain.data:
            raise ValidationError(
                Message(
                    "Say what it shows, for people who can’t see it, or tick that it is an"
                    " ornament."
                )
            )

    def receive(self) -> SentPicture:
        """Takes a second, so nothing else waits for the database meanwhile. Raises MediaError."""
        return sent_picture(self.picture.data.stream)

    def save(self, episode: Episode, sent: SentPicture, actor: User) -> AnswerPicture:
        """Raises MediaError."""
        words = "" if self.is_plain.data else self.alt.data.translate(_NOT_IN_WORDS)
        name = self.picture.data.filename or ""
        picture = add_picture(episode, sent, alt=words, file_name=name)
        record(actor, AuditAction.ANSWER_ADD_PICTURE, "episode", episode.slug, name=picture.name)
        return picture


def mark_of(picture: AnswerPicture) -> str:
    """What puts it into the text."""
    plain = "" if picture.alt else ' "decorative"'
    return f"![{picture.alt}](picture:{picture.name}{plain})"
