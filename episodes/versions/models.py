"""Versions of what people make for an episode, and what people decided on a version."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from episodes.db import Model, UTCDateTime, choice, now_utc, primary_key

LONGEST_NOTE = 300


class VersionKind(StrEnum):
    """What has versions of its own. Caption files have theirs in `caption_version`."""

    BASICS = "basics"
    QUESTION = "question"
    ANSWER = "answer"
    RESOURCES = "resources"
    WARNINGS = "warnings"
    VIDEO = "video"


class JudgementKind(StrEnum):
    """REVIEW: somebody looked at this version for content warnings, and the verdict says what they
    found. SHOWN: this version is what the site shows from now on."""

    REVIEW = "review"
    SHOWN = "shown"


class Version(Model):
    """content: what the form held, by field; rows are lists of objects, each with its `id`. Never
    changed: a trigger of the database refuses that."""

    __tablename__ = "version"
    __table_args__ = (
        UniqueConstraint("episode_id", "kind", "number", name="uq_version_number"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    id: Mapped[int] = primary_key()
    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[VersionKind] = mapped_column(choice(VersionKind, "kind_known"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)


class Judgement(Model):
    """The last one of a kind holds. It stays with the version that was judged, whatever comes after
    that version."""

    __tablename__ = "judgement"
    __table_args__ = (Index("ix_judgement_version_kind", "version_id", "kind"),)

    id: Mapped[int] = primary_key()
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id", ondelete="CASCADE"))
    kind: Mapped[JudgementKind] = mapped_column(choice(JudgementKind, "judgement_known"))
    verdict: Mapped[str] = mapped_column(String(40), default="")
    judge_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    judged_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)
