"""The querent's question as it was sent, what is said of its words, and other ways of asking it."""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from episodes.db import Model, primary_key


class Question(Model):
    """The words are verbatim, but for what could tell who wrote them. points_to_nobody: a person
    read these very words, and said so; whatever changes them takes that back."""

    __tablename__ = "question"
    __table_args__ = (CheckConstraint("length(text) >= 1", name="text_not_empty"),)

    id: Mapped[int] = primary_key()
    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), unique=True
    )
    text: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[str] = mapped_column(String(120), default="")
    points_to_nobody: Mapped[bool] = mapped_column(default=False, server_default=false())
    annotations: Mapped[list["Annotation"]] = relationship(
        order_by="Annotation.start", cascade="all, delete-orphan"
    )
    also_asked_as: Mapped[list["AlsoAsked"]] = relationship(
        order_by="AlsoAsked.position", cascade="all, delete-orphan"
    )


class Annotation(Model):
    """A remark on the characters start (inclusive) to end (exclusive) of the question's text."""

    __tablename__ = "annotation"
    __table_args__ = (CheckConstraint("start >= 0 AND end_ > start", name="span"),)

    id: Mapped[int] = primary_key()
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), index=True
    )
    start: Mapped[int]
    end: Mapped[int] = mapped_column("end_")
    note: Mapped[str] = mapped_column(String(1000))


class AlsoAsked(Model):
    __tablename__ = "also_asked"

    id: Mapped[int] = primary_key()
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(1000))
