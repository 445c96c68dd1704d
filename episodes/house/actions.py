"""Inviting people, changing what they may do, and letting them go. Each writes into the trail, and
nothing here commits."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from episodes.accounts.actions import record, set_password, set_role, usable_email
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import NOT_YET, Role, RoleName, User, users_roles
from episodes.accounts.queries import user_by_email
from episodes.accounts.sign_ins import end_sign_ins
from episodes.catalog.given import episodes_given_to, give_episodes
from episodes.db import db
from episodes.house.letters import ask_for_letter
from episodes.house.links import add_link, end_links, use_link
from episodes.house.models import AccessLink, LinkKind
from episodes.messages import Message
from episodes.refusals import RefusalError


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person may do here. works_on_all: every episode, also where their role alone gives
    single ones."""

    name: str
    role: RoleName
    works_on_all: bool


def invite_person(email: str, standing: Standing, language: str, *, actor: User) -> User:
    """The account waits, without a password, until its link is used. Raises RefusalError."""
    email = usable_email(email)
    if user_by_email(email):
        raise RefusalError(
            Message("There is already an account for %(email)s.", email=email), "email"
        )
    user = User(
        email=email,
        display_name=standing.name[:120],
        password=NOT_YET,
        active=False,
        fs_uniquifier=uuid.uuid4().hex,
        works_on_all=standing.works_on_all,
    )
    db.session.add(user)
    set_role(user, standing.role, actor=actor)
    record(actor, AuditAction.USER_INVITE, "user", email[:120], role=standing.role.value)
    ask_for_letter(add_link(LinkKind.INVITATION, user, language), actor)
    return user


def send_invitation_again(user: User, language: str, *, actor: User) -> None:
    """A new link; the one from before opens nothing more. Raises RefusalError."""
    _require_invited(user)
    record(actor, AuditAction.USER_SEND_INVITATION, "user", user.email[:120])
    ask_for_letter(add_link(LinkKind.INVITATION, user, language), actor)


def withdraw_invitation(user: User, *, actor: User) -> None:
    """The account that waited goes with it. Raises RefusalError."""
    _require_invited(user)
    record(actor, AuditAction.USER_WITHDRAW_INVITATION, "user", user.email[:120])
    db.session.delete(user)
    db.session.flush()


def accept_invitation(key: str, name: str, password: str) -> User | None:
    """None where the link opens nothing. Raises RefusalError where the password cannot be used."""
    user = use_link(LinkKind.INVITATION, key)
    if user is None or not user.is_invited:
        return None
    user.display_name = name[:120] or user.display_name
    set_password(user, password, actor=user)
    user.active = True
    end_links(user)
    record(user, AuditAction.USER_ACCEPT_INVITATION, "user", user.email[:120])
    db.session.flush()
    return user


def ask_for_reset(user: User | None, language: str, *, actor: User | None = None) -> AccessLink:
    """The same work for an address that nobody has: how long it takes tells nothing. actor: who
    has it sent for somebody else."""
    may_have_one = user if user is not None and user.active else None
    link = add_link(LinkKind.RESET, may_have_one, language)
    if actor is not None and user is not None:
        record(actor, AuditAction.USER_SEND_RESET, "user", user.email[:120])
    ask_for_letter(link, actor)
    return link


def use_reset(key: str, password: str) -> User | None:
    """None where the link opens nothing. Raises RefusalError where the password cannot be used."""
    user = use_link(LinkKind.RESET, key)
    if user is None or not user.active:
        return None
    set_password(user, password, actor=user)
    end_links(user, LinkKind.RESET)
    return user


def change_person(user: User, standing: Standing, *, actor: User) -> None:
    """Raises RefusalError where nobody would be left who manages people."""
    before = standing_of_person(user)
    if before == standing:
        return
    if before.role is RoleName.ADMIN and standing.role is not RoleName.ADMIN:
        _require_another_admin(user)
    user.display_name, user.works_on_all = standing.name[:120], standing.works_on_all
    if before.role is not standing.role:
        set_role(user, standing.role, actor=actor)
    values = [(each, getattr(before, each), getattr(standing, each)) for each in _FIELDS]
    changes = {name: [old, new] for name, old, new in values if old != new}
    if changes:
        record(actor, AuditAction.USER_CHANGE, "user", user.email[:120], changes=changes)
    db.session.flush()


_FIELDS = ("name", "works_on_all")  # a change of role is an entry of its own


def standing_of_person(user: User) -> Standing:
    role = RoleName(user.roles[0].name) if user.roles else RoleName.VIEWER
    return Standing(user.display_name, role, user.works_on_all)


def set_given_episodes(user: User, episode_ids: Iterable[int], *, actor: User) -> None:
    before = [episode.slug for episode in episodes_given_to(user.id)]
    give_episodes(user, episode_ids)
    after = [episode.slug for episode in episodes_given_to(user.id)]
    if before != after:
        changes = {"episodes": [before, after]}
        record(actor, AuditAction.USER_CHANGE, "user", user.email[:120], changes=changes)


def let_go(user: User, *, actor: User) -> None:
    """They can sign in no more, and are signed out. Raises RefusalError as change_person does."""
    if standing_of_person(user).role is RoleName.ADMIN:
        _require_another_admin(user)
    user.active = False
    end_links(user)
    sign_out_everywhere(user)
    record(actor, AuditAction.USER_DEACTIVATE, "user", user.email[:120])
    db.session.flush()


def take_back(user: User, *, actor: User) -> None:
    """With the password that they had."""
    if user.is_invited:
        raise RefusalError(Message("They haven’t accepted their invitation yet."))
    user.active = True
    record(actor, AuditAction.USER_ACTIVATE, "user", user.email[:120])
    db.session.flush()


def sign_out_everywhere(user: User) -> None:
    user.fs_uniquifier = uuid.uuid4().hex  # what a session names
    end_sign_ins(user)


def _require_invited(user: User) -> None:
    if not user.is_invited:
        raise RefusalError(Message("They have accepted their invitation already."))


def _require_another_admin(user: User) -> None:
    others = (
        select(func.count(User.id))
        .join(users_roles, users_roles.c.user_id == User.id)
        .join(Role, Role.id == users_roles.c.role_id)
        .where(Role.name == RoleName.ADMIN, User.active, User.id != user.id)
    )
    if not db.session.scalar(others):
        raise RefusalError(
            Message("This is the only admin. Make somebody else an admin first."), "role"
        )
