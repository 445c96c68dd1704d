"""Reads of tracks, versions and the documents made from them."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal

from markupsafe import Markup
from sqlalchemy import Select, bindparam, case, select
from sqlalchemy.orm import undefer

import captions
from captions import Cue, Note, Problem, Track
from episodes.accounts.models import User
from episodes.catalog.models import Chapter, Episode
from episodes.catalog.queries import visible
from episodes.db import constant, db, rows_of
from episodes.media.models import Place, Video
from episodes.transcripts.models import CaptionRendering, CaptionTrack, CaptionVersion, TrackKind

READ_BY_PEOPLE = (TrackKind.CAPTIONS, TrackKind.TRANSCRIPT, TrackKind.SUBTITLES)
LAST_CHAPTER_MS = 60_000
Form = Literal["vtt", "transcript_text"]  # columns of CaptionRendering


@dataclass(frozen=True, slots=True)
class LiveTrack:
    track_id: int
    language: str
    kind: TrackKind
    label: str
    is_default: bool
    version_id: int
    is_timed: bool
    cue_count: int
    etag: str


@dataclass(frozen=True, slots=True)
class TranscriptFragment:
    html: Markup
    language: str
    kind: TrackKind
    speakers: tuple[str, ...]
    is_timed: bool


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One line of a track's history."""

    id: int
    number: int
    source_name: str
    source_format: str
    cue_count: int
    is_timed: bool
    note: str
    is_machine_made: bool
    author: str
    created_at: datetime
    is_live: bool


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file as it was uploaded, byte for byte."""

    name: str
    format: str
    sha256: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was made of an upload. notes: what reading did to the file, with its lines; problems:
    what the quality rules say of the cues."""

    track: Track
    format: str
    encoding: str
    speakers: tuple[str, ...]
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]

    @property
    def cues(self) -> tuple[Cue, ...]:
        return self.track.cues


def live_tracks(episode_id: int) -> list[LiveTrack]:
    """The default first, then by kind and label. One statement."""
    return [LiveTrack(*row) for row in rows_of(_live_tracks(), {"id": episode_id})]


# Building a statement costs several times what running it does, so these are built once.
@cache
def _live_tracks() -> Select[*tuple[Any, ...]]:
    return (
        select(
            CaptionTrack.id, CaptionTrack.language, CaptionTrack.kind, CaptionTrack.label,
            CaptionTrack.is_default, CaptionVersion.id, CaptionVersion.is_timed,
            CaptionVersion.cue_count, CaptionRendering.etag,
        )
        .join(CaptionVersion, CaptionTrack.live_version_id == CaptionVersion.id)
        .join(CaptionRendering, CaptionRendering.version_id == CaptionVersion.id)
        .where(CaptionTrack.episode_id == bindparam("id"))
        .order_by(CaptionTrack.is_default.desc(), CaptionTrack.kind, CaptionTrack.label)
    )  # fmt: skip


def transcript_of(episode_id: int, language: str | None = None) -> TranscriptFragment | None:
    """What to read beside the video: in that language where there is one, else the default track's,
    else in the episode's own language. One statement."""
    values = {"id": episode_id, "language": language or ""}
    row = rows_of(_transcript(), values).first()
    if row is None:
        return None
    html, spoken, kind, speakers, is_timed = row
    # The fragment was escaped when it was made (rendering.py).
    return TranscriptFragment(Markup(html), spoken, kind, tuple(speakers), is_timed)  # noqa: S704


@cache
def _transcript() -> Select[*tuple[Any, ...]]:
    return (
        select(
            CaptionRendering.transcript_html, CaptionTrack.language, CaptionTrack.kind,
            CaptionVersion.speakers, CaptionVersion.is_timed,
        )
        .join(CaptionVersion, CaptionVersion.id == CaptionRendering.version_id)
        .join(CaptionTrack, CaptionTrack.live_version_id == CaptionVersion.id)
        .join(Episode, Episode.id == CaptionTrack.episode_id)
        .where(
            CaptionTrack.episode_id == bindparam("id"),
            CaptionTrack.kind.in_([constant(kind) for kind in READ_BY_PEOPLE]),
        )
        .order_by(
            (CaptionTrack.language == bindparam("language")).desc(),
            CaptionTrack.is_default.desc(),
            (CaptionTrack.language == Episode.language).desc(),
            case({kind: place for place, kind in enumerate(READ_BY_PEOPLE)},
                 value=CaptionTrack.kind),
        )
        .limit(1)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LiveDocument:
    """text: None where only the etag was asked for."""

    etag: str
    text: str | None = None


def live_document(
    slug: str, language: str, kind: TrackKind, form: Form | None, *, staff: bool
) -> LiveDocument | None:
    """What viewers are given; None where they may see nothing. One statement."""
    values = {"slug": slug, "language": language, "kind": kind}
    row = rows_of(_live_document(form, staff=staff), values).first()
    return LiveDocument(*row) if row else None


@cache
def _live_document(form: Form | None, *, staff: bool) -> Select[*tuple[Any, ...]]:
    return (
        select(CaptionRendering.etag, *([getattr(CaptionRendering, form)] if form else []))
        .join(CaptionTrack, CaptionTrack.live_version_id == CaptionRendering.version_id)
        .join(Episode, Episode.id == CaptionTrack.episode_id)
        .where(Episode.slug == bindparam("slug"), visible(staff=staff))
        .where(CaptionTrack.language == bindparam("language"))
        .where(CaptionTrack.kind == bindparam("kind"))
    )


def chapters_track(episode_id: int) -> Track | None:
    """The episode's chapters as cues, each up to the next; None where it has none."""
    chapters = list(
        db.session.scalars(
            select(Chapter).where(Chapter.episode_id == episode_id).order_by(Chapter.start_ms)
        )
    )
    if not chapters:
        return None
    last = chapters[-1].start_ms
    end_ms = max(_media_ms(episode_id) or 0, last + LAST_CHAPTER_MS)
    ends = [chapter.start_ms for chapter in chapters[1:]] + [end_ms]
    cues = tuple(
        Cue(chapter.start_ms, end, captions.escape(" ".join(chapter.title.split())))
        for chapter, end in zip(chapters, ends, strict=True)
    )
    return Track(cues=cues, kind="chapters")


def tracks_of(episode_id: int) -> list[CaptionTrack]:
    """Every track, also those of which viewers are given nothing yet."""
    return list(
        db.session.scalars(
            select(CaptionTrack)
            .where(CaptionTrack.episode_id == episode_id)
            .order_by(CaptionTrack.kind, CaptionTrack.language)
        )
    )


def versions_of(track_id: int) -> list[VersionLine]:
    """Newest first."""
    rows = db.session.execute(
        select(
            CaptionVersion.id, CaptionVersion.number, CaptionVersion.source_name,
            CaptionVersion.source_format, CaptionVersion.cue_count, CaptionVersion.is_timed,
            CaptionVersion.note, CaptionVersion.is_machine_made, User.display_name, User.email,
            CaptionVersion.created_at,
            CaptionTrack.live_version_id == CaptionVersion.id,
        )
        .join(CaptionTrack, CaptionTrack.id == CaptionVersion.track_id)
        .outerjoin(User, User.id == CaptionVersion.author_id)
        .where(CaptionVersion.track_id == track_id)
        .order_by(CaptionVersion.number.desc())
    )  # fmt: skip
    return [
        VersionLine(*row[:8], row[8] or row[9] or "", row[10], bool(row[11])) for row in rows.all()
    ]


def source_of(version_id: int) -> SourceFile | None:
    version = db.session.get(CaptionVersion, version_id, options=[undefer(CaptionVersion.source)])
    if version is None:
        return None
    return SourceFile(
        version.source_name, version.source_format, version.source_sha256, version.source
    )


def understanding_of(version: CaptionVersion) -> Understanding:
    """Reads the stored file again, and checks its cues against the length of the video."""
    reading = captions.read(version.source, version.source_name)
    track = db.session.get_one(CaptionTrack, version.track_id)
    media_ms = _media_ms(track.episode_id)
    return Understanding(
        reading.track,
        reading.format,
        reading.encoding,
        tuple(version.speakers),
        tuple(Note(**note) for note in version.report),
        tuple(captions.check(reading.track, media_ms=media_ms)),
    )


def _media_ms(episode_id: int) -> int | None:
    return db.session.scalar(
        select(Video.duration_ms).where(
            Video.episode_id == episode_id, Video.place == Place.EPISODE
        )
    )
