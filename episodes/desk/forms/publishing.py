"""When an episode goes out."""

from datetime import UTC, datetime

from wtforms import DateTimeLocalField
from wtforms.validators import InputRequired

from episodes.accounts.models import User
from episodes.catalog.actions import schedule
from episodes.catalog.models import Episode
from episodes.desk.forms.base import DeskForm
from episodes.messages import Message


class ScheduleForm(DeskForm):
    published_at = DateTimeLocalField(
        Message("Date and time (UTC)"),
        [InputRequired(Message("Choose a date and time."))],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )

    def save(self, episode: Episode, actor: User) -> Episode:
        """Raises RefusalError, NotPublishableError."""
        at: datetime = self.published_at.data
        return schedule(episode, at.replace(tzinfo=UTC), actor)
