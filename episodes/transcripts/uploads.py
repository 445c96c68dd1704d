"""Files that somebody has sent and not yet decided about: what was understood of each, and what it
is proposed to become. Nothing is a version before its sender says so. Nothing here commits."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from sqlalchemy import ForeignKey, LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

import captions
from captions import DEFAULT_LIMITS, CaptionError, Reading, Track
from captions.language import likely_language_of
from captions.timecode import clock
from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.db import Model, UTCDateTime, db, now_utc, primary_key
from episodes.messages import LibraryError, Message
from episodes.transcripts.actions import plain_file_name
from episodes.transcripts.models import TrackKind

# A file that nobody decided about for so long is forgotten.
KEPT_FOR = timedelta(days=1)
MOST_FILES = 20
SAMPLE_LINES = 5
# Chapters are few, long, and told in a few words.
# Captions that all last so long and say so little are the names of chapters.
_CHAPTER_MS, _CHAPTER_CHARS = 20_000, 60
_NAMED_LANGUAGE = re.compile(r"[._-]([a-z]{2,3}(?:-[A-Za-z]{2,4})?)$")


class CaptionUpload(Model):
    __tablename__ = "caption_upload"

    id: Mapped[int] = primary_key()
    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)


@dataclass(frozen=True, slots=True)
class Understood:
    """Of one file. problem: why it cannot be kept, and then there is nothing else. sample: its
    first lines, each with its time."""

    upload: CaptionUpload
    problem: Message | None = None
    reading: Reading | None = None
    kind: TrackKind = TrackKind.CAPTIONS
    language: str = ""
    sample: tuple[tuple[str, str], ...] = ()

    @property
    def count(self) -> int:
        track = self.reading.track if self.reading else Track()
        return len(track.cues) or len(track.turns)


def receive_upload(episode: Episode, user: User, data: bytes, name: str) -> CaptionUpload:
    db.session.execute(delete(CaptionUpload).where(CaptionUpload.sent_at < now_utc() - KEPT_FOR))
    upload = CaptionUpload(
        episode_id=episode.id, user_id=user.id, name=plain_file_name(name), data=data
    )
    db.session.add(upload)
    db.session.flush()
    return upload


def uploads_of(episode: Episode, user: User) -> list[CaptionUpload]:
    """One's own, in the order in which they were sent."""
    query = select(CaptionUpload).where(
        CaptionUpload.episode_id == episode.id, CaptionUpload.user_id == user.id
    )
    return list(db.session.scalars(query.order_by(CaptionUpload.id).limit(MOST_FILES)))


def understand_upload(upload: CaptionUpload, episode: Episode, limit_bytes: int) -> Understood:
    limits = replace(DEFAULT_LIMITS, file_bytes=limit_bytes)
    try:
        reading = captions.read(upload.data, upload.name, limits=limits)
    except CaptionError as error:
        return Understood(upload, problem=LibraryError(error))
    language = _language_of(upload.name, reading.track) or episode.language
    kind = kind_of(reading.track, language, episode.language)
    return Understood(upload, None, reading, kind, language, _sample(reading.track))


def _language_of(name: str, track: Track) -> str:
    """As the file says itself, as its name does (`talk.es.vtt`), as its words do."""
    named = _NAMED_LANGUAGE.search(PurePosixPath(name).stem)
    return track.language or (named[1] if named else "") or likely_language_of(track)


def kind_of(track: Track, language: str, spoken: str) -> TrackKind:
    if not track.is_timed:
        return TrackKind.TRANSCRIPT
    if track.kind in (TrackKind.CHAPTERS, TrackKind.DESCRIPTIONS, TrackKind.METADATA):
        return TrackKind(track.kind)
    if track.cues and all(
        cue.end_ms - cue.start_ms >= _CHAPTER_MS and len(cue.plain_text) <= _CHAPTER_CHARS
        for cue in track.cues
    ):
        return TrackKind.CHAPTERS
    is_translation = language.partition("-")[0] != spoken.partition("-")[0]
    return TrackKind.SUBTITLES if is_translation else TrackKind.CAPTIONS


def _sample(track: Track) -> tuple[tuple[str, str], ...]:
    if track.is_timed:
        cues = track.cues[:SAMPLE_LINES]
        return tuple((clock(cue.start_ms), " ".join(cue.plain_text.split())) for cue in cues)
    turns = track.turns[:SAMPLE_LINES]
    return tuple((turn.speaker or "", " ".join(turn.text.split())[:300]) for turn in turns)
