"""What a person says about proposed captions."""

from wtforms import StringField

from episodes.accounts.models import User
from episodes.desk.forms.base import AtMost, DeskForm, stripped
from episodes.messages import Message
from episodes.transcripts.models import CaptionSync, CaptionVersion
from episodes.transcripts.proposals import accept


class AcceptSyncForm(DeskForm):
    sent_field = "note"
    note = StringField(Message("Note"), [AtMost(300)], filters=[stripped])

    def save(self, sync: CaptionSync, actor: User) -> CaptionVersion:
        """Raises RefusalError, captions.CaptionError."""
        return accept(sync, actor, self.note.data)
