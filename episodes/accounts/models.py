"""People who sign in, what they may do, and what they did."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_security import AsaList
from flask_security.core import RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
)
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from episodes.db import Base, Model, UTCDateTime, choice, now_utc, primary_key

# What stands where a person's password will be: the hash of none.
NOT_YET = "!"


class RoleName(StrEnum):
    """What each may do: episodes/accounts/permissions.py."""

    VIEWER = "viewer"
    GUEST_AUTHOR = "guest_author"
    CAPTIONER = "captioner"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    PRODUCER = "producer"
    ADMIN = "admin"


users_roles = Table(
    "users_roles",
    Base.metadata,
    Column("user_id", ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)


class Role(Model, RoleMixin):
    __tablename__ = "role"

    id: Mapped[int] = primary_key()
    name: Mapped[str] = mapped_column(choice(RoleName, "name_known"), unique=True)
    description: Mapped[str] = mapped_column(String(200), default="")


class User(Model, UserMixin):
    """No address, no log-in times, no address of the network: only what signing in needs.
    works_on_all: sees every episode, also where the role alone gives single ones. tf_..., mf_...,
    fs_...: named by Flask-Security; secrets and codes in them are encrypted. tf_counter: of the
    code that was used last, which is not taken again."""

    __tablename__ = "user"
    __table_args__ = (
        CheckConstraint("length(email) BETWEEN 3 AND 254", name="email_length"),
        Index("ix_user_fs_webauthn_user_handle", "fs_webauthn_user_handle", unique=True),
    )

    id: Mapped[int] = primary_key()
    email: Mapped[str] = mapped_column(String(254), unique=True)
    display_name: Mapped[str] = mapped_column(String(120), default="")
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    works_on_all: Mapped[bool] = mapped_column(default=False)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(Text)
    tf_counter: Mapped[int | None]
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(String(64))  # type: ignore[assignment]
    webauthn: Mapped[list["Passkey"]] = relationship(  # type: ignore[assignment]
        cascade="all, delete-orphan", passive_deletes=True, order_by="Passkey.id"
    )
    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]  # UserMixin: its own Role
        secondary=users_roles, lazy="selectin"
    )

    @property
    def is_invited(self) -> bool:
        """The account waits for its person, who has not chosen a password yet."""
        return self.password == NOT_YET

    @property
    def shown_name(self) -> str:
        return self.display_name or self.email


class Passkey(Model, WebAuthnMixin):
    """A device or key that somebody signs in with after their password. Columns as Flask-Security
    names them; name: by which its person knows it."""

    __tablename__ = "passkey"

    id: Mapped[int] = primary_key()
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    lastuse_datetime: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)
    name: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(64))


class SignIn(Model):
    """One browser in which somebody is signed in. key_hash: of the random key in its cookie; where
    the row is gone, no copy of the cookie opens anything. browser, system: families, as in
    "Firefox" and "Windows", so that people know their own; no address, no version."""

    __tablename__ = "sign_in"

    id: Mapped[int] = primary_key()
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    browser: Mapped[str] = mapped_column(String(20), default="")
    system: Mapped[str] = mapped_column(String(20), default="")
    began_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)
    used_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc, index=True)


class LetIn(Model):
    """A link that lets one new browser of this person try to sign in. The row ends with its use."""

    __tablename__ = "let_in"

    id: Mapped[int] = primary_key()
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class AuditEntry(Model):
    """Who did what to which thing, never changed afterwards. Nothing of askers stands here."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_thing", "thing_kind", "thing"),)

    id: Mapped[int] = primary_key()
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc, index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    actor_name: Mapped[str] = mapped_column(String(254))
    action: Mapped[str] = mapped_column(String(60))
    thing_kind: Mapped[str] = mapped_column(String(40))
    thing: Mapped[str] = mapped_column(String(120))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
