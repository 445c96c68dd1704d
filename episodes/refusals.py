"""The one way in which the site says no: a sentence for the person, and the field it is about."""

from episodes.messages import Message


class RefusalError(Exception):
    """What was asked for cannot be done, and the person who asked can do something about it.

    message: one sentence, put into the reader's language when it is shown. field: as the form and
    the archive name it (`title`; `credits.role` in a list of rows; empty: no single field). index:
    which row of that list, from 0."""

    def __init__(self, message: Message | str, field: str = "", index: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.index = index

    @property
    def place(self) -> str:
        """`title`, `credits[2].role`, or empty."""
        if self.index is None:
            return self.field
        rows, dot, name = self.field.partition(".")
        return f"{rows}[{self.index}]{dot}{name}"

    def __str__(self) -> str:
        return str(self.message)


class TakenError(RefusalError):
    """Another row has the value already, and there can be only one."""
