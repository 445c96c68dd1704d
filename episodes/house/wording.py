"""What each role is called, and what it may do in a sentence."""

from episodes.accounts.models import RoleName
from episodes.messages import Message

ROLES: dict[RoleName, tuple[Message, Message]] = {
    RoleName.ADMIN: (
        Message("Admin"),
        Message("Everything, and who works here and how the show is set up."),
    ),
    RoleName.PRODUCER: (
        Message("Producer"),
        Message("Everything of every episode, and publishing it."),
    ),
    RoleName.EDITOR: (
        Message("Editor"),
        Message("Edits every episode and reads what people ask. Somebody else publishes."),
    ),
    RoleName.REVIEWER: (
        Message("Reviewer"),
        Message("Reads every episode and approves captions and content notes. Changes nothing."),
    ),
    RoleName.CAPTIONER: (
        Message("Captioner"),
        Message("Makes captions for the episodes that they’re given."),
    ),
    RoleName.GUEST_AUTHOR: (
        Message("Guest author"),
        Message("Writes the answer of the episodes that they’re given."),
    ),
    RoleName.VIEWER: (Message("Viewer"), Message("Has an account, and nothing to do here.")),
}
GIVEN_SINGLY = (RoleName.CAPTIONER, RoleName.GUEST_AUTHOR)


def role_label(role: RoleName | str) -> Message:
    return ROLES[RoleName(role)][0]
