"""One-time links, made on the server, that let a new browser of a person try to sign in while
strangers use up what strange browsers have together. A link opens nothing: it gives the browser
attempts of its own, as a browser in which that person signed in before has them."""

import secrets
from datetime import timedelta

from sqlalchemy import delete, select

from episodes.accounts.models import LetIn, User
from episodes.accounts.sign_ins import hash_of_key
from episodes.db import db, now_utc, own_transaction

MINUTES = 15


def add_let_in(user: User) -> str:
    """The key that the link ends with. The caller commits."""
    key = secrets.token_urlsafe(24)
    ends_at = now_utc() + timedelta(minutes=MINUTES)
    db.session.add(LetIn(user_id=user.id, key_hash=hash_of_key(key), ends_at=ends_at))
    db.session.flush()
    return key


def is_open_let_in(key: str) -> bool:
    query = select(LetIn.id).where(LetIn.key_hash == hash_of_key(key), LetIn.ends_at > now_utc())
    return db.session.scalar(query) is not None


def use_let_in(key: str) -> User | None:
    """None where it was used, is too old or never was. Of two at once one gets it. The caller
    commits."""
    used = delete(LetIn).where(LetIn.key_hash == hash_of_key(key), LetIn.ends_at > now_utc())
    user_id = db.session.scalar(used.returning(LetIn.user_id))
    user = db.session.get(User, user_id) if user_id else None
    return user if user and user.active else None


def forget_ended_let_ins() -> None:
    with own_transaction() as connection:
        connection.execute(delete(LetIn).where(LetIn.ends_at <= now_utc()))
