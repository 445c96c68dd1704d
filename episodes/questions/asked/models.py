"""What people asked, kept until the show has dealt with it or its asker takes it back.

Nothing here says who asked, from where, with what, or at which hour: days only."""

from datetime import date
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from episodes.db import Model, choice, primary_key


class AskedState(StrEnum):
    """What the show decided. That a new question was read is `is_read`; that a planned one is
    recorded or answered follows from its episode. SHORTLISTED is stored under its first name: a
    table of SQLite's that is made again, for another check, would lose what points to it."""

    NEW = "new"
    SHORTLISTED = "considering"
    PLANNED = "planned"
    DECLINED = "declined"
    SPAM = "spam"


class Opening(StrEnum):
    OPEN = "open"
    BEHIND = "behind"
    CLOSED = "closed"


class AskedQuestion(Model):
    """text: verbatim. may_edit, may_publish: what the asker agreed to. is_checked: the browser did
    the work that holds off machines. is_seen: somebody at the desk was shown the words. is_read:
    somebody opened it by itself. reply: what the asker reads with their receipt.
    is_above_limit: it came when more came than the limit of the day, or its share of the hour.
    is_source: the episode was made from these very words. wording: what of them stands under
    "also asked as". state_before: the state before it was merged, for the way back; empty: none.
    came_with_id: the question that it was merged into before that one was merged on."""

    __tablename__ = "asked_question"
    __table_args__ = (
        CheckConstraint("length(text) >= 10", name="text_long_enough"),
        CheckConstraint("state <> 'planned' OR merged_into_id IS NULL", name="one_way_on"),
        CheckConstraint("merged_into_id IS NULL OR merged_into_id <> id", name="not_into_itself"),
        Index("ix_asked_question_state", "state", "id"),
    )

    id: Mapped[int] = primary_key()
    text: Mapped[str] = mapped_column(Text)
    display_name: Mapped[str] = mapped_column(String(120), default="")
    content_notes: Mapped[list[str]] = mapped_column(JSON, default=list)
    may_edit: Mapped[bool] = mapped_column(default=False)
    may_publish: Mapped[bool] = mapped_column(default=False)
    is_checked: Mapped[bool] = mapped_column(default=False)
    is_seen: Mapped[bool] = mapped_column(default=False)
    is_above_limit: Mapped[bool] = mapped_column(default=False)
    is_read: Mapped[bool] = mapped_column(default=False)
    asked_on: Mapped[date] = mapped_column(Date)
    receipt_hash: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[AskedState] = mapped_column(
        choice(AskedState, "state_known"), default=AskedState.NEW
    )
    reply: Mapped[str] = mapped_column(String(2000), default="")
    episode_id: Mapped[int | None] = mapped_column(
        ForeignKey("episode.id", ondelete="SET NULL"), index=True
    )
    is_source: Mapped[bool] = mapped_column(default=False)
    wording: Mapped[str] = mapped_column(String(1000), default="")
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("asked_question.id", ondelete="SET NULL"), index=True
    )
    came_with_id: Mapped[int | None] = mapped_column(
        ForeignKey("asked_question.id", ondelete="SET NULL"), index=True
    )
    state_before: Mapped[str] = mapped_column(String(32), default="")
    additions: Mapped[list["AskedAddition"]] = relationship(
        order_by="AskedAddition.id", cascade="all, delete-orphan"
    )


class AskedAddition(Model):
    """A line that the asker added later, by their receipt."""

    __tablename__ = "asked_addition"

    id: Mapped[int] = primary_key()
    asked_id: Mapped[int] = mapped_column(
        ForeignKey("asked_question.id", ondelete="CASCADE"), index=True
    )
    added_on: Mapped[date] = mapped_column(Date)
    text: Mapped[str] = mapped_column(String(1000))


class SealedLetter(Model):
    """A question as it came, from when something in it was first changed to protect who wrote it.
    additions: the lines that were changed, as they came, by their ids as text."""

    __tablename__ = "sealed_letter"

    asked_id: Mapped[int] = mapped_column(
        ForeignKey("asked_question.id", ondelete="CASCADE"), primary_key=True
    )
    sealed_on: Mapped[date] = mapped_column(Date, index=True)
    text: Mapped[str] = mapped_column(Text)
    additions: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)


class QuestionTally(Model):
    """How many others asked what an episode's question asks. me_too: by a button; merged: in words
    of their own, which the show put together with it."""

    __tablename__ = "question_tally"

    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), primary_key=True
    )
    me_too: Mapped[int] = mapped_column(default=0)
    merged: Mapped[int] = mapped_column(default=0)


class AskingDay(Model):
    """Counts of one day, of everybody together."""

    __tablename__ = "asking_day"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    checked: Mapped[int] = mapped_column(default=0)
    unchecked: Mapped[int] = mapped_column(default=0)
    me_too: Mapped[int] = mapped_column(default=0)
    withdrawn: Mapped[int] = mapped_column(default=0)


class SpentChallenge(Model):
    """A proof of work counts once. Kept until the day after it ran out."""

    __tablename__ = "spent_challenge"

    nonce: Mapped[str] = mapped_column(String(64), primary_key=True)
    day: Mapped[date] = mapped_column(Date, index=True)


class InboxSettings(Model):
    """One row. words: what the ask page says of it; waiting: how long answers take. daily_limit:
    of questions, where a producer set one. replies: objects with name and text, what the show
    often writes to askers; empty for the usual ones. seal_days: how long a letter stays as it came
    once it was changed. seal_readers: ids of the people who may open those."""

    __tablename__ = "inbox_settings"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = primary_key()
    opening: Mapped[Opening] = mapped_column(choice(Opening, "opening_known"), default=Opening.OPEN)
    words: Mapped[str] = mapped_column(String(500), default="")
    waiting: Mapped[str] = mapped_column(String(200), default="")
    daily_limit: Mapped[int | None] = mapped_column(default=None)
    replies: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list, server_default="[]")
    seal_days: Mapped[int] = mapped_column(default=90, server_default="90")
    seal_readers: Mapped[list[int]] = mapped_column(JSON, default=list, server_default="[]")
