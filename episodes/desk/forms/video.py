"""An episode's video: a file or an address elsewhere, and its poster."""

from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange, Regexp, ValidationError

from captions import CaptionError
from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode, Status
from episodes.desk.forms.base import AtMost, DeskForm, stripped
from episodes.desk.forms.times import time_ms
from episodes.desk.video_versions import lapse_poster_review, replace_video, take_video_from
from episodes.media.actions import (
    describe_poster,
    set_poster,
    set_video_address,
    store_video,
    use_stored_video,
)
from episodes.media.errors import FileTooLargeError, MediaError, StorageFullError
from episodes.media.facts import MediaFacts
from episodes.media.local_files import StoredFile
from episodes.media.models import Video
from episodes.media.signatures import container_of
from episodes.messages import Message
from episodes.refusals import RefusalError


class VideoFileForm(DeskForm):
    file = FileField(Message("Video or sound file"), [FileRequired(Message("Choose a file."))])
    is_disk_full = False

    @property
    def status(self) -> int:
        return 507 if self.is_disk_full else super().status

    def refuse(self, error: RefusalError | CaptionError) -> None:
        self.is_disk_full = isinstance(error, StorageFullError)
        super().refuse(error)

    def store(self, limit_bytes: int) -> tuple[StoredFile, MediaFacts]:
        """Raises MediaError."""
        return store_video(self.file.data.stream, limit_bytes=limit_bytes)

    def save(self, episode: Episode, stored: tuple[StoredFile, MediaFacts], actor: User) -> Video:
        record(actor, AuditAction.VIDEO_SET_FILE, "episode", episode.slug)
        return replace_video(
            episode,
            stored[0].key,
            lambda place: use_stored_video(episode, *stored, place=place, asked_by_id=actor.id),
            actor,
        )


class StartForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """How a file begins and how large it is: what a page asks before it sends gigabytes."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        csrf = False

    bytes = IntegerField(validators=[InputRequired(), NumberRange(min=0)])
    start = StringField(validators=[Regexp("^([0-9a-f]{2}){0,64}$")])

    def refusal(self, limit_bytes: int, room_bytes: int) -> MediaError | None:
        if self.bytes.data > limit_bytes:
            return FileTooLargeError(limit_bytes)
        if self.bytes.data > room_bytes:
            return StorageFullError()
        try:
            container_of(bytes.fromhex(self.start.data))
        except MediaError as error:
            return error
        return None


class VideoAddressForm(DeskForm):
    sent_field = "address"
    address = StringField(
        Message("Web address of the video"),
        [InputRequired(Message("Enter the address.")), AtMost(1000)],
        filters=[stripped],
    )
    duration = StringField(Message("Length"), [AtMost(20)], filters=[stripped])

    def validate_duration(self, field: Any) -> None:
        if field.data and time_ms(field.data) == 0:
            raise ValidationError(Message("The length must be more than zero."))

    def save(self, episode: Episode, actor: User) -> Video:
        """Raises MediaError."""
        duration_ms = time_ms(self.duration.data) if self.duration.data else None
        address = self.address.data
        record(actor, AuditAction.VIDEO_SET_ADDRESS, "episode", episode.slug)
        return replace_video(
            episode,
            address,
            lambda place: set_video_address(episode, address, duration_ms=duration_ms, place=place),
            actor,
        )


class RemoveVideoForm(DeskForm):
    is_known = BooleanField(Message("I know that viewers can’t watch it from now on"))

    def save(self, episode: Episode, actor: User) -> None:
        """Raises RefusalError."""
        if episode.status == Status.PUBLISHED and not self.is_known.data:
            raise RefusalError(
                Message("Viewers see this video. Say that you know that they lose it."), "is_known"
            )
        take_video_from(episode)
        record(actor, AuditAction.VIDEO_REMOVE, "episode", episode.slug)


class PosterForm(DeskForm):
    sent_field = "poster"
    poster = FileField(Message("Poster"))
    alt = StringField(Message("Describe the picture"), [AtMost(500)], filters=[stripped])

    def save(self, episode: Episode, video: Video, actor: User) -> None:
        """Without a new file, only its words change. Raises MediaError."""
        record(actor, AuditAction.POSTER_SET, "episode", episode.slug)
        if self.poster.data:
            set_poster(video, self.poster.data.stream, alt=self.alt.data)
            lapse_poster_review(episode)
        else:
            describe_poster(video, self.alt.data)
