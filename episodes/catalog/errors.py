"""Why an episode cannot be published."""

from dataclasses import dataclass

from episodes.messages import Message
from episodes.refusals import RefusalError


@dataclass(frozen=True, slots=True)
class Blocker:
    """What keeps an episode from being published. where: the desk's page that mends it ("edit",
    "question", "warnings")."""

    code: str
    message: Message
    where: str


class NotPublishableError(RefusalError):
    def __init__(self, blockers: list[Blocker]) -> None:
        super().__init__(" ".join(str(blocker.message) for blocker in blockers))
        self.blockers = blockers
