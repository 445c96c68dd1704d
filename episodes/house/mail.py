"""One letter to one person, by the mail server that the settings name. Where they name none, the
letter is written to the site's log, for who runs it to pass on."""

import logging
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.settings import Settings

TIMEOUT_S = 20  # of each step; a server that is slower than this is as good as away
logger = logging.getLogger(__name__)


class MailError(RefusalError):
    """The letter was not taken. may_pass: later it may be."""

    def __init__(self, message: Message, *, may_pass: bool = True) -> None:
        super().__init__(message)
        self.may_pass = may_pass


def send_letter(settings: Settings, to: str, subject: str, text: str) -> bool:
    """False where there is no mail server, and the letter is in the log. Raises MailError."""
    if not settings.MAIL_SERVER:
        logger.warning("No mail server is set. To %s:\n%s\n\n%s", to, subject, text)
        return False
    letter = letter_of(settings, to, subject, text)
    try:
        with _connection(settings) as server:
            if settings.MAIL_USER:
                server.login(settings.MAIL_USER, settings.MAIL_PASSWORD)
            server.send_message(letter)
    except smtplib.SMTPRecipientsRefused as error:
        raise MailError(
            Message("The mail server doesn’t take this address."), may_pass=False
        ) from error
    except smtplib.SMTPAuthenticationError as error:
        words = Message("The mail server doesn’t take the user name and password of this site.")
        raise MailError(words, may_pass=False) from error
    except smtplib.SMTPException as error:
        raise MailError(Message("The mail server didn’t take the email.")) from error
    except OSError as error:  # away, too slow, or its certificate is wrong
        raise MailError(Message("The mail server doesn’t answer.")) from error
    return True


def letter_of(settings: Settings, to: str, subject: str, text: str) -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"] = " ".join(subject.split())
    letter["From"] = Address(addr_spec=settings.MAIL_FROM)
    letter["To"] = Address(addr_spec=to)
    letter["Date"] = formatdate(usegmt=True)
    letter["Message-ID"] = make_msgid(domain=settings.MAIL_FROM.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"  # no holiday replies: RFC 3834
    letter.set_content(text)
    return letter


def _connection(settings: Settings) -> smtplib.SMTP:
    host, port = settings.MAIL_SERVER, settings.MAIL_PORT
    context = ssl.create_default_context()
    if settings.MAIL_SECURITY == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=context)
    server = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
    if settings.MAIL_SECURITY == "starttls":
        try:
            server.starttls(context=context)
        except BaseException:
            server.close()
            raise
    return server
