"""Why something of the catalog cannot be kept, said to the person at the form."""

from dataclasses import dataclass


class CatalogError(Exception):
    """field: the name of the field, as the model has it; message: one sentence."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


class TakenError(CatalogError):
    """Another row has the value already, and there can be only one."""


@dataclass(frozen=True, slots=True)
class Blocker:
    """What keeps an episode from being published. where: the desk's page that mends it ("edit",
    "question", "warnings")."""

    code: str
    message: str
    where: str


class NotPublishable(Exception):  # reads as what it says of the episode
    def __init__(self, blockers: list[Blocker]) -> None:
        super().__init__(" ".join(blocker.message for blocker in blockers))
        self.blockers = blockers
