"""Who works here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, or_, select

from episodes.accounts.models import Passkey, RoleName, SignIn, User
from episodes.catalog.given import episodes_given
from episodes.db import db, now_utc
from episodes.house.models import AccessLink, LinkKind
from episodes.messages import Message

LATELY = (
    (timedelta(days=1), Message("today or yesterday")),
    (timedelta(days=7), Message("in the last week")),
)
LONGER_AGO = Message("longer ago")


@dataclass(frozen=True, slots=True)
class Colleague:
    """seen: roughly; None: not signed in anywhere. given: how many episodes they were given.
    invitation_ends_at: of somebody who has not come yet."""

    user: User
    role: RoleName
    seen: Message | None
    given: int
    has_second_factor: bool
    invitation_ends_at: datetime | None

    @property
    def is_waiting(self) -> bool:
        return self.user.is_invited

    @property
    def has_old_invitation(self) -> bool:
        return self.is_waiting and (
            self.invitation_ends_at is None or self.invitation_ends_at <= now_utc()
        )


def colleagues() -> list[Colleague]:
    """Everybody with an account, by name."""
    used_at = select(func.max(SignIn.used_at)).where(SignIn.user_id == User.id).scalar_subquery()
    given = select(func.count()).where(episodes_given.c.user_id == User.id).scalar_subquery()
    ends_at = (
        select(func.max(AccessLink.ends_at))
        .where(AccessLink.user_id == User.id, AccessLink.kind == LinkKind.INVITATION)
        .scalar_subquery()
    )
    second = or_(User.tf_totp_secret.is_not(None), exists().where(Passkey.user_id == User.id))
    rows = select(User, used_at, given, second, ends_at).order_by(
        User.active.desc(), func.lower(User.display_name), User.email
    )
    return [
        Colleague(user, _role_of(user), _last_here(last), number, is_safer, until)
        for user, last, number, is_safer, until in db.session.execute(rows)
    ]


def person_of_house(user_id: int) -> User | None:
    return db.session.get(User, user_id) if 0 < user_id < 2**31 else None


def _role_of(user: User) -> RoleName:
    return RoleName(user.roles[0].name) if user.roles else RoleName.VIEWER


def _last_here(at: datetime | None) -> Message | None:
    """No more exactly than needed to see whom an account still serves."""
    if at is None:
        return None
    age = now_utc() - at
    return next((words for limit, words in LATELY if age <= limit), LONGER_AGO)
