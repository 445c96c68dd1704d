"""Why a written answer or its resources cannot be kept, said to the person who wrote them."""


class AnswerError(Exception):
    """field: the form's or archive's field ("markdown", "resources[2].slug").
    line: 1-based place in the Markdown, where there is one."""

    def __init__(self, field: str, message: str, *, line: int | None = None) -> None:
        super().__init__(f"line {line}: {message}" if line else message)
        self.field = field
        self.message = message
        self.line = line
