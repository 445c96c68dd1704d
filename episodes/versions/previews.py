"""A link that shows somebody without an account what is not public: what it shows is written down
when it is made, so that nothing saved later shows through it. Nothing here commits."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import JSON, ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.accounts.sign_ins import hash_of_key
from episodes.catalog.models import Episode
from episodes.db import Model, UTCDateTime, db, now_utc, primary_key

MOST_DAYS = 30


@dataclass(frozen=True, slots=True)
class FrozenNote:
    name: str
    brief: str
    sentences: list[str]


@dataclass(frozen=True, slots=True)
class FrozenPart:
    anchor: str
    heading: str
    html: str


@dataclass(frozen=True, slots=True)
class FrozenResource:
    kind: str
    title: str
    creator: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class FrozenVideo:
    """address: where it is elsewhere, else empty; key: of the stored file. place, note: of another
    form of the episode's video, and what is in it besides."""

    address: str
    key: str
    media_type: str
    place: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FrozenPicture:
    """name: in the answer's text; empty for the poster. alt: the words in its place."""

    name: str
    key: str
    media_type: str
    width: int = 0
    height: int = 0
    alt: str = ""


@dataclass(frozen=True, slots=True)
class FrozenCover:
    line: str
    said_by: str
    accent: str


@dataclass(frozen=True, slots=True)
class FrozenTrack:
    version_id: int
    kind: str
    language: str
    label: str
    is_timed: bool


@dataclass(frozen=True, slots=True)
class PreviewDocument:
    """versions: the number of each kind's version that is shown. videos: the episode's own, then
    the one in its answer. forms: the episode's own with descriptions, or signed."""

    title: str
    language: str
    summary: str = ""
    numbering: str = ""
    question: str = ""
    asked_by: str = ""
    also_asked_as: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    notes: list[FrozenNote] = field(default_factory=list)
    parts: list[FrozenPart] = field(default_factory=list)
    resources: list[FrozenResource] = field(default_factory=list)
    videos: list[FrozenVideo] = field(default_factory=list)
    has_own_video: bool = False
    forms: list[FrozenVideo] = field(default_factory=list)
    cover: FrozenCover | None = None
    poster: FrozenPicture | None = None
    pictures: list[FrozenPicture] = field(default_factory=list)
    tracks: list[FrozenTrack] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)


DOCUMENT = TypeAdapter(PreviewDocument)


class PreviewLink(Model):
    """key_hash: of the random key in its address. note: whom it is for, for the desk's list."""

    __tablename__ = "preview_link"

    id: Mapped[int] = primary_key()
    episode_id: Mapped[int] = mapped_column(
        ForeignKey("episode.id", ondelete="CASCADE"), index=True
    )
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    note: Mapped[str] = mapped_column(String(200), default="")
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)


def make_preview_link(
    episode: Episode, document: PreviewDocument, *, days: int, note: str, actor: User
) -> str:
    """The key that the link ends with; it is nowhere kept."""
    key = secrets.token_urlsafe(24)
    link = PreviewLink(
        episode_id=episode.id,
        key_hash=hash_of_key(key),
        note=note,
        made_by_id=actor.id,
        ends_at=now_utc() + timedelta(days=days),
        document=DOCUMENT.dump_python(document, mode="json"),
    )
    db.session.add(link)
    db.session.flush()
    record(actor, AuditAction.PREVIEW_MAKE, "episode", episode.slug, days=days, note=note)
    return key


def end_preview_link(episode: Episode, number: int, actor: User) -> bool:
    """False where it had ended already."""
    ended = delete(PreviewLink).where(
        PreviewLink.id == number, PreviewLink.episode_id == episode.id
    )
    is_ended = db.session.scalar(ended.returning(PreviewLink.id)) is not None
    if is_ended:
        record(actor, AuditAction.PREVIEW_END, "episode", episode.slug)
    return is_ended


def erase_previews(episode_id: int) -> None:
    """For words that somebody takes back: no link may go on showing them."""
    db.session.execute(delete(PreviewLink).where(PreviewLink.episode_id == episode_id))


def forget_ended_previews() -> None:
    db.session.execute(delete(PreviewLink).where(PreviewLink.ends_at <= now_utc()))


def open_preview(key: str) -> PreviewDocument | None:
    """None where it has ended, or was made before the site learned to show more."""
    chosen = select(PreviewLink.document).where(
        PreviewLink.key_hash == hash_of_key(key), PreviewLink.ends_at > now_utc()
    )
    stored = db.session.scalar(chosen)
    try:
        return DOCUMENT.validate_python(stored) if stored else None
    except ValidationError:
        return None


def preview_links_of(episode_id: int) -> Sequence[tuple[PreviewLink, str]]:
    """Those that are open, the newest first, each with the name of who made it."""
    rows = db.session.execute(
        select(PreviewLink, User.display_name, User.email)
        .outerjoin(User, User.id == PreviewLink.made_by_id)
        .where(PreviewLink.episode_id == episode_id, PreviewLink.ends_at > now_utc())
        .order_by(PreviewLink.id.desc())
    )
    return [(link, name or email or "") for link, name, email in rows]
