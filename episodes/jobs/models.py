"""The table of work that outlives a request. A job's row is the truth about it; the queue only
wakes the worker that runs it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from episodes.db import Model, UTCDateTime, choice, now_utc, primary_key

LONGEST_STEP = 200
LONGEST_REASON = 500
# As text: PostgreSQL finds the index for ON CONFLICT only where its condition is spelt out.
UNFINISHED = text("state IN ('queued', 'running')")


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(Model):
    """subject: what it is about ("episode:12"). fingerprint: of kind, subject and arguments; there
    is one unfinished job of each. runner: the token of the process that runs it, which finishes it
    alone. attempts: how often it was begun since it was asked for, less the interruptions:
    those were not its fault. again: was asked for while it ran, so it runs again."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("percent IS NULL OR percent BETWEEN 0 AND 100", name="percent_range"),
        CheckConstraint("(state = 'running') = (runner <> '')", name="running_has_runner"),
        Index(
            "uq_job_unfinished", "fingerprint", unique=True,
            sqlite_where=UNFINISHED, postgresql_where=UNFINISHED,
        ),
        Index("ix_job_subject", "subject", "id"),
        Index("ix_job_state", "state", "due_at", "id"),
    )  # fmt: skip

    id: Mapped[int] = primary_key()
    kind: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(120), default="")
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    fingerprint: Mapped[str] = mapped_column(String(64))
    state: Mapped[JobState] = mapped_column(choice(JobState, "state_known"))
    step: Mapped[str] = mapped_column(String(LONGEST_STEP), default="")
    percent: Mapped[int | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    interruptions: Mapped[int] = mapped_column(default=0)
    again: Mapped[bool] = mapped_column(default=False)
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    runner: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)
    started_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    heartbeat_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    @property
    def is_finished(self) -> bool:
        return self.state not in (JobState.QUEUED, JobState.RUNNING)
