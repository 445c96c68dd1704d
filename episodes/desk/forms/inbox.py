"""What the show decides on a question that was asked, and how the inbox stands."""

from typing import Any, Self

from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from episodes.desk.forms.base import AtMost, DeskForm, stripped
from episodes.desk.forms.snapshot import SnapshotForm
from episodes.messages import Message
from episodes.questions.asked.deciding import LONGEST_REPLY
from episodes.questions.asked.models import AskedQuestion, InboxSettings, Opening

OPENINGS = [
    SelectChoice(Opening.OPEN.value, Message("Open")),
    SelectChoice(Opening.BEHIND.value, Message("Open, but answers are taking longer than usual")),
    SelectChoice(Opening.CLOSED.value, Message("Closed")),
]


class DeclineForm(DeskForm):
    reply = TextAreaField(
        Message("What the person who asked will read"), [AtMost(LONGEST_REPLY)], filters=[stripped]
    )


class PlanForm(DeskForm):
    title = StringField(
        Message("Title of the episode"),
        [InputRequired(Message("Give the episode a title.")), AtMost(200)],
        filters=[stripped],
    )


class MergeForm(DeskForm):
    """episode, other: of the button that was pressed, an episode's address or the number of an
    asked question; another: either of them, typed."""

    episode = StringField(Message("Episode"), [AtMost(80)], filters=[stripped])
    other = StringField(Message("Question"), [AtMost(12)], filters=[stripped])
    another = StringField(Message("Another episode or question"), [AtMost(80)], filters=[stripped])
    wording = TextAreaField(Message("Also asked as"), [AtMost(1000)], filters=[stripped])

    @classmethod
    def of(cls, asked: AskedQuestion) -> "MergeForm":
        """Their words are put in where they agreed to that and they fit."""
        fits = asked.may_publish and len(asked.text) <= 1000
        return cls(formdata=None, data={"wording": asked.text if fits else ""})

    @property
    def episode_slug(self) -> str:
        typed = self.another.data or ""
        return self.episode.data or ("" if self.other.data or self._number_in(typed) else typed)

    @property
    def other_number(self) -> int:
        """0 where it is not a number."""
        return self._number_in(self.other.data or self.another.data or "")

    def _number_in(self, typed: str) -> int:
        digits = typed.removeprefix("#")
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


class InboxSettingsForm(SnapshotForm):
    opening = SelectField(Message("The inbox is"), choices=OPENINGS)
    waiting = StringField(
        Message("How long an answer usually takes"), [AtMost(200)], filters=[stripped]
    )
    words = TextAreaField(Message("A message to people who ask"), [AtMost(500)], filters=[stripped])
    daily_limit = IntegerField(
        Message("Questions a day, at most"),
        [
            Optional(),
            NumberRange(1, 100_000, Message("Enter a whole number from 1 to 100,000, or nothing.")),
        ],
    )

    @classmethod
    def of(cls, settings: InboxSettings, **options: Any) -> Self:
        data: dict[str, Any] = {"waiting": settings.waiting, "words": settings.words}
        data["daily_limit"] = settings.daily_limit
        return cls.filled(data | {"opening": settings.opening.value}, **options)
