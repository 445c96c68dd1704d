"""The job that brings a transcript and a video's sound together, and keeps what it proposes."""

from dataclasses import dataclass

import captions
from captions import CaptionError, Track
from episodes.db import db
from episodes.jobs.registry import JobKind
from episodes.jobs.running import JobFailedError, JobRun
from episodes.media.errors import UnknownKeyError
from episodes.media.queries import newest_video_of, sound_key
from episodes.media.storage import storage
from episodes.messages import LibraryError, Message
from episodes.site import site_settings
from episodes.transcripts.corrections_by_hand import Corrected, corrected_by_hand
from episodes.transcripts.models import CaptionTrack, CaptionVersion
from episodes.transcripts.proposals import SYNC_CAPTIONS, Proposal, store_proposal, sync_of

SIX_HOURS = 6 * 3600
FILE_GONE = Message("The video’s file is missing. Send it again.")


@dataclass(frozen=True, slots=True)
class Heard:
    """The stored file that is listened to, and which of its sound tracks, from 1; None: the one in
    the transcript's language."""

    key: str
    track: int | None = None


@dataclass(frozen=True, slots=True)
class _Task:
    """What the job needs of the database, read before the long work begins."""

    version_id: int
    episode_id: int
    language: str
    transcript: Track
    sound_key: str
    heard: Heard
    corrected: Corrected | None


def sync_captions(run: JobRun) -> Message:
    version = _version(run)
    track = db.session.get_one(CaptionTrack, version.track_id)
    key = sound_key_or_fail(track.episode_id)
    if sync_of(version.id, key):
        return Message("This was synced before; that result still stands.")
    task = _Task(
        version.id,
        track.episode_id,
        track.language,
        _transcript(version),
        key,
        _listen(track.episode_id, key, run),
        corrected_by_hand(track.episode_id, track.language),
    )
    proposal = _propose(task, run)
    run.report(Message("Saving the result"), 1.0)
    return _store_proposal(task, proposal)


def _version(run: JobRun) -> CaptionVersion:
    version = db.session.get(CaptionVersion, int(run.arguments["transcript_version_id"]))
    if version is None:
        raise JobFailedError(Message("The transcript was deleted."))
    return version


def sound_key_or_fail(episode_id: int) -> str:
    """Raises JobFailedError."""
    video = newest_video_of(episode_id)
    if video is None:
        raise JobFailedError(Message("There’s no video to listen to. Send one, then try again."))
    if not video.original_key:
        raise JobFailedError(Message("The video is on another site, so we can’t hear its sound."))
    return sound_key(video)


def _listen(episode_id: int, key: str, run: JobRun) -> Heard:
    """What is played has one sound track; the file as it was sent has them all."""
    chosen = run.arguments.get("sound_track")
    video = newest_video_of(episode_id)
    if chosen is None or video is None:
        return Heard(key)
    return Heard(video.original_key, int(chosen))


def _transcript(version: CaptionVersion) -> Track:
    try:
        return captions.read(version.source, version.source_name).track
    except CaptionError as error:
        raise JobFailedError(
            Message("We can’t read the transcript. %(problem)s", problem=LibraryError(error))
        ) from error


def _propose(task: _Task, run: JobRun) -> Proposal:
    from captions.sync import sync
    from captions.sync.result.captioning import captions_of

    try:
        with storage().as_file(task.heard.key) as path:
            if not path.is_file():
                raise JobFailedError(FILE_GONE)
            synced = sync(
                path,
                task.transcript,
                language=task.language,
                track=task.heard.track,
                progress=run.report,
                model_dir=site_settings().ASR_MODEL_DIR,
            )
        machine, doubts = captions_of(synced)
    except UnknownKeyError as error:
        raise JobFailedError(FILE_GONE) from error
    except CaptionError as error:
        raise JobFailedError(LibraryError(error)) from error
    if task.corrected is None:
        return Proposal(synced, machine, machine, doubts)
    from captions.sync.result.corrections import keep_corrections

    corrected = keep_corrections(task.corrected.machine, task.corrected.by_hand, machine)
    return Proposal(synced, machine, corrected.track, doubts, corrected.count, corrected.lost)


def _store_proposal(task: _Task, proposal: Proposal) -> Message:
    version = db.session.get(CaptionVersion, task.version_id)
    if version is None:
        raise JobFailedError(Message("The transcript was removed meanwhile."))
    if sync_of(version.id, task.sound_key) is None:
        store_proposal(version, task.episode_id, task.sound_key, proposal)
    return Message(
        "%(percent)s%% of the words were heard. The result is waiting for you.",
        percent=proposal.synced.found_percent,
    )


SYNC_KIND = JobKind(
    SYNC_CAPTIONS,
    Message("Sync a transcript with the video"),
    sync_captions,
    seconds=SIX_HOURS,
    memory_bytes=2_000_000_000,
)
