"""What the show decides on a question that was asked, and how the inbox stands."""

from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from episodes.desk.forms.base import DeskForm, stripped
from episodes.questions.asked.deciding import LONGEST_REPLY
from episodes.questions.asked.models import AskedQuestion, InboxSettings, Opening

OPENINGS = [
    SelectChoice(Opening.OPEN.value, "Open"),
    SelectChoice(Opening.BEHIND.value, "Open, but answers take longer than usual"),
    SelectChoice(Opening.CLOSED.value, "Closed"),
]


class DeclineForm(DeskForm):
    reply = TextAreaField(
        "What the asker will read", [Length(max=LONGEST_REPLY)], filters=[stripped]
    )


class PlanForm(DeskForm):
    title = StringField(
        "Title of the episode",
        [InputRequired("Give the episode a title."), Length(max=200)],
        filters=[stripped],
    )


class MergeForm(DeskForm):
    """episode, other: of the button that was pressed, an episode's address or the number of an
    asked question; another: either of them, typed."""

    episode = StringField("Episode", [Length(max=80)], filters=[stripped])
    other = StringField("Question", [Length(max=12)], filters=[stripped])
    another = StringField("Another episode or question", [Length(max=80)], filters=[stripped])
    wording = TextAreaField("Also asked as", [Length(max=1000)], filters=[stripped])

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
        """0 where it is no number."""
        return self._number_in(self.other.data or self.another.data or "")

    def _number_in(self, typed: str) -> int:
        digits = typed.removeprefix("#")
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


class InboxSettingsForm(DeskForm):
    opening = SelectField("The inbox is", choices=OPENINGS)
    waiting = StringField("How long answers usually take", [Length(max=200)], filters=[stripped])
    words = TextAreaField("A word to whoever asks", [Length(max=500)], filters=[stripped])

    @classmethod
    def of(cls, kept: InboxSettings) -> "InboxSettingsForm":
        data: dict[str, Any] = {"waiting": kept.waiting, "words": kept.words}
        return cls(data=data | {"opening": kept.opening.value})
