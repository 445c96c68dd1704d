"""What is wrong in the text of a written answer."""

from episodes.messages import Message
from episodes.refusals import RefusalError


class MarkdownError(RefusalError):
    """line: 1-based place in the Markdown, where there is one."""

    def __init__(self, message: Message, *, line: int | None = None) -> None:
        super().__init__(message, "markdown")
        self.line = line

    def __str__(self) -> str:
        if self.line is None:
            return super().__str__()
        return str(Message("Line %(line)s: %(problem)s", line=self.line, problem=self.message))
