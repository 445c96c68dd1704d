"""Several caption files at once: sent first, looked at, and then kept one by one."""

from flask import request

from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.catalog.words import language_name
from episodes.db import db
from episodes.desk.forms.base import DeskForm
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.transcripts.actions import check_track
from episodes.transcripts.keeping import Wishes, ask_to_keep, is_to_be_synced, keep_file
from episodes.transcripts.models import TrackKind
from episodes.transcripts.uploads import (
    MOST_FILES,
    CaptionUpload,
    ask_to_read,
    is_large,
    receive_upload,
    uploads_of,
)


class SendFilesForm(DeskForm):
    def save(self, episode: Episode, actor: User, *, limit_bytes: int) -> int:
        """How many came. Raises RefusalError."""
        files = [file for file in request.files.getlist("files") if file.filename]
        if not files:
            raise RefusalError(Message("Choose a file."))
        if len(files) + len(uploads_of(episode, actor)) > MOST_FILES:
            raise RefusalError(Message("At most %(most)s files at once.", most=MOST_FILES))
        for file in files:
            data = file.read(limit_bytes + 1)
            upload = receive_upload(episode, actor, data, file.filename or "")
            if is_large(data):
                ask_to_read(upload)
        return len(files)


class KeepFilesForm(DeskForm):
    """Fields are named after the upload's id: `kind-7`, `language-7`, `take-7`, `sync-7`;
    `seen-7` says that the page showed it."""

    def save(self, episode: Episode, actor: User, *, limit_bytes: int) -> tuple[int, int]:
        """How many are kept, and how many synced. What the page showed and was not taken is thrown
        away. Raises RefusalError, captions.CaptionError."""
        taken = synced = 0
        for upload in uploads_of(episode, actor):
            if not request.form.get(f"take-{upload.id}"):
                if request.form.get(f"seen-{upload.id}"):
                    db.session.delete(upload)
                continue
            taken += 1
            wishes = _wishes(upload)
            if upload.understood is not None:
                ask_to_keep(upload, wishes, actor)
                synced += wishes.sync and not upload.understood["is_timed"]
                continue
            version = keep_file(
                episode, upload.data, upload.name, wishes, actor, limit_bytes=limit_bytes
            )
            synced += is_to_be_synced(episode, version, wishes)
            db.session.delete(upload)
        db.session.flush()
        return taken, synced


def _wishes(upload: CaptionUpload) -> Wishes:
    """Raises RefusalError."""
    language = request.form.get(f"language-{upload.id}", "").strip()
    kind = request.form.get(f"kind-{upload.id}", "")
    if kind not in {each.value for each in TrackKind}:
        raise RefusalError(Message("Choose what “%(name)s” is.", name=upload.name))
    check_track(language, language_name(language) or language)
    return Wishes(kind, language, sync=bool(request.form.get(f"sync-{upload.id}")))
