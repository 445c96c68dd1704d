"""The written answer: its Markdown and revisions, its parts, check boxes and resources."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from episodes.answers.looking_at_links import LinkState
from episodes.db import Model, UTCDateTime, choice, now_utc, primary_key
from episodes.messages import Message


class ResourceKind(StrEnum):
    BOOK = "book"
    FILM = "film"
    VIDEO = "video"
    ARTICLE = "article"
    PODCAST = "podcast"
    CLASS = "class"
    SHOP = "shop"
    HELPLINE = "helpline"
    QUOTATION = "quotation"

    @property
    def label(self) -> Message:
        return KIND_LABELS[self]


KIND_LABELS = {
    ResourceKind.BOOK: Message("Book"),
    ResourceKind.FILM: Message("Film"),
    ResourceKind.VIDEO: Message("Video"),
    ResourceKind.ARTICLE: Message("Article"),
    ResourceKind.PODCAST: Message("Podcast"),
    ResourceKind.CLASS: Message("Class"),
    ResourceKind.SHOP: Message("Shop"),
    ResourceKind.HELPLINE: Message("Helpline"),
    ResourceKind.QUOTATION: Message("Quotation"),
}


class Answer(Model):
    """Its publication time and review state stand on the episode (answer_published_at,
    answer_review), where the database holds them together."""

    __tablename__ = "answer"

    id: Mapped[int] = primary_key()
    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), unique=True
    )
    author_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )
    markdown: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)
    parts: Mapped[list["AnswerPart"]] = relationship(
        order_by="AnswerPart.position", cascade="all, delete-orphan"
    )
    revisions: Mapped[list["AnswerRevision"]] = relationship(
        order_by="AnswerRevision.number", cascade="all, delete-orphan"
    )


class AnswerRevision(Model):
    """What the answer's Markdown was after one save; never changed afterwards."""

    __tablename__ = "answer_revision"
    __table_args__ = (
        UniqueConstraint("answer_id", "number", name="uq_answer_revision_number"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    id: Mapped[int] = primary_key()
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    markdown: Mapped[str] = mapped_column(Text)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(String(300), default="")
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)


class AnswerPart(Model):
    """Made from the Markdown at each save. Position 0 with an empty heading is the opening."""

    __tablename__ = "answer_part"
    __table_args__ = (UniqueConstraint("answer_id", "anchor", name="uq_answer_part_anchor"),)

    id: Mapped[int] = primary_key()
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    anchor: Mapped[str] = mapped_column(String(80))
    heading: Mapped[str] = mapped_column(String(200), default="")
    html: Mapped[str] = mapped_column(Text)
    plain: Mapped[str] = mapped_column(Text)
    checklist_items: Mapped[list["ChecklistItem"]] = relationship(
        order_by="ChecklistItem.position", cascade="all, delete-orphan"
    )


class ChecklistItem(Model):
    __tablename__ = "checklist_item"

    id: Mapped[int] = primary_key()
    part_id: Mapped[int] = mapped_column(
        ForeignKey("answer_part.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(1000))


class Resource(Model):
    """Something to watch, read or call. Belongs to the episode, so that an answer may be rewritten
    around it; part_anchor names the part that it stands with, if any."""

    __tablename__ = "resource"
    __table_args__ = (UniqueConstraint("episode_id", "slug", name="uq_resource_slug"),)

    id: Mapped[int] = primary_key()
    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    slug: Mapped[str] = mapped_column(String(80))
    kind: Mapped[ResourceKind] = mapped_column(choice(ResourceKind, "kind_known"))
    title: Mapped[str] = mapped_column(String(300))
    creator: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(1000), default="")
    note: Mapped[str] = mapped_column(String(1000), default="")
    checked_on: Mapped[date | None]
    part_anchor: Mapped[str] = mapped_column(String(80), default="")

    @property
    def kind_label(self) -> Message:
        return self.kind.label


class LinkCheck(Model):
    """What an address of a resource answered when the show last asked; the same for every episode
    that names it."""

    __tablename__ = "link_check"

    id: Mapped[int] = primary_key()
    address: Mapped[str] = mapped_column(String(1000), unique=True)
    state: Mapped[LinkState] = mapped_column(choice(LinkState, "state_known"))
    status: Mapped[int | None]
    moved_to: Mapped[str] = mapped_column(String(1000), default="")
    checked_on: Mapped[date]
