"""Caption tracks, their immutable versions, and what is rendered from a version."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from episodes.db import Model, UTCDateTime, choice, now_utc, primary_key
from episodes.messages import Message

LONGEST_NOTE = 300


class TrackKind(StrEnum):
    """HTML's kinds of <track>, and `transcript` for words without times, for no player."""

    CAPTIONS = "captions"
    SUBTITLES = "subtitles"
    DESCRIPTIONS = "descriptions"
    CHAPTERS = "chapters"
    METADATA = "metadata"
    TRANSCRIPT = "transcript"

    @property
    def label(self) -> Message:
        return KIND_LABELS[self]


KIND_LABELS = {
    TrackKind.CAPTIONS: Message("Captions"),
    TrackKind.SUBTITLES: Message("Subtitles (translated captions)"),
    TrackKind.DESCRIPTIONS: Message("Audio description as text"),
    TrackKind.CHAPTERS: Message("Chapters"),
    TrackKind.METADATA: Message("Data for programs"),
    TrackKind.TRANSCRIPT: Message("Transcript"),
}


class CaptionTrack(Model):
    """What viewers are given is the version that live_version_id names; none: nothing yet."""

    __tablename__ = "caption_track"
    __table_args__ = (
        UniqueConstraint("episode_id", "language", "kind", name="uq_caption_track_language_kind"),
        Index(
            "uq_caption_track_default", "episode_id", unique=True,
            sqlite_where=text("is_default"), postgresql_where=text("is_default"),
        ),
    )  # fmt: skip

    id: Mapped[int] = primary_key()
    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), index=True
    )
    language: Mapped[str] = mapped_column(String(35))
    kind: Mapped[TrackKind] = mapped_column(choice(TrackKind, "kind_known"))
    label: Mapped[str] = mapped_column(String(120))
    is_default: Mapped[bool] = mapped_column(default=False)
    live_version_id: Mapped[int | None] = mapped_column(
        ForeignKey(
            "caption_version.id", name="fk_caption_track_live_version", use_alter=True,
            ondelete="SET NULL",
        )
    )  # fmt: skip
    live_version: Mapped["CaptionVersion | None"] = relationship(
        foreign_keys=[live_version_id], post_update=True
    )
    versions: Mapped[list["CaptionVersion"]] = relationship(
        foreign_keys="CaptionVersion.track_id",
        order_by="CaptionVersion.number",
        cascade="all, delete-orphan",
    )


class CaptionVersion(Model):
    """One upload: the file byte for byte, and the track that was understood from it. Never updated:
    a trigger of the database refuses that."""

    __tablename__ = "caption_version"
    __table_args__ = (
        UniqueConstraint("track_id", "number", name="uq_caption_version_number"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    id: Mapped[int] = primary_key()
    track_id: Mapped[int] = mapped_column(
        ForeignKey("caption_track.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    source: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    source_name: Mapped[str] = mapped_column(String(255))
    source_format: Mapped[str] = mapped_column(String(20))
    source_encoding: Mapped[str] = mapped_column(String(40))
    source_sha256: Mapped[str] = mapped_column(String(64))
    is_timed: Mapped[bool]
    cue_count: Mapped[int]
    last_end_ms: Mapped[int] = mapped_column(BigInteger)
    speakers: Mapped[list[str]] = mapped_column(JSON, default=list)
    report: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    # Words that no person wrote: the database refuses to make such a version live.
    is_machine_made: Mapped[bool] = mapped_column(default=False, server_default=false())
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)
    rendering: Mapped["CaptionRendering"] = relationship(
        cascade="all, delete-orphan", uselist=False
    )


class CaptionRendering(Model):
    """Documents that are served as they stand, made once a version: making them at each request
    costs a hundred times the rest of the page. May be made again when the renderer changes."""

    __tablename__ = "caption_rendering"

    version_id: Mapped[int] = mapped_column(
        ForeignKey("caption_version.id", ondelete="CASCADE"), primary_key=True
    )
    vtt: Mapped[str] = deferred(mapped_column(Text))
    transcript_html: Mapped[str] = deferred(mapped_column(Text))
    transcript_text: Mapped[str] = deferred(mapped_column(Text))
    etag: Mapped[str] = mapped_column(String(64))


class CaptionSync(Model):
    """What a sync proposes for one transcript version and one sound; viewers see nothing of it.

    machine_vtt: what the sync made by itself; proposed_vtt: the same with what people had corrected
    by hand. result: captions.sync.Synced as JSON. doubts: [{"cue", "start_ms", "reason"}].
    lost: [{"start_ms", "text"}], corrections that fit nowhere any more."""

    __tablename__ = "caption_sync"
    __table_args__ = (
        UniqueConstraint("transcript_version_id", "sound_key", name="uq_caption_sync_of"),
        CheckConstraint("found_percent BETWEEN 0 AND 100", name="found_percent_range"),
    )

    id: Mapped[int] = primary_key()
    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), index=True
    )
    transcript_version_id: Mapped[int] = mapped_column(
        ForeignKey("caption_version.id", ondelete="CASCADE")
    )
    accepted_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("caption_version.id", ondelete="SET NULL"), index=True
    )
    sound_key: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(35))
    method: Mapped[str] = mapped_column(String(60))
    found_percent: Mapped[int]
    duration_ms: Mapped[int] = mapped_column(BigInteger)
    result: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    machine_vtt: Mapped[str] = mapped_column(Text, deferred=True)
    proposed_vtt: Mapped[str] = mapped_column(Text, deferred=True)
    doubts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    kept_count: Mapped[int] = mapped_column(default=0)
    lost: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)
