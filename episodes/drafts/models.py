"""What people typed and did not save: theirs alone, until they save it or throw it away."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from episodes.db import Model, UTCDateTime, now_utc, primary_key


class KeptDraft(Model):
    """One person's unsaved text of one form. Other people never see it.

    key: made by the browser for one sitting at the form. form and thing: which form, of what
    ("QuestionForm", "episode:12"). sequence: of the last save; an older one that arrives late is
    refused. made_from: the version that the form began with, 0 where there was none. fields: pairs
    of name and value, as the form sends them. is_closed: saved or thrown away; the row stays
    without its text, so that a late autosave cannot bring it back."""

    __tablename__ = "kept_draft"
    __table_args__ = (
        UniqueConstraint("user_id", "key", name="uq_kept_draft_key"),
        Index("ix_kept_draft_form", "user_id", "form", "thing"),
        CheckConstraint("sequence >= 0", name="sequence_from_zero"),
    )

    id: Mapped[int] = primary_key()
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(32))
    form: Mapped[str] = mapped_column(String(80))
    thing: Mapped[str] = mapped_column(String(160))
    sequence: Mapped[int]
    made_from: Mapped[int]
    fields: Mapped[list[list[str]]] = mapped_column(JSON)
    kept_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc, index=True)
    is_closed: Mapped[bool] = mapped_column(default=False)
