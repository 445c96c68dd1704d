"""Where an episode's videos are and what is known of them."""

from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from episodes.db import Model, choice, primary_key


class Place(StrEnum):
    EPISODE = "episode"
    ANSWER = "answer"


class Video(Model):
    """A stored file (storage_key) or an external address, never both. Keys are our own: the file's
    SHA-256, so that a file name never reaches the disk and the same file is stored once."""

    __tablename__ = "video"
    __table_args__ = (
        UniqueConstraint("episode_id", "place", name="uq_video_place"),
        CheckConstraint("(storage_key = '') <> (address = '')", name="file_or_address"),
        CheckConstraint("duration_ms IS NULL OR duration_ms > 0", name="duration_positive"),
    )

    id: Mapped[int] = primary_key()
    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), index=True
    )
    place: Mapped[Place] = mapped_column(choice(Place, "place_known"), default=Place.EPISODE)
    title: Mapped[str] = mapped_column(String(200), default="")
    storage_key: Mapped[str] = mapped_column(String(120), default="")
    address: Mapped[str] = mapped_column(String(1000), default="")
    media_type: Mapped[str] = mapped_column(String(60), default="")
    size_bytes: Mapped[int | None] = mapped_column(BigInteger)
    duration_ms: Mapped[int | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    poster_key: Mapped[str] = mapped_column(String(120), default="")
    poster_media_type: Mapped[str] = mapped_column(String(60), default="")
    poster_alt: Mapped[str] = mapped_column(String(500), default="")
