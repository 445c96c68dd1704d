"""Making, judging and checking passwords; argon2 by Flask-Security."""

import secrets
import unicodedata
from threading import BoundedSemaphore

from flask_security import hash_password, verify_password

from episodes.accounts.models import User
from episodes.db import db
from episodes.messages import Message
from episodes.once import once_a_process
from episodes.refusals import RefusalError

LEAST_LENGTH = 12
GREATEST_LENGTH = 200

# One check takes 64 MiB; a crowd of guesses must not take the machine's memory.
_checks_at_once = BoundedSemaphore(2)
# Sixteen who guess at once made everybody's home page take 10 s when threads waited without end.
LONGEST_WAIT_S = 0.5


class PasswordsBusyError(Exception):
    """Others' passwords are being checked; this one was not looked at."""


def new_password() -> str:
    return secrets.token_urlsafe(15)


def hash_of_password(password: str) -> str:
    """Raises RefusalError where the password is too short or too long."""
    if not LEAST_LENGTH <= len(password) <= GREATEST_LENGTH:
        raise RefusalError(
            Message(
                "A password must have %(least)s to %(most)s characters.",
                least=LEAST_LENGTH,
                most=GREATEST_LENGTH,
            ),
            "password",
        )
    return str(hash_password(_normal(password)))


def is_right_password(user: User | None, password: str) -> bool:
    """Takes as long for someone who does not exist as for a wrong password.

    Lets the session's transaction go meanwhile: others want to write.
    Raises PasswordsBusyError rather than wait for others' checks: the thread is one for pages."""
    may_sign_in = user is not None and user.active
    stored = user.password if user is not None and may_sign_in else _nobodys_hash()
    db.session.rollback()
    if not _checks_at_once.acquire(timeout=LONGEST_WAIT_S):
        raise PasswordsBusyError
    try:
        return bool(verify_password(_normal(password[:GREATEST_LENGTH]), stored)) and may_sign_in
    finally:
        _checks_at_once.release()


@once_a_process
def _nobodys_hash() -> str:
    return str(hash_password(secrets.token_urlsafe(24)))


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKD", password)
