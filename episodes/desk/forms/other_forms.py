"""The described version and the sign-language video of an episode: a file or an address, and what
is in it that is not in the video."""

from typing import Any, Self

from flask_wtf.file import FileField
from wtforms import Field, HiddenField, SelectField, StringField

from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.artifacts import Headline, ReviewState
from episodes.catalog.models import Episode
from episodes.desk.forms.base import AtMost, stripped
from episodes.desk.forms.snapshot import SnapshotForm
from episodes.desk.forms.warning_choices import HEADLINES, REVIEWS
from episodes.media.actions import (
    check_same_length,
    judge_form,
    set_note,
    set_video_address,
    store_video,
    use_stored_video,
)
from episodes.media.errors import NotPlayableError
from episodes.media.facts import MediaFacts
from episodes.media.local_files import StoredFile
from episodes.media.models import Place, Video
from episodes.media.queries import video_of
from episodes.messages import Message
from episodes.refusals import RefusalError

Stored = tuple[StoredFile, MediaFacts]


class OtherFormForm(SnapshotForm):
    """Sent without a file, it keeps the one that is there. seen: the file that the page showed; a
    judgement is of that one alone."""

    file = FileField(Message("Video file"))
    address = StringField(Message("Or its web address"), [AtMost(1000)], filters=[stripped])
    note = StringField(
        Message("What’s in it that isn’t in the video"), [AtMost(300)], filters=[stripped]
    )

    headline = SelectField(Message("Rating"), choices=HEADLINES, default="")
    review = SelectField(Message("Review"), choices=REVIEWS, default=ReviewState.NOT_REVIEWED.value)
    seen = HiddenField()

    @classmethod
    def of(cls, place: Place, video: Video | None, **options: Any) -> Self:
        data: dict[str, str] = {"review": ReviewState.NOT_REVIEWED.value}
        if video:
            is_judged = video.review != ReviewState.NOT_REVIEWED
            headline = video.headline.value if is_judged else ""  # what nobody saw has no rating
            data = {"address": video.address, "note": video.note, "headline": headline}
            data |= {"review": video.review.value, "seen": _file_of(video)}
        return cls.filled(data, prefix=place.value, **options)

    @property
    def carried(self) -> tuple[Field, ...]:
        return (*super().carried, self.seen)

    @property
    def is_judged(self) -> bool:
        return bool(self.review.data != ReviewState.NOT_REVIEWED)

    def validate(self, extra_validators: Any = None) -> bool:
        is_well = bool(super().validate(extra_validators))
        if self.is_judged and not self.headline.data:
            words = Message("Choose a rating too, because this is marked as reviewed.")
            self.headline.errors = [*self.headline.errors, str(words)]
            return False
        return is_well

    def store(self, limit_bytes: int) -> Stored | None:
        """Raises MediaError."""
        if not self.file.data:
            return None
        return store_video(self.file.data.stream, limit_bytes=limit_bytes)

    def save(self, episode: Episode, place: Place, stored: Stored | None, actor: User) -> None:
        """Raises MediaError."""
        present = video_of(episode.id, place)
        before = _file_of(present)
        if stored:
            check_same_length(episode, stored[1].duration_ms)
            present = use_stored_video(episode, *stored, place=place, asked_by_id=actor.id)
        elif self.address.data:
            present = set_video_address(episode, self.address.data, place=place)
        if present is None:
            raise NotPlayableError(Message("Choose a file, or give an address."))
        set_note(present, self.note.data)
        if before == _file_of(present):  # what was just sent nobody has looked at here
            self._judge(present)
        record(actor, AuditAction.VIDEO_SET_OTHER_FORM, "episode", episode.slug, form=place.value)

    def _judge(self, video: Video) -> None:
        if self.is_judged and self.seen.data != _file_of(video):
            raise RefusalError(
                Message("Somebody put another video here meanwhile. Watch that one first."),
                "review",
            )
        headline = Headline(self.headline.data or Headline.CLEAN)
        judge_form(video, headline, ReviewState(self.review.data))


def _file_of(video: Video | None) -> str:
    return f"{video.original_key} {video.address}" if video else ""
