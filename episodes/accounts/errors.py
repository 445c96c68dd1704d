"""What can be wrong with an account, said to the person who asked for it."""


class AccountError(ValueError):
    """field: the name of what was given ("email", "password", "role")."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
