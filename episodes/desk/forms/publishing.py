"""When an episode goes out."""

from datetime import datetime
from typing import Any

from flask_babel import gettext
from wtforms import DateTimeLocalField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from episodes.accounts.models import User
from episodes.catalog.actions import schedule
from episodes.catalog.models import Episode
from episodes.catalog.queries import the_zone
from episodes.catalog.zones import moments_of
from episodes.desk.forms.base import DeskForm
from episodes.languages.formats import zone_letters
from episodes.messages import Message
from episodes.refusals import RefusalError


class ScheduleForm(DeskForm):
    """A time on the show's clock. A night on which the clocks go back has one hour twice: then the
    form asks which."""

    published_at = DateTimeLocalField(
        Message("Date and time"),
        [InputRequired(Message("Choose a date and time."))],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )
    which = RadioField(Message("Which of the two?"), choices=[], validate_choice=False, default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.published_at.data and len(moments := self._moments()) > 1:
            self.which.choices = [
                SelectChoice(moment.isoformat(), _words_of(moment)) for moment in moments
            ]

    def moment(self) -> datetime:
        """In UTC. Raises RefusalError where the clocks leap over the time, or show it twice."""
        moments = self._moments()
        if not moments:
            message = Message(
                "This time does not exist: the clocks go forward over it that night. Choose one"
                " before or after."
            )
            raise RefusalError(message, "published_at")
        chosen = [moment for moment in moments if moment.isoformat() == self.which.data]
        if len(moments) > 1 and not chosen:
            message = Message("This time comes twice: the clocks go back that night. Choose one.")
            raise RefusalError(message, "which")
        return (chosen or moments)[0]

    def save(self, episode: Episode, actor: User) -> Episode:
        """Raises RefusalError, NotPublishableError."""
        return schedule(episode, self.moment(), actor)

    def _moments(self) -> list[datetime]:
        return moments_of(self.published_at.data, the_zone())


def _words_of(moment: datetime) -> str:
    local = moment.astimezone(the_zone())
    order = gettext("the second time") if local.fold else gettext("the first time")
    return f"{local:%H:%M} {zone_letters(local)}, {order}"
