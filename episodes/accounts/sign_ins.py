"""In which browsers people are signed in: beginning, using and ending. Nothing here commits, but
what notes that a sign-in was used."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, and_, delete, not_, select, update

from episodes.accounts.browsers import browser_of, system_of
from episodes.accounts.models import SignIn, User
from episodes.db import db, now_utc, own_transaction
from episodes.site import site_settings

# Noted no oftener than this: a page that only reads should not write at each look.
NOTED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SignedInUser:
    user: User
    sign_in_id: int
    used_at: datetime

    @property
    def is_to_be_noted(self) -> bool:
        return now_utc() - self.used_at > NOTED_EVERY


def begin_sign_in(user: User, user_agent: str) -> str:
    """The key that the browser's cookie holds from now on."""
    key = secrets.token_urlsafe(24)
    browser, system = browser_of(user_agent), system_of(user_agent)
    db.session.add(
        SignIn(user_id=user.id, key_hash=hash_of_key(key), browser=browser, system=system)
    )
    db.session.flush()
    return key


def user_of_sign_in(uniquifier: str, key: str) -> SignedInUser | None:
    """None where the sign-in was ended, was not used for too long or is too old, and where the
    person was deactivated or has a new password (uniquifier: what tells sessions before it)."""
    query = (
        select(User, SignIn.id, SignIn.used_at)
        .join(SignIn, SignIn.user_id == User.id)
        .where(SignIn.key_hash == hash_of_key(key), _is_live())
        .where(User.fs_uniquifier == uniquifier, User.active)
    )
    row = db.session.execute(query).first()
    return SignedInUser(*row) if row else None


def live_sign_ins(user: User) -> Sequence[SignIn]:
    """Those used last come first."""
    query = select(SignIn).where(SignIn.user_id == user.id, _is_live())
    return db.session.scalars(query.order_by(SignIn.used_at.desc(), SignIn.id.desc())).all()


def note_use(sign_in_id: int) -> None:
    with own_transaction() as connection:
        connection.execute(update(SignIn).where(SignIn.id == sign_in_id).values(used_at=now_utc()))


def end_sign_in(user: User, sign_in_id: int) -> bool:
    """False where that person has no such sign-in (any more)."""
    gone = delete(SignIn).where(SignIn.user_id == user.id, SignIn.id == sign_in_id)
    return db.session.execute(gone.returning(SignIn.id)).first() is not None


def end_sign_ins(user: User) -> None:
    db.session.execute(delete(SignIn).where(SignIn.user_id == user.id))


def forget_ended_sign_ins() -> None:
    with own_transaction() as connection:
        connection.execute(delete(SignIn).where(not_(_is_live())))


def _is_live() -> ColumnElement[bool]:
    settings, now = site_settings(), now_utc()
    return and_(
        SignIn.used_at > now - timedelta(hours=settings.SIGN_IN_IDLE_HOURS),
        SignIn.began_at > now - timedelta(days=settings.SIGN_IN_DAYS),
    )


def hash_of_key(key: str) -> str:
    return sha256(key.encode()).hexdigest()  # the key has 192 random bits: no salt, no slow hash
