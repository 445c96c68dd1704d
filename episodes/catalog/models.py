"""The show, its episodes, and the people and topics that they are found by."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from episodes.catalog.artifacts import Headline, PictureHeadline, ReviewState
from episodes.catalog.logo_ground import LogoGround
from episodes.db import Base, Model, UTCDateTime, choice, now_utc, primary_key
from episodes.messages import Message

SLUG_CHECK = (
    "length(slug) BETWEEN 1 AND 80 AND slug = lower(slug)"
    " AND slug NOT LIKE '%/%' AND slug NOT LIKE '%.%'"
)


class Status(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class CreditRole(StrEnum):
    HOST = "host"
    GUEST = "guest"
    EDITOR = "editor"
    CAPTIONER = "captioner"
    DIRECTOR = "director"
    PRODUCER = "producer"
    CAMERA = "camera"
    MUSIC = "music"
    TRANSLATOR = "translator"
    WRITER = "writer"

    @property
    def label(self) -> Message:
        return ROLE_LABELS[self]


ROLE_LABELS = {
    CreditRole.HOST: Message("Host"),
    CreditRole.GUEST: Message("Guest"),
    CreditRole.EDITOR: Message("Editor"),
    CreditRole.CAPTIONER: Message("Captions by"),
    CreditRole.DIRECTOR: Message("Director"),
    CreditRole.PRODUCER: Message("Producer"),
    CreditRole.CAMERA: Message("Camera"),
    CreditRole.MUSIC: Message("Music"),
    CreditRole.TRANSLATOR: Message("Translator"),
    CreditRole.WRITER: Message("Writer"),
}


class CoverStyle(StrEnum):
    """What stands on a cover where both are to be had: a line that was said, or the poster."""

    LINE = "line"
    POSTER = "poster"


class Accent(StrEnum):
    """The colours that covers come in; white words on each have a contrast of 7 or more."""

    TEAL = "teal"
    PLUM = "plum"
    RUST = "rust"
    OCHRE = "ochre"
    ROSE = "rose"
    LEAF = "leaf"
    BLUE = "blue"
    SLATE = "slate"


class CaptionProfile(StrEnum):
    """Names of captions.PROFILES."""

    DEFAULT = "default"
    NETFLIX = "netflix"
    NETFLIX_CHILD = "netflix-child"
    BBC = "bbc"
    BBC_VERTICAL = "bbc-vertical"
    DCMP = "dcmp"
    FCC = "fcc"


class Show(Model):
    """One row: an installation carries one show. helplines: objects with country, name and, where
    known, phone, address and note. hot, plum: as #rrggbb; these and display_face are empty for the
    usual ones. caption_profile: whose rules its captions keep, of captions.PROFILES.
    publishing_rules: what an episode must have beyond what every show asks for (readiness.py).
    logo: PNG of our own drawing, read only where it is served; logo_alt: empty for the name.
    time_zone: by whose clock times are typed and shown, as in "Europe/London"."""

    __tablename__ = "show"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = primary_key()
    name: Mapped[str] = mapped_column(String(120))
    tagline: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(35), default="en")
    exit_address: Mapped[str] = mapped_column(String(500), default="")
    helplines: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    hot: Mapped[str] = mapped_column(String(7), default="")
    plum: Mapped[str] = mapped_column(String(7), default="")
    display_face: Mapped[str] = mapped_column(String(80), default="")
    cover_style: Mapped[CoverStyle] = mapped_column(
        choice(CoverStyle, "cover_style_known"), default=CoverStyle.LINE
    )
    caption_profile: Mapped[CaptionProfile] = mapped_column(
        choice(CaptionProfile, "caption_profile_known"), default=CaptionProfile.DEFAULT
    )
    publishing_rules: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    logo_digest: Mapped[str] = mapped_column(String(64), default="")
    logo_alt: Mapped[str] = mapped_column(String(200), default="")
    logo_width: Mapped[int | None]
    logo_height: Mapped[int | None]
    logo_ground: Mapped[LogoGround] = mapped_column(
        choice(LogoGround, "logo_ground_known"), default=LogoGround.ANY
    )
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC", server_default="UTC")


episodes_topics = Table(
    "episodes_topics",
    Base.metadata,
    Column("episode_id", ForeignKey("episode.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Episode(Model):
    """Publication and what each artifact says of itself stand on the row, so that the database can
    refuse a publication without review and lists need no join. cover_line: words from the video
    (cover_said_ms) or the answer, verbatim; empty: the question stands on the cover."""

    __tablename__ = "episode"
    __table_args__ = (
        CheckConstraint(SLUG_CHECK, name="slug_form"),
        CheckConstraint("(season IS NULL) = (number IS NULL)", name="season_with_number"),
        CheckConstraint("season IS NULL OR (season >= 1 AND number >= 1)", name="numbers_from_one"),
        CheckConstraint("length(title) >= 1", name="title_not_empty"),
        CheckConstraint(
            "status NOT IN ('scheduled', 'published') OR published_at IS NOT NULL",
            name="public_has_time",
        ),
        CheckConstraint(
            "status NOT IN ('scheduled', 'published') OR video_review <> 'not_reviewed'",
            name="public_video_is_reviewed",
        ),
        CheckConstraint(
            "answer_published_at IS NULL OR answer_review <> 'not_reviewed'",
            name="public_answer_is_reviewed",
        ),
        UniqueConstraint("season", "number", name="uq_episode_season_number"),
        Index("ix_episode_status_published_at", "status", "published_at", "id"),
    )

    id: Mapped[int] = primary_key()
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(1000), default="")
    language: Mapped[str] = mapped_column(String(35), default="en")
    season: Mapped[int | None]
    number: Mapped[int | None]
    status: Mapped[Status] = mapped_column(choice(Status, "status_known"), default=Status.DRAFT)
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answer_published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc, onupdate=now_utc)

    accent: Mapped[Accent | None] = mapped_column(choice(Accent, "accent_known"))
    cover_line: Mapped[str] = mapped_column(String(300), default="")
    cover_said_by: Mapped[str] = mapped_column(String(120), default="")
    cover_said_ms: Mapped[int | None]

    question_headline: Mapped[Headline] = mapped_column(
        choice(Headline, "question_headline_known"), default=Headline.CLEAN
    )
    question_review: Mapped[ReviewState] = mapped_column(
        choice(ReviewState, "question_review_known"), default=ReviewState.NOT_REVIEWED
    )
    video_headline: Mapped[Headline] = mapped_column(
        choice(Headline, "video_headline_known"), default=Headline.CLEAN
    )
    video_review: Mapped[ReviewState] = mapped_column(
        choice(ReviewState, "video_review_known"), default=ReviewState.NOT_REVIEWED
    )
    thumbnail_headline: Mapped[PictureHeadline] = mapped_column(
        choice(PictureHeadline, "thumbnail_headline_known"), default=PictureHeadline.NONE
    )
    thumbnail_review: Mapped[ReviewState] = mapped_column(
        choice(ReviewState, "thumbnail_review_known"), default=ReviewState.NOT_REVIEWED
    )
    answer_headline: Mapped[Headline] = mapped_column(
        choice(Headline, "answer_headline_known"), default=Headline.CLEAN
    )
    answer_review: Mapped[ReviewState] = mapped_column(
        choice(ReviewState, "answer_review_known"), default=ReviewState.NOT_REVIEWED
    )
    answer_images_headline: Mapped[PictureHeadline] = mapped_column(
        choice(PictureHeadline, "answer_images_headline_known"), default=PictureHeadline.NONE
    )
    answer_images_review: Mapped[ReviewState] = mapped_column(
        choice(ReviewState, "answer_images_review_known"), default=ReviewState.NOT_REVIEWED
    )

    topics: Mapped[list["Topic"]] = relationship(secondary=episodes_topics, order_by="Topic.name")
    credits: Mapped[list["Credit"]] = relationship(
        order_by="Credit.position", cascade="all, delete-orphan"
    )
    chapters: Mapped[list["Chapter"]] = relationship(
        order_by="Chapter.start_ms", cascade="all, delete-orphan"
    )


class Person(Model):
    __tablename__ = "person"
    __table_args__ = (CheckConstraint(SLUG_CHECK, name="slug_form"),)

    id: Mapped[int] = primary_key()
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    pronouns: Mapped[str] = mapped_column(String(60), default="")
    biography: Mapped[str] = mapped_column(Text, default="")
    disclosure: Mapped[str] = mapped_column(String(500), default="")
    website: Mapped[str] = mapped_column(String(500), default="")


class Credit(Model):
    __tablename__ = "credit"
    __table_args__ = (UniqueConstraint("episode_id", "person_id", "role", name="uq_credit_once"),)

    id: Mapped[int] = primary_key()
    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    role: Mapped[CreditRole] = mapped_column(choice(CreditRole, "role_known"))
    position: Mapped[int]
    person: Mapped[Person] = relationship()


class Topic(Model):
    __tablename__ = "topic"
    __table_args__ = (CheckConstraint(SLUG_CHECK, name="slug_form"),)

    id: Mapped[int] = primary_key()
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text, default="")
    synonyms: Mapped[list["TopicSynonym"]] = relationship(
        order_by="TopicSynonym.position", cascade="all, delete-orphan"
    )


class TopicSynonym(Model):
    __tablename__ = "topic_synonym"
    __table_args__ = (UniqueConstraint("topic_id", "name", name="uq_topic_synonym_once"),)

    id: Mapped[int] = primary_key()
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))


class Chapter(Model):
    __tablename__ = "chapter"
    __table_args__ = (
        UniqueConstraint("episode_id", "start_ms", name="uq_chapter_start"),
        CheckConstraint("start_ms >= 0", name="start_not_negative"),
    )

    id: Mapped[int] = primary_key()
    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), index=True
    )
    start_ms: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
