"""A caption or transcript file, and what it is for."""

from dataclasses import replace

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from captions import DEFAULT_LIMITS
from episodes.accounts.actions import record
from episodes.accounts.audit import AuditAction
from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.catalog.words import language_name
from episodes.desk.forms.base import DeskForm, stripped
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.models import CaptionVersion, TrackKind

KINDS = [
    SelectChoice(TrackKind.CAPTIONS.value, "Captions: what is said, who says it, and sounds"),
    SelectChoice(TrackKind.SUBTITLES.value, "Subtitles: a translation of what is said"),
    SelectChoice(TrackKind.TRANSCRIPT.value, "Transcript: words to read, without times"),
    SelectChoice(TrackKind.DESCRIPTIONS.value, "Descriptions: what is to be seen, in words"),
    SelectChoice(TrackKind.CHAPTERS.value, "Chapters"),
    SelectChoice(TrackKind.METADATA.value, "Metadata, for programs"),
]


class CaptionsForm(DeskForm):
    file = FileField("File", [FileRequired("Choose a file.")])
    kind = SelectField("What it is", choices=KINDS)
    language = StringField(
        "Language",
        [InputRequired("Say which language it is in, such as en."), Length(max=35)],
        filters=[stripped],
    )
    label = StringField("Name in the player’s menu", [Length(max=120)], filters=[stripped])
    note = StringField("Note", [Length(max=300)], filters=[stripped])
    is_default = BooleanField("Switched on from the start for viewers")
    make_live = BooleanField("Give it to viewers at once")

    def save(self, episode: Episode, actor: User, *, limit_bytes: int) -> CaptionVersion:
        """Raises RefusalError, captions.CaptionError."""
        track = ensure_track(
            episode,
            language=self.language.data,
            kind=TrackKind(self.kind.data),
            label=self.label.data or language_name(self.language.data),
            is_default=self.is_default.data,
        )
        live_before = track.live_version_id
        version = add_version(
            track,
            self.file.data.read(limit_bytes + 1),
            self.file.data.filename or "",
            author=actor,
            note=self.note.data,
            make_live=self.make_live.data,
            limits=replace(DEFAULT_LIMITS, file_bytes=limit_bytes),
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
        return version
