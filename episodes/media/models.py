"""Where an episode's videos are and what is known of them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from episodes.catalog.artifacts import Headline, ReviewState
from episodes.db import Model, UTCDateTime, choice, primary_key


class Place(StrEnum):
    EPISODE = "episode"
    ANSWER = "answer"
    DESCRIBED = "described"
    SIGN_LANGUAGE = "sign_language"
    WAITING = "waiting"  # newer than what viewers of a published episode see


# The episode's own video in another form: as long, with the same captions, chapters and notes.
OTHER_FORMS = (Place.DESCRIBED, Place.SIGN_LANGUAGE)


class Video(Model):
    """A stored file (original_key) or an external address, never both. Keys are our own: the file's
    SHA-256, so that a file name never reaches the disk and the same file is stored once.

    original_key: the file as it came. storage_key: what browsers play, with media_type, size_bytes,
    width and height; the original itself where they play that, empty until something else is made.
    note, headline, review: of another form of an episode's video, what is in it that is not in the
    video, and what somebody found who looked at this very file; before that no viewer is given it.
    What is drawn from the file (loudness, storyboard, waveform) is there once it is prepared."""

    __tablename__ = "video"
    __table_args__ = (
        UniqueConstraint("episode_id", "place", name="uq_video_place"),
        CheckConstraint("(original_key = '') <> (address = '')", name="file_or_address"),
        CheckConstraint("storage_key = '' OR original_key <> ''", name="played_has_original"),
        CheckConstraint("duration_ms IS NULL OR duration_ms > 0", name="duration_positive"),
    )

    id: Mapped[int] = primary_key()
    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), index=True
    )
    place: Mapped[Place] = mapped_column(choice(Place, "place_known"), default=Place.EPISODE)
    title: Mapped[str] = mapped_column(String(200), default="")
    original_key: Mapped[str] = mapped_column(String(120), default="")
    original_size_bytes: Mapped[int | None] = mapped_column(BigInteger)
    storage_key: Mapped[str] = mapped_column(String(120), default="")
    address: Mapped[str] = mapped_column(String(1000), default="")
    media_type: Mapped[str] = mapped_column(String(60), default="")
    size_bytes: Mapped[int | None] = mapped_column(BigInteger)
    duration_ms: Mapped[int | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    has_video: Mapped[bool] = mapped_column(default=True)
    has_audio: Mapped[bool] = mapped_column(default=True)
    rotation: Mapped[int] = mapped_column(default=0)
    codecs: Mapped[str] = mapped_column(String(120), default="")
    loudness_lufs: Mapped[float | None]
    poster_key: Mapped[str] = mapped_column(String(120), default="")
    poster_media_type: Mapped[str] = mapped_column(String(60), default="")
    poster_size_bytes: Mapped[int | None] = mapped_column(BigInteger)
    poster_alt: Mapped[str] = mapped_column(String(500), default="")
    is_poster_own: Mapped[bool] = mapped_column(default=False)
    storyboard_key: Mapped[str] = mapped_column(String(120), default="")
    storyboard_size_bytes: Mapped[int | None] = mapped_column(BigInteger)
    storyboard_layout: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    waveform_key: Mapped[str] = mapped_column(String(120), default="")
    waveform_size_bytes: Mapped[int | None] = mapped_column(BigInteger)
    prepared_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    note: Mapped[str] = mapped_column(String(300), default="")
    headline: Mapped[Headline] = mapped_column(
        choice(Headline, "headline_known"), default=Headline.CLEAN
    )
    review: Mapped[ReviewState] = mapped_column(
        choice(ReviewState, "review_known"), default=ReviewState.NOT_REVIEWED
    )


class AnswerPicture(Model):
    """A picture that stands in a written answer as `![words](picture:name)`. A row never changes,
    so that each version of the text finds the picture that it was written with; the words in its
    place stand in the text. alt: what they were when it was sent; empty for a mere ornament."""

    __tablename__ = "answer_picture"
    __table_args__ = (UniqueConstraint("episode_id", "name", name="uq_answer_picture_name"),)

    id: Mapped[int] = primary_key()
    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(80))
    storage_key: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(60))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    width: Mapped[int]
    height: Mapped[int]
    alt: Mapped[str] = mapped_column(String(500), default="")
