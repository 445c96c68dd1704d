"""Making tracks, adding versions to them, and choosing which version viewers are given."""

import hashlib
import re
from dataclasses import asdict
from pathlib import PurePosixPath, PureWindowsPath

from sqlalchemy import func, select, update

import captions
from captions import DEFAULT_LIMITS, Limits, Note, Reading, Track
from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.catalog.signals import episode_changed
from episodes.db import db
from episodes.media.storage import check_room_for_rows
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.transcripts.errors import (
    MachineMadeError,
    NeverShownError,
    NoCuesError,
    NoTimesError,
)
from episodes.transcripts.models import (
    LONGEST_NOTE,
    CaptionRendering,
    CaptionTrack,
    CaptionVersion,
    TrackKind,
)
from episodes.transcripts.rendering import rendering_of

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
MOST_NOTES_KEPT = 500
# As it came, as WebVTT, HTML and text, and the words of it in the search index, twice while a
# transaction is open and SQLite's log holds what the file will.
COPIES = 10
# Closing captions often stand a moment longer than the film that was cut to its last frame.
SLACK_MS = 5_000


def ensure_track(
    episode: Episode, *, language: str, kind: TrackKind, label: str, is_default: bool = False
) -> CaptionTrack:
    """The episode's track of that language and kind, made where there is none.

    Raises RefusalError."""
    check_track(language, label)
    if is_default:
        _leave_no_other_default(episode.id, language, kind)
    track = track_of(episode.id, language, kind)
    if track is None:
        track = CaptionTrack(episode_id=episode.id, language=language, kind=kind)
        db.session.add(track)
    track.label, track.is_default = label.strip(), is_default
    db.session.flush()
    return track


def add_version(
    track: CaptionTrack,
    data: bytes,
    name: str,
    *,
    author: User | None,
    note: str = "",
    make_live: bool = False,
    is_machine_made: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    video_ms: int | None = None,
) -> CaptionVersion:
    """The same bytes as the live version's are that version, and nothing new is made. The words of
    a version that a machine wrote stay machine-made in whatever file they come back. video_ms: how
    long the video is; a version that reaches past its end is not made live by this.

    Raises captions.CaptionError for what cannot be read, does not suit the track's kind, or would
    be made live though a machine wrote it; StorageFullError."""
    digest = hashlib.sha256(data).hexdigest()
    live = track.live_version
    if live is not None and live.source_sha256 == digest:
        return live
    check_room_for_rows(len(data) * COPIES)
    reading = captions.read(data, name, limits=limits)
    _check_suits(reading, track.kind)
    version = _version(track, reading)
    version.source, version.source_sha256 = data, digest
    version.source_name, version.note = plain_file_name(name), note.strip()[:LONGEST_NOTE]
    version.author_id = author.id if author else None
    version.is_machine_made = is_machine_made or _is_of_machine(reading.track, track.episode_id)
    db.session.add(version)
    db.session.flush()
    if make_live and not reaches_past(version, video_ms):
        _make_live(track, version)
    return version


def reaches_past(version: CaptionVersion, video_ms: int | None) -> bool:
    """Such captions are of another video, or of another cut of it."""
    return bool(version.is_timed and video_ms and version.last_end_ms > video_ms + SLACK_MS)


def make_live(version: CaptionVersion, *, actor: User | None = None) -> None:
    """Viewers get this version from now on; going back to an older one is the same call.

    Raises MachineMadeError."""
    track = db.session.get_one(CaptionTrack, version.track_id)
    if track.live_version_id != version.id:
        _make_live(track, version)
        episode = db.session.get_one(Episode, track.episode_id)
        detail = {"language": track.language, "kind": track.kind.value, "version": version.number}
        record(actor, AuditAction.CAPTIONS_MAKE_LIVE, "episode", episode.slug, **detail)


def hide_track(track: CaptionTrack, *, actor: User | None = None) -> None:
    """Viewers get no version of it any more; the versions stay."""
    if track.live_version_id is not None:
        track.live_version_id = None
        db.session.flush()
        episode = db.session.get_one(Episode, track.episode_id)
        detail = {"language": track.language, "kind": track.kind.value}
        record(actor, AuditAction.CAPTIONS_HIDE, "episode", episode.slug, **detail)
        episode_changed.send(episode)


def plain_file_name(name: str) -> str:
    """Without folders of either kind and without what no file name shows."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    return "".join(c for c in last if c.isprintable())[-255:] or "unnamed"


def check_track(language: str, label: str) -> None:
    """Raises RefusalError."""
    if not LANGUAGE.fullmatch(language) or len(language) > 35:
        raise RefusalError(Message("A language is written as en, es or pt-BR."), "language")
    if not 1 <= len(label.strip()) <= 120:
        raise RefusalError(Message("A label must have 1 to 120 characters."), "label")


def _leave_no_other_default(episode_id: int, language: str, kind: TrackKind) -> None:
    others = (CaptionTrack.language != language) | (CaptionTrack.kind != kind)
    db.session.execute(
        update(CaptionTrack)
        .where(CaptionTrack.episode_id == episode_id, CaptionTrack.is_default, others)
        .values(is_default=False)
    )


def track_of(episode_id: int, language: str, kind: TrackKind) -> CaptionTrack | None:
    return db.session.scalar(
        select(CaptionTrack).where(
            CaptionTrack.episode_id == episode_id,
            CaptionTrack.language == language,
            CaptionTrack.kind == kind,
        )
    )


def _check_suits(reading: Reading, kind: TrackKind) -> None:
    if reading.track.is_timed and not reading.track.cues:
        raise NoCuesError(next((n.reason for n in reading.report if n.kind == "dropped"), ""))
    if reading.track.is_timed and all(c.end_ms <= c.start_ms for c in reading.track.cues):
        raise NeverShownError
    if not reading.track.is_timed and kind is not TrackKind.TRANSCRIPT:
        raise NoTimesError(kind.value)


def _is_of_machine(track: Track, episode_id: int) -> bool:
    of_machine = (
        select(CaptionVersion)
        .join(CaptionTrack, CaptionTrack.id == CaptionVersion.track_id)
        .where(CaptionTrack.episode_id == episode_id, CaptionVersion.is_machine_made)
    )
    spoken = _spoken_turns(track)
    return any(
        spoken == _spoken_turns(captions.read(version.source, version.source_name).track)
        for version in db.session.scalars(of_machine)
    )


def _spoken_turns(track: Track) -> list[tuple[str | None, list[str]]]:
    """Who says what, whatever its times and lines are."""
    return [(turn.speaker, turn.text.split()) for turn in captions.speaker_turns(track)]


def _version(track: CaptionTrack, reading: Reading) -> CaptionVersion:
    documents = rendering_of(reading.track, track.language)
    return CaptionVersion(
        track_id=track.id,
        number=_next_number(track.id),
        source_format=reading.format,
        source_encoding=reading.encoding,
        is_timed=reading.track.is_timed,
        cue_count=len(reading.track.cues) or len(reading.track.turns),
        last_end_ms=reading.track.end_ms,
        speakers=list(captions.speakers(reading.track)),
        report=_report_lines(reading.report),
        rendering=CaptionRendering(
            vtt=documents.vtt,
            transcript_html=documents.html,
            transcript_text=documents.text,
            etag=documents.etag,
        ),
    )


def _next_number(track_id: int) -> int:
    last = select(func.max(CaptionVersion.number)).where(CaptionVersion.track_id == track_id)
    return (db.session.scalar(last) or 0) + 1


def _report_lines(notes: tuple[Note, ...]) -> list[dict[str, object]]:
    lines = [asdict(note) for note in notes[:MOST_NOTES_KEPT]]
    if len(notes) > MOST_NOTES_KEPT:
        more = f"{len(notes) - MOST_NOTES_KEPT:,} more remarks are not listed."
        lines.append(asdict(Note(None, None, "noted", more)))
    return lines


def _make_live(track: CaptionTrack, version: CaptionVersion) -> None:
    if version.is_machine_made:  # the database refuses it as well, in its own words
        raise MachineMadeError
    track.live_version = version
    db.session.flush()
    episode_changed.send(db.session.get_one(Episode, track.episode_id))
