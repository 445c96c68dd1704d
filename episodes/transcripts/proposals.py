"""Asking for a sync, keeping what it proposes, and deciding about it. Viewers are given nothing of
it before a person has accepted it and made it live."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

import captions
from captions import Cue, Track
from captions.sync import Synced
from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.catalog.words import language_name
from episodes.db import db, lock_row
from episodes.jobs.actions import enqueue
from episodes.jobs.models import Job
from episodes.messages import Message, stored_form, stored_library
from episodes.transcripts.actions import add_version, ensure_track, track_of
from episodes.transcripts.errors import SyncSettledError
from episodes.transcripts.models import (
    LONGEST_NOTE,
    CaptionSync,
    CaptionTrack,
    CaptionVersion,
    TrackKind,
)
from episodes.transcripts.queries import tracks_of

if TYPE_CHECKING:
    from captions.sync.result.captioning import Doubt

SYNC_CAPTIONS = "sync_captions"
DRAFT_CAPTIONS = "draft_captions"


@dataclass(frozen=True, slots=True)
class Proposal:
    """track: the captions as they are proposed, with what was corrected by hand; machine: as the
    sync made them. kept_count, lost: how many of the corrections fit, and cues that did not."""

    synced: Synced
    machine: Track
    track: Track
    doubts: "tuple[Doubt, ...]"
    kept_count: int = 0
    lost: tuple[Cue, ...] = ()


def ask_for_sync(
    episode: Episode, version: CaptionVersion, actor: User, sound_track: int | None = None
) -> Job:
    """sound_track: its number, from 1, in the file as it was sent; None: the sound that is played.

    Where the same is under way already it runs again: the video may be another by now."""
    track = db.session.get_one(CaptionTrack, version.track_id)
    record(
        actor,
        AuditAction.CAPTIONS_REQUEST_SYNC,
        "episode",
        episode.slug,
        transcript_version=version.number,
    )
    arguments = {"transcript_version_id": version.id, "language": track.language}
    if sound_track is not None:
        arguments["sound_track"] = sound_track
    return enqueue(
        SYNC_CAPTIONS,
        subject=f"episode:{episode.id}",
        arguments=arguments,
        asked_by_id=actor.id,
        again=True,
    )


def ask_for_draft(episode: Episode, actor: User) -> Job:
    record(
        actor,
        AuditAction.CAPTIONS_REQUEST_DRAFT,
        "episode",
        episode.slug,
        language=episode.language,
    )
    return enqueue(
        DRAFT_CAPTIONS,
        subject=f"episode:{episode.id}",
        arguments={"episode_id": episode.id, "language": episode.language},
        asked_by_id=actor.id,
    )


def store_proposal(
    version: CaptionVersion, episode_id: int, sound_key: str, proposal: Proposal
) -> CaptionSync:
    synced = proposal.synced
    sync = CaptionSync(
        episode_id=episode_id,
        transcript_version_id=version.id,
        sound_key=sound_key,
        language=synced.language,
        method=synced.method[:60],
        found_percent=synced.found_percent,
        duration_ms=synced.duration_ms,
        result=synced.as_json() | {"remarks": [stored_library(r) for r in synced.remarks]},
        machine_vtt=captions.write(proposal.machine, "vtt").text,
        proposed_vtt=captions.write(proposal.track, "vtt").text,
        doubts=_doubts(proposal),
        kept_count=proposal.kept_count,
        lost=[{"start_ms": cue.start_ms, "text": cue.plain_text} for cue in proposal.lost],
    )
    db.session.add(sync)
    db.session.flush()
    return sync


def _doubts(proposal: Proposal) -> list[dict[str, Any]]:
    """Of the cues as they are proposed; what a person has put right is in doubt no more."""
    places = {(c.start_ms, c.text): place for place, c in enumerate(proposal.track.cues, start=1)}
    doubts: list[dict[str, Any]] = []
    for doubt in proposal.doubts:
        cue = proposal.machine.cues[doubt.cue - 1]
        place = places.get((cue.start_ms, cue.text))
        if place is not None:
            reason = stored_library(doubt.reason)
            doubts.append({"cue": place, "start_ms": cue.start_ms, "reason": reason})
    return doubts


def accept(sync: CaptionSync, actor: User, note: str = "") -> CaptionVersion:
    """A new version of the episode's captions, made live by nobody yet; accepting twice is the
    same version. Raises captions.CaptionError, RefusalError, RowGoneError."""
    lock_row(sync)
    if sync.accepted_version_id is not None:
        return db.session.get_one(CaptionVersion, sync.accepted_version_id)
    episode = db.session.get_one(Episode, sync.episode_id)
    transcript = db.session.get_one(CaptionVersion, sync.transcript_version_id)
    version = add_version(
        captions_track(episode, sync.language),
        sync.proposed_vtt.encode(),
        f"{episode.slug}.{sync.language}.vtt",
        author=actor,
        note=note
        or stored_form(
            Message(
                "Version %(number)s of the transcript, synced with the video",
                number=transcript.number,
            ),
            LONGEST_NOTE,
        ),
    )
    sync.accepted_version_id = version.id
    db.session.flush()
    detail = {"language": sync.language, "version": version.number}
    record(actor, AuditAction.CAPTIONS_ACCEPT_SYNC, "episode", episode.slug, **detail)
    return version


def captions_track(episode: Episode, language: str) -> CaptionTrack:
    """The one that is there stays as it is; a first one is on from the start, for want of others.

    Raises RefusalError."""
    there = track_of(episode.id, language, TrackKind.CAPTIONS)
    if there is not None:
        return there
    has_default = any(track.is_default for track in tracks_of(episode.id))
    return ensure_track(
        episode,
        language=language,
        kind=TrackKind.CAPTIONS,
        label=language_name(language),
        is_default=not has_default and language == episode.language,
    )


def discard(sync: CaptionSync, actor: User) -> None:
    """The same may be synced again. Raises SyncSettledError where it was accepted: later syncs
    learn from it what people corrected; RowGoneError where somebody else discarded it."""
    lock_row(sync)
    if sync.accepted_version_id is not None:
        raise SyncSettledError
    episode = db.session.get_one(Episode, sync.episode_id)
    record(
        actor, AuditAction.CAPTIONS_DISCARD_SYNC, "episode", episode.slug, language=sync.language
    )
    db.session.delete(sync)
    db.session.flush()


def sync_of(transcript_version_id: int, sound_key: str) -> CaptionSync | None:
    return db.session.scalar(
        select(CaptionSync).where(
            CaptionSync.transcript_version_id == transcript_version_id,
            CaptionSync.sound_key == sound_key,
        )
    )
