"""What the show decides on a question that was asked, and how the inbox stands."""

from dataclasses import asdict
from typing import Any, Self

from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from episodes.accounts.models import User
from episodes.accounts.permissions import Right, has_right
from episodes.accounts.queries import all_users
from episodes.desk.forms.base import AtMost, DeskForm, Row, rows, stripped
from episodes.desk.forms.episode import CheckBoxes
from episodes.desk.forms.snapshot import SnapshotForm
from episodes.messages import Message
from episodes.questions.asked.deciding import LONGEST_REPLY
from episodes.questions.asked.inbox import settings_of_inbox
from episodes.questions.asked.inbox_settings import (
    ReplyTemplate,
    reply_templates,
    save_inbox_settings,
)
from episodes.questions.asked.models import AskedQuestion, InboxSettings, Opening

OPENINGS = [
    SelectChoice(Opening.OPEN.value, Message("Open")),
    SelectChoice(Opening.BEHIND.value, Message("Open, but answers are taking longer than usual")),
    SelectChoice(Opening.CLOSED.value, Message("Closed")),
]


class ReplyForm(DeskForm):
    """template: the place in the show's list of what to put into the reply."""

    template = SelectField(Message("Begin with a template"), [Optional()], choices=[])
    reply = TextAreaField(
        Message("What the person who asked will read"), [AtMost(LONGEST_REPLY)], filters=[stripped]
    )

    @classmethod
    def with_templates(cls, **options: Any) -> Self:
        form = cls(**options)
        names = [each.name for each in reply_templates(settings_of_inbox())]
        form.template.choices = [SelectChoice(str(place), n) for place, n in enumerate(names)]
        return form

    @classmethod
    def of(cls, asked: AskedQuestion) -> Self:
        return cls.with_templates(formdata=None, data={"reply": asked.reply})

    def inserts_template(self) -> bool:
        """The person pressed "Insert": the template's text goes below what they typed."""
        texts = [each.text for each in reply_templates(settings_of_inbox())]
        place = self.template.data or ""
        if "insert" not in self.pressed or not place.isascii() or not place.isdigit():
            return False
        if int(place) < len(texts):
            self.reply.data = "\n\n".join(filter(None, (self.reply.data, texts[int(place)])))
        return True


class RedactForm(DeskForm):
    """place, start: of a mark's button, see redacting.Change."""

    place = HiddenField()
    start = HiddenField()
    words = StringField(Message("These words"), [AtMost(300)])
    instead = StringField(Message("What stands there instead"), [AtMost(200)], filters=[stripped])


class OpenLetterForm(DeskForm):
    reason = StringField(Message("Why you open it"), [AtMost(300)], filters=[stripped])


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


class ReplyTemplateRow(Row):
    typed = ("name", "text")
    name = StringField(Message("Name of the template"), [AtMost(80)], filters=[stripped])
    text = TextAreaField(Message("Text"), [AtMost(LONGEST_REPLY)], filters=[stripped])


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

    seal_days = IntegerField(
        Message("Days until a sealed letter is erased"),
        [NumberRange(1, 3650, Message("Enter a whole number from 1 to 3,650."))],
        default=90,
    )
    seal_readers = CheckBoxes(Message("Who may open sealed letters"), coerce=int, choices=[])
    replies = rows(ReplyTemplateRow, Message("Templates for replies"))

    @classmethod
    def of(cls, settings: InboxSettings, **options: Any) -> Self:
        data: dict[str, Any] = {"waiting": settings.waiting, "words": settings.words}
        data["daily_limit"] = settings.daily_limit
        data["replies"] = [*map(asdict, reply_templates(settings)), {}]
        data["seal_days"], data["seal_readers"] = settings.seal_days, settings.seal_readers
        form = cls.filled(data | {"opening": settings.opening.value}, **options)
        form.seal_readers.choices = [
            SelectChoice(person.id, person.display_name or person.email)
            for person in all_users()
            if has_right(person, Right.INBOX)
        ]
        return form

    def save(self, actor: User) -> InboxSettings:
        return save_inbox_settings(
            Opening(self.opening.data),
            self.words.data,
            self.waiting.data,
            daily_limit=self.daily_limit.data,
            replies=[
                ReplyTemplate(row["name"].data or row["text"].data[:40], row["text"].data)
                for _, row in self.replies.filled_rows
                if row["text"].data
            ],
            seal_days=self.seal_days.data,
            seal_readers=self.seal_readers.data if has_right(actor, Right.HOUSE) else None,
            actor=actor,
        )
