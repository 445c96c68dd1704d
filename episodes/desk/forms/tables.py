"""A table of episodes, as a file or pasted."""

from flask_wtf.file import FileField
from wtforms import TextAreaField

from episodes.answers.importing.decoding import decoded
from episodes.desk.forms.base import DeskForm
from episodes.messages import Message
from episodes.refusals import RefusalError


class TableForm(DeskForm):
    """text: what the page has read, to be saved after somebody looked at it."""

    file = FileField(Message("A table (CSV)"))
    text = TextAreaField(Message("Or paste it"))
    sent_field = "file"

    def table(self) -> str:
        """Raises RefusalError."""
        if self.file.data:
            return decoded(self.file.data.read())
        if not (self.text.data or "").strip():
            raise RefusalError(Message("Choose a file, or paste a table."), "file")
        return str(self.text.data)
