"""Links that open one thing for one person: an account that waits for them, or a new password."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from episodes.db import Model, UTCDateTime, choice, now_utc, primary_key


class LinkKind(StrEnum):
    INVITATION = "invitation"
    RESET = "reset"


class AccessLink(Model):
    """The row ends with its use. What the link ends with is made from `nonce` and the site's secret
    each time that it is needed, and looked up by its hash: a copy of the database opens nothing.
    user_id: None where somebody asked for an address that nobody has (it is answered all the same).
    language: of who asked for it, for the letter."""

    __tablename__ = "access_link"

    id: Mapped[int] = primary_key()
    kind: Mapped[LinkKind] = mapped_column(choice(LinkKind, "kind_known"))
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    nonce: Mapped[str] = mapped_column(String(32))
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(8), default="en")
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
