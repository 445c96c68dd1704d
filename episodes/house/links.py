"""Making, opening and ending links. Nothing here commits, but the sweeping by the clock."""

import base64
import hmac
import secrets
from datetime import timedelta

from sqlalchemy import Select, delete, select

from episodes.accounts.models import User
from episodes.accounts.sign_ins import hash_of_key
from episodes.db import db, now_utc, own_transaction
from episodes.house.models import AccessLink, LinkKind
from episodes.site import secret_of_site, site_address, site_settings

INVITATION_DAYS = 7  # over a weekend, and somebody's day off
RESET_MINUTES = 60
LASTS = {
    LinkKind.INVITATION: timedelta(days=INVITATION_DAYS),
    LinkKind.RESET: timedelta(minutes=RESET_MINUTES),
}
PATHS = {LinkKind.INVITATION: "/invitation/", LinkKind.RESET: "/sign-in/new-password/"}
_NONCE_BYTES = 16


def add_link(kind: LinkKind, user: User | None, language: str) -> AccessLink:
    """Links of that kind from before are worth nothing from now on."""
    if user is not None:
        end_links(user, kind)
    nonce = secrets.token_hex(_NONCE_BYTES)
    link = AccessLink(
        kind=kind,
        user_id=user.id if user else None,
        nonce=nonce,
        key_hash=hash_of_key(_key_of(nonce)),
        language=language,
        ends_at=now_utc() + LASTS[kind],
    )
    db.session.add(link)
    db.session.flush()
    return link


def address_of(link: AccessLink) -> str:
    """To hand over: anyone who has it can use it."""
    return f"{site_address(site_settings())}{PATHS[link.kind]}{_key_of(link.nonce)}"


def is_open_link(kind: LinkKind, key: str) -> bool:
    return db.session.scalar(_open_links(kind, key)) is not None


def user_of_link(kind: LinkKind, key: str) -> User | None:
    user_id = db.session.scalar(_open_links(kind, key))
    return db.session.get(User, user_id) if user_id else None


def use_link(kind: LinkKind, key: str) -> User | None:
    """None where it was used, withdrawn, is too old or never was. Of two at once one gets it."""
    used = delete(AccessLink).where(
        AccessLink.kind == kind,
        AccessLink.key_hash == hash_of_key(key),
        AccessLink.ends_at > now_utc(),
        AccessLink.user_id.is_not(None),
    )
    user_id = db.session.scalar(used.returning(AccessLink.user_id))
    return db.session.get(User, user_id) if user_id else None


def invitation_of(user: User) -> AccessLink | None:
    query = select(AccessLink).where(
        AccessLink.user_id == user.id, AccessLink.kind == LinkKind.INVITATION
    )
    return db.session.scalar(query)


def end_links(user: User, *kinds: LinkKind) -> None:
    """kinds: none named: all."""
    of_person = delete(AccessLink).where(AccessLink.user_id == user.id)
    db.session.execute(of_person.where(AccessLink.kind.in_(kinds or tuple(LinkKind))))


def forget_ended_links() -> None:
    """By the clock. An invitation's row stays a while, so that the list can say that it ended."""
    long_ago = now_utc() - timedelta(days=90)
    with own_transaction() as connection:
        ended = (AccessLink.kind == LinkKind.RESET) & (AccessLink.ends_at <= now_utc())
        connection.execute(delete(AccessLink).where(ended | (AccessLink.ends_at <= long_ago)))


def _open_links(kind: LinkKind, key: str) -> Select[int | None]:
    return select(AccessLink.user_id).where(
        AccessLink.kind == kind,
        AccessLink.key_hash == hash_of_key(key),
        AccessLink.ends_at > now_utc(),
        AccessLink.user_id.is_not(None),
    )


def _key_of(nonce: str) -> str:
    digest = hmac.digest(secret_of_site().encode(), f"access link {nonce}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:24]).decode()
