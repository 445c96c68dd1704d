"""Assertions: each says one thing of one artifact. The vocabulary is data in vocabulary.py."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from episodes.db import Model, choice, primary_key


class Scope(StrEnum):
    QUESTION = "question"
    VIDEO_PICTURE = "video.picture"
    VIDEO_AUDIO = "video.audio"
    THUMBNAIL = "thumbnail"
    ANSWER = "answer"
    ANSWER_PART = "answer.part"
    ANSWER_IMAGE = "answer.image"
    RESOURCE = "resource"


class Treatment(StrEnum):
    MENTION = "mention"
    DISCUSSION = "discussion"
    DESCRIBED = "described"
    DEPICTED = "depicted"


class ContentWarning(Model):
    __tablename__ = "content_warning"
    __table_args__ = (
        CheckConstraint("severity BETWEEN 1 AND 3", name="severity_known"),
        CheckConstraint(
            "(start_ms IS NULL AND end_ms IS NULL AND skip_to_ms IS NULL)"
            " OR (scope IN ('video.picture', 'video.audio') AND start_ms >= 0 AND end_ms > start_ms"
            " AND (skip_to_ms IS NULL OR skip_to_ms >= end_ms))",
            name="time_range",
        ),
        CheckConstraint(
            "category <> 'child-abuse' OR treatment IN ('mention', 'discussion')",
            name="never_depicted",
        ),
        CheckConstraint("(scope = 'answer.part') = (part_anchor <> '')", name="part_named"),
        CheckConstraint("(scope = 'resource') = (resource_slug <> '')", name="resource_named"),
    )

    id: Mapped[int] = primary_key()
    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), index=True
    )
    scope: Mapped[Scope] = mapped_column(choice(Scope, "scope_known"))
    category: Mapped[str] = mapped_column(String(40), index=True)
    treatment: Mapped[Treatment] = mapped_column(choice(Treatment, "treatment_known"))
    severity: Mapped[int]
    start_ms: Mapped[int | None]
    end_ms: Mapped[int | None]
    skip_to_ms: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(300), default="")
    part_anchor: Mapped[str] = mapped_column(String(80), default="")
    resource_slug: Mapped[str] = mapped_column(String(80), default="")
