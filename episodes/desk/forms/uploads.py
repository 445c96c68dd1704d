"""Several caption files at once: sent first, looked at, and then kept one by one."""

from flask import request

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.catalog.words import language_name
from episodes.db import db
from episodes.desk.forms.base import DeskForm
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.hearing import ask_for_hearing, can_hear
from episodes.transcripts.models import CaptionVersion, TrackKind
from episodes.transcripts.offers import listening_to
from episodes.transcripts.proposals import ask_for_sync
from episodes.transcripts.uploads import MOST_FILES, CaptionUpload, receive_upload, uploads_of


class SendFilesForm(DeskForm):
    def save(self, episode: Episode, actor: User, *, limit_bytes: int) -> int:
        """How many came. Raises RefusalError."""
        files = [file for file in request.files.getlist("files") if file.filename]
        if not files:
            raise RefusalError(Message("Choose a file."))
        if len(files) + len(uploads_of(episode, actor)) > MOST_FILES:
            raise RefusalError(Message("At most %(most)s files at once.", most=MOST_FILES))
        for file in files:
            receive_upload(episode, actor, file.read(limit_bytes + 1), file.filename or "")
        return len(files)


class KeepFilesForm(DeskForm):
    """Fields are named after the upload's id: `kind-7`, `language-7`, `take-7`, `sync-7`."""

    def save(self, episode: Episode, actor: User) -> tuple[int, int]:
        """How many became versions, and how many are being synced. What was not taken is thrown
        away. Raises RefusalError, captions.CaptionError."""
        versions = synced = 0
        for upload in uploads_of(episode, actor):
            if request.form.get(f"take-{upload.id}"):
                version = _keep(upload, episode, actor)
                versions += 1
                synced += _sync(upload, version, episode, actor)
            db.session.delete(upload)
        db.session.flush()
        return versions, synced


def _keep(upload: CaptionUpload, episode: Episode, actor: User) -> CaptionVersion:
    language = request.form.get(f"language-{upload.id}", "").strip()
    kind = request.form.get(f"kind-{upload.id}", "")
    if kind not in {each.value for each in TrackKind}:
        raise RefusalError(Message("Choose what “%(name)s” is.", name=upload.name))
    track = ensure_track(
        episode, language=language, kind=TrackKind(kind), label=language_name(language) or language
    )
    version = add_version(track, upload.data, upload.name, author=actor)
    detail = {"language": language, "kind": kind, "version": version.number}
    record(actor, AuditAction.CAPTIONS_ADD, "episode", episode.slug, **detail)
    is_new = version.id != track.live_version_id
    if is_new and track.kind is TrackKind.CAPTIONS and can_hear(episode):
        ask_for_hearing(episode, version, actor)
    return version


def _sync(upload: CaptionUpload, version: CaptionVersion, episode: Episode, actor: User) -> bool:
    if not request.form.get(f"sync-{upload.id}") or version.is_timed:
        return False
    if listening_to(episode.id).obstacle is not None:
        return False
    ask_for_sync(episode, version, actor)
    return True
