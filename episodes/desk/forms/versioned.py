"""A form whose content has versions: it carries the number of the one that it was made from."""

from typing import ClassVar

from wtforms import Field, HiddenField

from episodes.desk.forms.merging import EditConflictError, MergingForm
from episodes.versions.models import VersionKind


class VersionedForm(MergingForm):
    """version: the number of the version that the form was made from, 0 where there was none.
    began: the same before a conflict; what was shown of a conflict is worked out from it."""

    kind: ClassVar[VersionKind]
    version = HiddenField()
    began = HiddenField()

    @property
    def carried(self) -> tuple[Field, ...]:
        return (self.version, self.began)

    @property
    def made_from(self) -> int:
        return _number(self.version.data)

    @property
    def began_with(self) -> int:
        return _number(self.began.data) or self.made_from

    def begin_again(self, error: EditConflictError) -> None:
        self.began.data = self.began.data or self.version.data
        self.version.data = str(error.number)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
