"""Reads of people who sign in."""

from collections.abc import Sequence

from sqlalchemy import select

from episodes.accounts.models import User
from episodes.db import db


def user_by_email(email: str) -> User | None:
    """Addresses are stored in lower case. No address holds a NUL, and PostgreSQL's text cannot."""
    if "\0" in email:
        return None
    return db.session.scalar(select(User).where(User.email == plain_email(email)))


def plain_email(email: str) -> str:
    """As addresses are stored, however it was typed."""
    return email.strip().lower()


def all_users() -> Sequence[User]:
    return db.session.scalars(select(User).order_by(User.email)).all()


def has_users() -> bool:
    return db.session.scalar(select(User.id).limit(1)) is not None
