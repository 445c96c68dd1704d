"""Giving a video that waited to viewers: which captions go with it is chosen, never assumed."""

from collections.abc import Sequence
from typing import Any, Self

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from captions.timecode import clock
from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.db import db
from episodes.desk.forms.base import DeskForm
from episodes.desk.video_versions import show_waiting_video
from episodes.media.models import Video
from episodes.messages import Message
from episodes.transcripts.actions import hide_track, make_live, reaches_past
from episodes.transcripts.approvals import require_second_person
from episodes.transcripts.models import CaptionTrack, CaptionVersion
from episodes.transcripts.queries import VersionLine, tracks_of, versions_of

NONE = "none"
NEWEST_OFFERED = 10


class WaitingVideoForm(DeskForm):
    """One field for each track that viewers get beside the video: `track_7`."""

    tracks: Sequence[CaptionTrack] = ()
    video: Video

    @classmethod
    def of(cls, episode: Episode, video: Video, **options: Any) -> Self:
        tracks = [(track, _offered(track)) for track in tracks_of(episode.id)]
        tracks = [(track, lines) for track, lines in tracks if any(line.is_live for line in lines)]
        fields = {f"track_{track.id}": _field(track, lines) for track, lines in tracks}
        form: Self = type(cls.__name__, (cls,), fields)(**options)
        form.tracks, form.video = [track for track, _ in tracks], video
        return form

    def fits(self, field: Any) -> None:
        version = None if field.errors else self._chosen(field)
        if version is not None and reaches_past(version, self.video.duration_ms):
            raise ValidationError(
                Message(
                    "These captions end at %(end)s, and the video at %(video)s.",
                    end=clock(version.last_end_ms),
                    video=clock(self.video.duration_ms or 0),
                )
            )

    def save(self, episode: Episode, actor: User) -> None:
        """Raises RefusalError, MachineMadeError."""
        for track in self.tracks:
            version = self._chosen(self[f"track_{track.id}"])
            if version is None:
                hide_track(track, actor=actor)
            else:
                require_second_person(version)
                make_live(version, actor=actor)
        show_waiting_video(episode, actor)
        record(actor, AuditAction.VIDEO_SHOW, "episode", episode.slug)

    def _chosen(self, field: Any) -> CaptionVersion | None:
        return None if field.data == NONE else db.session.get_one(CaptionVersion, int(field.data))


def _offered(track: CaptionTrack) -> list[VersionLine]:
    """The newest, and the one that viewers see."""
    lines = [line for line in versions_of(track.id) if line.is_timed and not line.is_machine_made]
    return lines[:NEWEST_OFFERED] + [line for line in lines[NEWEST_OFFERED:] if line.is_live]


def _field(track: CaptionTrack, lines: Sequence[VersionLine]) -> Any:
    choices = [SelectChoice("", Message("Choose…"))]
    for line in lines:
        words = (
            Message("Version %(number)s, which viewers have now", number=line.number)
            if line.is_live
            else Message("Version %(number)s", number=line.number)
        )
        choices.append(SelectChoice(str(line.id), words))
    choices.append(SelectChoice(NONE, Message("None: viewers get nothing of this track")))
    return SelectField(
        f"{track.label} ({track.kind.label})",
        [InputRequired(Message("Choose what goes with this video.")), WaitingVideoForm.fits],
        choices=choices,
    )
