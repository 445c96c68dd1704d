"""The stamp of what the public sees: one row, written by triggers of the database."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from episodes.db import Model

# A change to any row of these may change what a stranger sees. Each has triggers that set a new
# stamp in the same transaction, whatever program makes the change.
PUBLIC_TABLES = (
    "show", "episode", "person", "credit", "topic", "topic_synonym", "episodes_topics", "chapter",
    "video", "question", "annotation", "also_asked",
    "answer", "answer_part", "answer_picture", "checklist_item", "resource",
    "link_check",
    "content_warning", "caption_track", "caption_version", "caption_rendering",
    "related_episode",
)  # fmt: skip


class PublicStamp(Model):
    """stamp: random, never a number that counts: a database that was restored from a backup must
    not seem to hold what it held later."""

    __tablename__ = "public_stamp"

    id: Mapped[int] = mapped_column(primary_key=True)
    stamp: Mapped[str] = mapped_column(String(36))
