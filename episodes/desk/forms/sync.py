"""What a person says of a sync: which sound to hear, and what the captions are worth."""

from wtforms import IntegerField, StringField
from wtforms.validators import NumberRange, Optional

from episodes.accounts.models import User
from episodes.desk.forms.base import AtMost, DeskForm, stripped
from episodes.messages import Message
from episodes.transcripts.models import CaptionSync, CaptionVersion
from episodes.transcripts.proposals import accept

# No film has more, and a number beyond it is a slip.
MOST_TRACKS = 99


class StartSyncForm(DeskForm):
    track = IntegerField(
        Message("Sound track"),
        [
            Optional(),
            NumberRange(1, MOST_TRACKS, Message("Sound tracks are counted from 1 to 99.")),
        ],
    )


class AcceptSyncForm(DeskForm):
    sent_field = "note"
    note = StringField(Message("Note"), [AtMost(300)], filters=[stripped])

    def save(self, sync: CaptionSync, actor: User) -> CaptionVersion:
        """Raises RefusalError, captions.CaptionError."""
        return accept(sync, actor, self.note.data)
