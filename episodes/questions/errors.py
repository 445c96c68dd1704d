"""Why a question cannot be kept, said to the person who wrote it down."""


class QuestionError(Exception):
    """field: the form's or archive's field ("text", "annotations[1].end", counted from 0)."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
