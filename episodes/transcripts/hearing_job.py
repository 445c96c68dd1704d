"""The job that listens whether captions belong to their video."""

from typing import TYPE_CHECKING

import captions
from captions import CaptionError, Track
from captions.language import other_language
from captions.sync.errors import MismatchError, TooFewCaptionsError
from episodes.accounts.models import User
from episodes.catalog.models import Episode, Status
from episodes.db import db
from episodes.jobs.registry import JobKind
from episodes.jobs.running import JobFailedError, JobRun
from episodes.media.errors import UnknownKeyError
from episodes.media.storage import storage
from episodes.messages import LibraryError, Message
from episodes.transcripts.actions import make_live
from episodes.transcripts.approvals import awaits_second_person
from episodes.transcripts.hearing import (
    HEAR_CAPTIONS,
    match_of,
    outcome_of,
    store_fit,
    store_mismatch,
    store_too_few_captions,
)
from episodes.transcripts.models import CaptionTrack, CaptionVersion
from episodes.transcripts.sync_job import FILE_GONE, SIX_HOURS, sound_key_or_fail

if TYPE_CHECKING:
    from captions.sync.fit import Fit


def hear_captions(run: JobRun) -> Message:
    version = _version(run)
    track = db.session.get_one(CaptionTrack, version.track_id)
    key = sound_key_or_fail(track.episode_id)
    cues = captions.read(version.source, version.source_name).track
    language = other_language(cues, track.language) or track.language
    try:
        fit: Fit | MismatchError | TooFewCaptionsError = _listen(key, cues, language, run)
    except (MismatchError, TooFewCaptionsError) as error:
        fit = error
    run.report(Message("Saving the result"), 1.0)
    version = _version(run)
    if isinstance(fit, MismatchError):
        return outcome_of(store_mismatch(version, key, language, fit.found_percent))
    if isinstance(fit, TooFewCaptionsError):
        return outcome_of(store_too_few_captions(version, key, language, fit.count))
    hearing = store_fit(version, key, fit)
    if not hearing.is_mismatch and "show_instead_of" in run.arguments and _show(version, run):
        return Message(
            "%(percent)s%% of the words are heard in the video. Viewers see this version now.",
            percent=hearing.found_percent or 0,
        )
    return outcome_of(hearing)


def _version(run: JobRun) -> CaptionVersion:
    version = db.session.get(CaptionVersion, int(run.arguments["version_id"]))
    if version is None:
        raise JobFailedError(Message("The captions were deleted."))
    return version


def _listen(key: str, cues: Track, language: str, run: JobRun) -> "Fit":
    from captions.sync.fit import fit_with_sound

    try:
        with storage().as_file(key) as path:
            if not path.is_file():
                raise JobFailedError(FILE_GONE)
            return fit_with_sound(path, cues, language=language, progress=run.report)
    except UnknownKeyError as error:
        raise JobFailedError(FILE_GONE) from error
    except (MismatchError, TooFewCaptionsError):
        raise
    except CaptionError as error:
        raise JobFailedError(LibraryError(error)) from error


def _show(version: CaptionVersion, run: JobRun) -> bool:
    """As was wished when it was sent, unless something speaks against it or was chosen since."""
    track = db.session.get_one(CaptionTrack, version.track_id)
    episode = db.session.get_one(Episode, track.episode_id)
    waits = episode.status == Status.PUBLISHED and awaits_second_person(version)
    was_chosen_meanwhile = track.live_version_id != run.arguments["show_instead_of"]
    if waits or was_chosen_meanwhile or version.is_machine_made or match_of(version).is_too_long:
        return False
    actor = db.session.get(User, run.asked_by_id) if run.asked_by_id else None
    make_live(version, actor=actor)
    return True


HEAR_KIND = JobKind(
    HEAR_CAPTIONS,
    Message("Listen whether captions fit the video"),
    hear_captions,
    seconds=SIX_HOURS,
    memory_bytes=2_000_000_000,
)
