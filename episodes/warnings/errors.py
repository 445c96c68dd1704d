"""What can be wrong with a warning, said so that a form can point at the field."""


class WarningError(ValueError):
    """index: which of the given warnings, from 0; field: a field of WarningDraft."""

    def __init__(self, index: int, field: str, message: str) -> None:
        super().__init__(f"warning {index + 1}, {field}: {message}")
        self.index = index
        self.field = field
        self.message = message
