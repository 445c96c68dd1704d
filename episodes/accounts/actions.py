"""Adding people, changing what they may do, and writing down who did what."""

import uuid
from typing import Any

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select

from episodes.accounts.audit import AuditAction
from episodes.accounts.models import AuditEntry, Role, RoleName, User
from episodes.accounts.passwords import hash_of_password
from episodes.accounts.queries import user_by_email
from episodes.accounts.sign_ins import end_sign_ins
from episodes.db import db
from episodes.messages import Message
from episodes.refusals import RefusalError


def record(
    actor: User | None, action: AuditAction, thing_kind: str, thing: str, **detail: Any
) -> AuditEntry:
    """actor None: a command or a job did it."""
    entry = AuditEntry(
        actor_id=actor.id if actor else None,
        actor_name=(actor.display_name or actor.email) if actor else "command",
        action=action.value,
        thing_kind=thing_kind,
        thing=thing,
        detail=detail,
    )
    db.session.add(entry)
    return entry


def add_user(
    email: str,
    password: str,
    role: RoleName,
    *,
    name: str = "",
    works_on_all: bool = False,
    actor: User | None = None,
) -> User:
    """Raises RefusalError where the address or the password cannot be used."""
    email = usable_email(email)
    if user_by_email(email):
        raise RefusalError(
            Message("There is already an account for %(email)s.", email=email), "email"
        )
    user = User(
        email=email,
        display_name=name.strip()[:120],
        password=hash_of_password(password),
        fs_uniquifier=uuid.uuid4().hex,
        roles=[_role(role)],
        works_on_all=works_on_all,
    )
    db.session.add(user)
    db.session.flush()
    record(actor, AuditAction.USER_ADD, "user", email[:120], role=role.value)
    return user


def set_role(user: User, role: RoleName, *, actor: User | None = None) -> None:
    before = [each.name for each in user.roles]
    user.roles = [_role(role)]
    db.session.flush()
    record(actor, AuditAction.USER_SET_ROLE, "user", user.email[:120], role=role.value, was=before)


def set_password(user: User, password: str, *, actor: User | None = None) -> None:
    """Ends every session of theirs. Raises RefusalError as add_user does."""
    user.password = hash_of_password(password)
    _end_sessions(user)
    db.session.flush()
    record(actor, AuditAction.USER_SET_PASSWORD, "user", user.email[:120])


def deactivate(user: User, *, actor: User | None = None) -> None:
    user.active = False
    _end_sessions(user)
    db.session.flush()
    record(actor, AuditAction.USER_DEACTIVATE, "user", user.email[:120])


def _end_sessions(user: User) -> None:
    user.fs_uniquifier = uuid.uuid4().hex  # what a session names
    end_sign_ins(user)


def _role(name: RoleName) -> Role:
    role = db.session.scalar(select(Role).where(Role.name == name))
    if role is None:
        role = Role(name=name)
        db.session.add(role)
    return role


def usable_email(email: str) -> str:
    """As it is stored. Raises RefusalError."""
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise RefusalError(
            Message(
                "“%(email)s” is not an email address: %(reason)s", email=email, reason=str(error)
            ),
            "email",
        ) from error
