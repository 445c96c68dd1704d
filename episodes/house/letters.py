"""What the letters say, and the job that sends them: a mail server may take its time, a page may
not."""

from flask_babel import force_locale

from episodes.accounts.models import User
from episodes.catalog.queries import the_show
from episodes.db import db
from episodes.house.links import INVITATION_DAYS, RESET_MINUTES, address_of
from episodes.house.mail import MailError, send_letter
from episodes.house.models import AccessLink, LinkKind
from episodes.jobs.actions import enqueue
from episodes.jobs.models import Job
from episodes.jobs.registry import JobKind
from episodes.jobs.running import JobFailedError, JobRun
from episodes.messages import Message
from episodes.site import site_settings

SEND = "send_letter"
_SECONDS = 120
_MEMORY_BYTES = 500_000_000
_ATTEMPTS = 3


def ask_for_letter(link: AccessLink, asked_by: User | None) -> Job:
    """In the caller's transaction. The job knows the link's number, never what it ends with."""
    subject = f"user:{link.user_id}" if link.user_id else ""
    return enqueue(
        SEND,
        subject=subject,
        arguments={"link": link.id},
        asked_by_id=asked_by.id if asked_by else None,
    )


def send_asked_letter(run: JobRun) -> Message:
    link = db.session.get(AccessLink, run.arguments["link"])
    user = db.session.get(User, link.user_id) if link and link.user_id else None
    if link is None or user is None or (link.kind is LinkKind.RESET and not user.active):
        return Message("There was nothing to send.")
    with force_locale(link.language):
        subject, text = _words_of(link, user)
    to, settings = user.email, site_settings()
    run.report(Message("Sending"))
    try:
        is_sent = send_letter(settings, to, subject, text)
    except MailError as error:
        raise JobFailedError(error.message, retry=error.may_pass) from error
    if is_sent:
        return Message("The email is sent.")
    return Message("No mail server is set up, so the email is in the site’s log.")


def _words_of(link: AccessLink, user: User) -> tuple[str, str]:
    show = the_show()
    name = show.name if show else "Querent"
    greeting = (
        Message("Hello %(name)s!", name=user.display_name)
        if user.display_name
        else Message("Hello!")
    )
    if link.kind is LinkKind.INVITATION:
        subject = Message("Come and work on %(show)s", show=name)
        paragraphs = [
            Message("You’re invited to work on %(show)s. Choose a password here:", show=name),
            address_of(link),
            Message("The link works once, for %(days)s days.", days=INVITATION_DAYS),
            Message("If you don’t know what this is about, ignore this email."),
        ]
    else:
        subject = Message("A new password for %(show)s", show=name)
        paragraphs = [
            Message("Choose a new password for your account on %(show)s here:", show=name),
            address_of(link),
            Message("The link works once, for %(minutes)s minutes.", minutes=RESET_MINUTES),
            Message("If you didn’t ask for it, ignore this email. Your password stays as it is."),
        ]
    return str(subject), "\n\n".join(map(str, [greeting, *paragraphs])) + "\n"


LETTER_KIND = JobKind(
    SEND, Message("Send an email"), send_asked_letter, _SECONDS, _MEMORY_BYTES, attempts=_ATTEMPTS
)
