"""How the inbox stands, and what the show often writes to askers. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.db import db
from episodes.messages import Message
from episodes.questions.asked.models import InboxSettings, Opening


@dataclass(frozen=True, slots=True)
class ReplyTemplate:
    """name: at most 80 characters; text: at most 2,000."""

    name: str
    text: str


# In the language of who reads them, until a show writes its own.
USUAL_REPLIES = (
    (
        Message("Kind: not on the show"),
        Message(
            "Thank you for writing to us. We read your question and talked about it. We can’t"
            " answer it on the show, and that says nothing about you: we can only make so many"
            " episodes. We hope that somebody near you listens."
        ),
    ),
    (
        Message("Kind: somebody else can help better"),
        Message(
            "Thank you for trusting us with this. It needs somebody who can talk with you, and not"
            " strangers on a screen. Please speak to a person you trust, a doctor or a helpline:"
            " our page lists some under “Get help now”."
        ),
    ),
    (
        Message("Kind: it takes a while"),
        Message(
            "We have read your question, and we’d like to answer it. It takes us a while: please"
            " look in again in a few weeks."
        ),
    ),
    (
        Message("Frank: not for us"),
        Message("We won’t answer this one. It isn’t what the show is about."),
    ),
    (
        Message("Frank: we already answered it"),
        Message(
            "We’ve answered this before, so we won’t do it again. Search for it on our site: the"
            " answer is there."
        ),
    ),
)


def reply_templates(settings: InboxSettings) -> list[ReplyTemplate]:
    """The show's own; the usual ones where it has none."""
    if settings.replies:
        return [ReplyTemplate(each["name"], each["text"]) for each in settings.replies]
    return [ReplyTemplate(str(name), str(text)) for name, text in USUAL_REPLIES]


def save_inbox_settings(
    opening: Opening,
    words: str,
    waiting: str,
    *,
    daily_limit: int | None = None,
    replies: Sequence[ReplyTemplate] = (),
    seal_days: int = 90,
    seal_readers: Sequence[int] | None = None,
    actor: User | None,
) -> InboxSettings:
    """daily_limit: None for the one of the site's settings. replies: the usual ones, unchanged,
    are not stored: they stay in the language of who reads them. seal_readers: None leaves them."""
    settings = db.session.get(InboxSettings, 1) or InboxSettings(id=1)
    settings.opening, settings.words, settings.waiting = opening, words, waiting
    settings.daily_limit = daily_limit
    usual = [ReplyTemplate(str(name), str(text)) for name, text in USUAL_REPLIES]
    settings.replies = [] if list(replies) == usual else [asdict(each) for each in replies]
    settings.seal_days = seal_days
    if seal_readers is not None:
        settings.seal_readers = sorted(seal_readers)
    db.session.add(settings)
    db.session.flush()
    record(
        actor,
        AuditAction.INBOX_CHANGE,
        "inbox",
        "inbox",
        opening=opening.value,
        daily_limit=daily_limit,
        seal_days=seal_days,
        seal_readers=settings.seal_readers,
    )
    return settings
