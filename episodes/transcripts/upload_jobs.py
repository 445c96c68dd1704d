"""The jobs that read large caption files, and that keep them as versions."""

from dataclasses import fields
from typing import Any

from captions import CaptionError
from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.jobs.registry import JobKind
from episodes.jobs.running import JobFailedError, JobRun
from episodes.messages import LibraryError, Message
from episodes.refusals import RefusalError
from episodes.site import site_settings
from episodes.transcripts.keeping import Wishes, keep_file
from episodes.transcripts.uploads import (
    KEEP_CAPTIONS,
    READ_CAPTIONS,
    CaptionUpload,
    understand_file,
)


def read_captions(run: JobRun) -> Message:
    upload = _upload(run)
    episode = db.session.get_one(Episode, upload.episode_id)
    file = upload.data, upload.name, episode.language, site_settings().MAX_TEXT_BYTES
    run.report(Message("Reading the file"))
    facts = understand_file(*file)
    _upload(run).understood = facts
    return Message("The file is read.")


def keep_captions(run: JobRun) -> Message:
    upload = _upload(run)
    actor = db.session.get(User, upload.user_id)
    if actor is None:
        raise JobFailedError(Message("The person who sent the file is gone."))
    names = {field.name for field in fields(Wishes)}
    wishes: Any = {name: value for name, value in run.arguments.items() if name in names}
    run.report(Message("Reading the file"))
    try:
        version = keep_file(
            db.session.get_one(Episode, upload.episode_id),
            upload.data,
            upload.name,
            Wishes(**wishes),
            actor,
            limit_bytes=site_settings().MAX_TEXT_BYTES,
        )
    except CaptionError as error:
        raise JobFailedError(LibraryError(error)) from error
    except RefusalError as error:
        raise JobFailedError(error.message) from error
    db.session.delete(upload)
    return Message("Kept as version %(number)s.", number=version.number)


def _upload(run: JobRun) -> CaptionUpload:
    upload = db.session.get(CaptionUpload, int(run.arguments["upload_id"]))
    if upload is None:
        raise JobFailedError(Message("The file was thrown away. Send it again."))
    return upload


READ_KIND = JobKind(
    READ_CAPTIONS,
    Message("Read a caption file"),
    read_captions,
    seconds=600,
    memory_bytes=2_000_000_000,
)
KEEP_KIND = JobKind(
    KEEP_CAPTIONS,
    Message("Keep a caption file"),
    keep_captions,
    seconds=600,
    memory_bytes=2_000_000_000,
)
