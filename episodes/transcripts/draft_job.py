"""The job that writes draft captions by listening, where speech recognition is installed."""

import hashlib

from sqlalchemy import select

import captions
from captions import CaptionError, Track
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.jobs.registry import JobKind
from episodes.jobs.running import JobFailedError, JobRun
from episodes.media.errors import UnknownKeyError
from episodes.media.storage import storage
from episodes.messages import LibraryError, Message
from episodes.site import site_settings
from episodes.transcripts.actions import add_version
from episodes.transcripts.models import CaptionVersion
from episodes.transcripts.proposals import DRAFT_CAPTIONS, captions_track
from episodes.transcripts.sync_job import FILE_GONE, SIX_HOURS, sound_key_or_fail

NOTE = "A draft by speech recognition: nobody has checked it"


def draft_captions(run: JobRun) -> Message:
    episode_id, language = int(run.arguments["episode_id"]), str(run.arguments["language"])
    if db.session.get(Episode, episode_id) is None:
        raise JobFailedError(Message("The episode was deleted."))
    drafted = _listen(sound_key_or_fail(episode_id), language, run)
    run.report(Message("Saving the draft"), 1.0)
    return _store_draft(episode_id, language, drafted)


def _listen(key: str, language: str, run: JobRun) -> Track:
    from captions.drafting import draft

    settings = site_settings()
    try:
        with storage().as_file(key) as path:
            if not path.is_file():
                raise JobFailedError(FILE_GONE)
            return draft(path, language, settings.ASR_MODEL_DIR, progress=run.report)
    except UnknownKeyError as error:
        raise JobFailedError(FILE_GONE) from error
    except CaptionError as error:
        raise JobFailedError(LibraryError(error)) from error


def _store_draft(episode_id: int, language: str, drafted: Track) -> Message:
    episode = db.session.get_one(Episode, episode_id)
    track = captions_track(episode, language)
    data = captions.write(drafted, "vtt").data
    there = select(CaptionVersion.number).where(
        CaptionVersion.track_id == track.id,
        CaptionVersion.source_sha256 == hashlib.sha256(data).hexdigest(),
    )
    number = db.session.scalar(there.limit(1))
    if number is not None:
        return Message("The draft is the same as version %(number)s.", number=number)
    name = f"{episode.slug}.{language}.draft.vtt"
    version = add_version(track, data, name, author=None, note=NOTE, is_machine_made=True)
    return Message(
        "The draft is version %(number)s. Correct it before viewers can see it.",
        number=version.number,
    )


DRAFT_KIND = JobKind(
    DRAFT_CAPTIONS,
    Message("Write draft captions by listening"),
    draft_captions,
    seconds=SIX_HOURS,
    memory_bytes=3_000_000_000,
)
