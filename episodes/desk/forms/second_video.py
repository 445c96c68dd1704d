"""The second video, which stands inside the written answer behind a cover of its own."""

from flask_wtf.file import FileField
from wtforms import StringField

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.desk.forms.base import AtMost, stripped
from episodes.desk.forms.snapshot import SnapshotForm
from episodes.media.actions import (
    describe_video,
    set_video_address,
    store_video,
    use_stored_video,
)
from episodes.media.errors import NotPlayableError
from episodes.media.facts import MediaFacts
from episodes.media.local_files import StoredFile
from episodes.media.models import Place
from episodes.media.queries import video_of
from episodes.messages import Message

Stored = tuple[StoredFile, MediaFacts]


class SecondVideoForm(SnapshotForm):
    """Sent without a file, it keeps the one that is there."""

    file = FileField(Message("Video file"))
    address = StringField(Message("Or its web address"), [AtMost(1000)], filters=[stripped])
    title = StringField(Message("Title"), [AtMost(200)], filters=[stripped])
    note = StringField(Message("What is in it"), [AtMost(300)], filters=[stripped])

    def store(self, limit_bytes: int) -> Stored | None:
        """Raises MediaError."""
        if not self.file.data:
            return None
        return store_video(self.file.data.stream, limit_bytes=limit_bytes)

    def save(self, episode: Episode, stored: Stored | None, actor: User) -> None:
        """Raises MediaError."""
        present = video_of(episode.id, Place.ANSWER)
        title = self.title.data
        if stored:
            present = use_stored_video(
                episode, *stored, place=Place.ANSWER, title=title, asked_by_id=actor.id
            )
        elif self.address.data:
            present = set_video_address(episode, self.address.data, place=Place.ANSWER, title=title)
        if present is None:
            raise NotPlayableError(Message("Choose a file, or give an address."))
        describe_video(present, title=title, note=self.note.data)
        record(actor, AuditAction.VIDEO_SET_SECOND, "episode", episode.slug)
