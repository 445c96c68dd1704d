"""A file becomes a version, as the person who sent it wishes: at once, or a large one in a job.

Nothing here commits."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from captions import DEFAULT_LIMITS
from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode, Status
from episodes.catalog.readiness import Rule, show_asks_for
from episodes.catalog.words import language_name
from episodes.jobs.actions import enqueue
from episodes.jobs.models import Job
from episodes.media.queries import video_of
from episodes.transcripts.actions import add_version, ensure_track, track_of
from episodes.transcripts.hearing import ask_for_hearing, can_hear
from episodes.transcripts.models import CaptionTrack, CaptionVersion, TrackKind
from episodes.transcripts.offers import listening_to
from episodes.transcripts.proposals import ask_for_sync
from episodes.transcripts.uploads import KEEP_CAPTIONS, CaptionUpload


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a file is to be. label, is_default: None leaves a track that is there as it is."""

    kind: str
    language: str
    label: str | None = None
    note: str = ""
    is_default: bool | None = None
    make_live: bool = False
    sync: bool = False


def keep_file(
    episode: Episode, data: bytes, name: str, wishes: Wishes, actor: User, *, limit_bytes: int
) -> CaptionVersion:
    """Raises RefusalError, captions.CaptionError."""
    track = _track(episode, wishes)
    live_before, video = track.live_version_id, video_of(episode.id)
    is_to_be_heard = track.kind is TrackKind.CAPTIONS and can_hear(episode)
    is_wanted_at_once = wishes.make_live and not _needs_approval(episode)
    version = add_version(
        track,
        data,
        name,
        author=actor,
        note=wishes.note,
        make_live=is_wanted_at_once and not is_to_be_heard,
        limits=replace(DEFAULT_LIMITS, file_bytes=limit_bytes),
        video_ms=video.duration_ms if video else None,
    )
    if version.id == live_before:
        return version
    detail = {"language": track.language, "kind": track.kind.value, "version": version.number}
    record(actor, AuditAction.CAPTIONS_ADD, "episode", episode.slug, **detail)
    if is_to_be_heard:
        ask_for_hearing(episode, version, actor, show_if_fits=is_wanted_at_once)
    if is_to_be_synced(episode, version, wishes):
        ask_for_sync(episode, version, actor)
    return version


def is_to_be_synced(episode: Episode, version: CaptionVersion, wishes: Wishes) -> bool:
    return wishes.sync and not version.is_timed and listening_to(episode.id).obstacle is None


def ask_to_keep(upload: CaptionUpload, wishes: Wishes, actor: User) -> Job:
    """For a file that takes seconds to read: it waits among the uploads until the job has it."""
    arguments: dict[str, Any] = {"upload_id": upload.id} | asdict(wishes)
    return enqueue(
        KEEP_CAPTIONS,
        subject=f"episode:{upload.episode_id}",
        arguments=arguments,
        asked_by_id=actor.id,
    )


def _track(episode: Episode, wishes: Wishes) -> CaptionTrack:
    kind = TrackKind(wishes.kind)
    there = track_of(episode.id, wishes.language, kind)
    label = wishes.label or language_name(wishes.language) or wishes.language
    is_default = bool(wishes.is_default)
    if there is not None:
        label = label if wishes.label is not None else there.label
        is_default = there.is_default if wishes.is_default is None else is_default
    return ensure_track(
        episode, language=wishes.language, kind=kind, label=label, is_default=is_default
    )


def _needs_approval(episode: Episode) -> bool:
    """Nobody can have approved what only just comes."""
    return episode.status == Status.PUBLISHED and show_asks_for(Rule.SECOND_PERSON)
