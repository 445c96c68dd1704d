"""A caption or transcript file, and what it is for."""

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from episodes.accounts.models import User
from episodes.catalog.models import Episode
from episodes.catalog.words import language_name
from episodes.desk.forms.base import AtMost, DeskForm, stripped
from episodes.messages import Message
from episodes.transcripts.actions import check_track
from episodes.transcripts.keeping import Wishes, ask_to_keep, keep_file
from episodes.transcripts.models import CaptionVersion, TrackKind
from episodes.transcripts.uploads import is_large, receive_upload

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

    def save(self, episode: Episode, actor: User, *, limit_bytes: int) -> CaptionVersion | None:
        """None: the file is large, and a job reads it. Raises RefusalError,
        captions.CaptionError."""
        data, name = self.file.data.read(limit_bytes + 1), self.file.data.filename or ""
        language = self.language.data
        wishes = Wishes(
            kind=self.kind.data,
            language=language,
            label=self.label.data or language_name(language),
            note=self.note.data,
            is_default=self.is_default.data,
            make_live=self.make_live.data,
        )
        if is_large(data) and len(data) <= limit_bytes:
            check_track(language, wishes.label or "")
            ask_to_keep(receive_upload(episode, actor, data, name), wishes, actor)
            return None
        return keep_file(episode, data, name, wishes, actor, limit_bytes=limit_bytes)
