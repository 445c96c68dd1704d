"""Files that somebody has sent and not yet decided about: what was understood of each, and what it
is proposed to become. Nothing is a version before its sender says so. Nothing here commits."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

import captions
from captions import DEFAULT_LIMITS, CaptionError, Track
from captions.language import likely_language_of
from captions.timecode import clock
from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.db import Model, UTCDateTime, db, now_utc, primary_key
from episodes.jobs.actions import enqueue
from episodes.jobs.models import Job, JobState
from episodes.jobs.queries import jobs_of
from episodes.messages import LibraryError, Message, restored, stored_form, stored_library
from episodes.transcripts.actions import plain_file_name
from episodes.transcripts.models import TrackKind

# A file that nobody decided about for so long is forgotten.
KEPT_FOR = timedelta(days=1)
MOST_FILES = 20
SAMPLE_LINES = 5
MOST_REMARKS = 20
LONGEST_PROBLEM = 1000
# Reading takes a tenth of a second there on two busy cores, rendering as much again
# (docs/captioning.md); everybody whom the same process serves waits so long.
READ_AT_ONCE_BYTES = 400_000
READ_CAPTIONS, KEEP_CAPTIONS = "read_captions", "keep_captions"
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
    # Of a file that a job has read: what it found (understand_file).
    understood: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now_utc)


@dataclass(frozen=True, slots=True)
class Understood:
    """Of one file. job: reads it, or could not; then there is nothing else. problem: why it cannot
    be kept. sample: its first lines, each with its time or its speaker. remarks: the first of
    them, each with its line."""

    upload: CaptionUpload
    job: Job | None = None
    problem: Message | None = None
    format: str = ""
    encoding: str = ""
    is_timed: bool = True
    end_ms: int = 0
    count: int = 0
    kind: str = ""
    language: str = ""
    sample: tuple[tuple[str, str], ...] = ()
    remarks: tuple[tuple[int | None, str], ...] = ()
    remark_count: int = 0


def receive_upload(episode: Episode, user: User, data: bytes, name: str) -> CaptionUpload:
    db.session.execute(delete(CaptionUpload).where(CaptionUpload.sent_at < now_utc() - KEPT_FOR))
    upload = CaptionUpload(
        episode_id=episode.id, user_id=user.id, name=plain_file_name(name), data=data
    )
    db.session.add(upload)
    db.session.flush()
    return upload


def ask_to_read(upload: CaptionUpload) -> Job:
    return enqueue(
        READ_CAPTIONS,
        subject=f"episode:{upload.episode_id}",
        arguments={"upload_id": upload.id},
        asked_by_id=upload.user_id,
    )


def is_large(data: bytes) -> bool:
    return len(data) > READ_AT_ONCE_BYTES


def uploads_of(episode: Episode, user: User) -> list[CaptionUpload]:
    """One's own, in the order in which they were sent, without those that a job is keeping."""
    query = select(CaptionUpload).where(
        CaptionUpload.episode_id == episode.id, CaptionUpload.user_id == user.id
    )
    leaving = {
        job.arguments["upload_id"]
        for job in jobs_of(f"episode:{episode.id}")
        if job.kind == KEEP_CAPTIONS and not job.is_finished
    }
    uploads = db.session.scalars(query.order_by(CaptionUpload.id).limit(MOST_FILES))
    return [upload for upload in uploads if upload.id not in leaving]


def reading_job_of(upload: CaptionUpload) -> Job | None:
    """None also where it has been read."""
    jobs = jobs_of(f"episode:{upload.episode_id}")
    return next(
        (
            job
            for job in jobs
            if job.kind == READ_CAPTIONS
            and job.arguments["upload_id"] == upload.id
            and job.state is not JobState.DONE
        ),
        None,
    )


def understanding_of_upload(
    upload: CaptionUpload, episode: Episode, limit_bytes: int
) -> Understood:
    """Read here and now, unless that is a job's."""
    if upload.understood is None and (job := reading_job_of(upload)):
        return Understood(upload, job)
    facts = upload.understood or understand_file(
        upload.data, upload.name, episode.language, limit_bytes
    )
    problem = facts["problem"]
    pairs = {name: tuple(map(tuple, facts[name])) for name in ("sample", "remarks")}
    return Understood(upload, **facts | pairs | {"problem": restored(problem) if problem else None})


def understand_file(data: bytes, name: str, spoken: str, limit_bytes: int) -> dict[str, Any]:
    """Fields of Understood, for a column."""
    try:
        reading = captions.read(data, name, limits=replace(DEFAULT_LIMITS, file_bytes=limit_bytes))
    except CaptionError as error:
        problem = stored_form(LibraryError(error), LONGEST_PROBLEM)
        return {"problem": problem, "sample": [], "remarks": []}
    track = reading.track
    language = _language_of(name, track) or spoken
    notes = reading.report[:MOST_REMARKS]
    return {
        "problem": "",
        "format": reading.format,
        "encoding": reading.encoding,
        "is_timed": track.is_timed,
        "end_ms": track.end_ms,
        "count": len(track.cues) or len(track.turns),
        "kind": kind_of(track, language, spoken).value,
        "language": language,
        "sample": _sample(track),
        "remarks": [(note.line, stored_library(note.reason)) for note in notes],
        "remark_count": len(reading.report),
    }


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
