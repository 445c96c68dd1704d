"""Captions that somebody is editing: a log of edits over the version that they began with."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from episodes.db import Model, UTCDateTime, now_utc, primary_key


class EditSession(Model):
    """One person's work on one track, until it is closed; each has at most one that is open.

    merged_version_id: the newest version that this work knows of; merged_number: where in the log
    the work said the same as that version, None where it never did. saved_number: the last edit
    that is in a version. conflicts: captions that both changed, [{"id", "start_ms", "base", "mine",
    "theirs"}]: nothing is saved before somebody has decided about each."""

    __tablename__ = "caption_edit_session"
    __table_args__ = (
        Index(
            "uq_caption_edit_session_open", "track_id", "user_id", unique=True,
            sqlite_where=text("closed_at IS NULL"), postgresql_where=text("closed_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = primary_key()
    track_id: Mapped[int] = mapped_column(ForeignKey("caption_track.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    base_version_id: Mapped[int] = mapped_column(
        ForeignKey("caption_version.id", ondelete="CASCADE")
    )
    merged_version_id: Mapped[int] = mapped_column(
        ForeignKey("caption_version.id", ondelete="CASCADE")
    )
    merged_number: Mapped[int | None] = mapped_column(default=0)
    saved_number: Mapped[int] = mapped_column(default=0)
    conflicts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class CaptionEdit(Model):
    """One line of a session's log. Never updated: a trigger of the database refuses that.

    number: from 1 in the session. client, client_number: by which browser's page, and its how many
    edits: what comes twice is known by them. content: captions.editing.Edit as JSON, or an undo or
    redo."""

    __tablename__ = "caption_edit"
    __table_args__ = (
        UniqueConstraint("session_id", "number", name="uq_caption_edit_number"),
        UniqueConstraint("session_id", "client", "client_number", name="uq_caption_edit_client"),
    )

    id: Mapped[int] = primary_key()
    session_id: Mapped[int] = mapped_column(
        ForeignKey("caption_edit_session.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    client: Mapped[str] = mapped_column(String(40))
    client_number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)
