"""What was done to many episodes at once, so that it can be undone. Nothing here commits."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from episodes.db import Model, UTCDateTime, now_utc, primary_key


class BulkChange(Model):
    """action: which (episodes/desk/bulk.py). before: for each episode that changed an object with
    its `id` and what leads back."""

    __tablename__ = "bulk_change"

    id: Mapped[int] = primary_key()
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    action: Mapped[str] = mapped_column(String(40))
    before: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
