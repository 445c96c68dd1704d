"""A caption or transcript file, and what it is for."""

from dataclasses import replace

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from captions import DEFAULT_LIMITS
from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode, Status
from episodes.catalog.readiness import Rule, show_asks_for
from episodes.catalog.words import language_name
from episodes.desk.forms.base import AtMost, DeskForm, stripped
from episodes.media.queries import video_of
from episodes.messages import Message
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.hearing import ask_for_hearing, can_hear
from episodes.transcripts.models import CaptionVersion, TrackKind

KINDS = [
    SelectChoice(
        TrackKind.CAPTIONS.value, Message("Captions: the words, who says them, and sounds")
    ),
    SelectChoice(TrackKind.SUBTITLES.value, Message("Subtitles: a translation of the words")),
    SelectChoice(
        TrackKind.TRANSCRIPT.value, Message("Transcript: the words to read, without times")
    ),
    SelectChoice(
        TrackKind.DESCRIPTIONS.value, Message("Descriptions: what there is to see, in words")
    ),
    SelectChoice(TrackKind.CHAPTERS.value, Message("Chapters")),
    SelectChoice(TrackKind.METADATA.value, Message("Data for programs")),
]


class CaptionsForm(DeskForm):
    file = FileField(Message("File"), [FileRequired(Message("Choose a file."))])
    kind = SelectField(Message("Type"), choices=KINDS)
    language = StringField(
        Message("Language"),
        [
            InputRequired(Message("Give the code of its language, such as en for English.")),
            AtMost(35),
        ],
        filters=[stripped],
    )
    label = StringField(Message("Name in the player’s menu"), [AtMost(120)], filters=[stripped])
    note = StringField(Message("Note"), [AtMost(300)], filters=[stripped])
    is_default = BooleanField(Message("On by default for viewers"))
    make_live = BooleanField(Message("Show it to viewers right away"))

    def save(self, episode: Episode, actor: User, *, limit_bytes: int) -> CaptionVersion:
        """Raises RefusalError, captions.CaptionError."""
        track = ensure_track(
            episode,
            language=self.language.data,
            kind=TrackKind(self.kind.data),
            label=self.label.data or language_name(self.language.data),
            is_default=self.is_default.data,
        )
        live_before, video = track.live_version_id, video_of(episode.id)
        is_to_be_heard = track.kind is TrackKind.CAPTIONS and can_hear(episode)
        is_wanted_at_once = self.make_live.data and not _needs_approval(episode)
        version = add_version(
            track,
            self.file.data.read(limit_bytes + 1),
            self.file.data.filename or "",
            author=actor,
            note=self.note.data,
            make_live=is_wanted_at_once and not is_to_be_heard,
            limits=replace(DEFAULT_LIMITS, file_bytes=limit_bytes),
            video_ms=video.duration_ms if video else None,
        )
        if version.id != live_before:
            detail = {"language": track.language, "kind": track.kind.value}
            record(
                actor,
                AuditAction.CAPTIONS_ADD,
                "episode",
                episode.slug,
                version=version.number,
                **detail,
            )
            if is_to_be_heard:
                ask_for_hearing(episode, version, actor, show_if_fits=is_wanted_at_once)
        return version


def _needs_approval(episode: Episode) -> bool:
    """Nobody can have approved what only just comes."""
    return episode.status == Status.PUBLISHED and show_asks_for(Rule.SECOND_PERSON)
