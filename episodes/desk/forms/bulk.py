"""One change to many episodes: which, and what."""

from datetime import datetime, timedelta
from typing import Any

from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from episodes.accounts.models import User
from episodes.catalog.actions import schedule, withdraw
from episodes.catalog.directory import PersonDraft, save_person, topics_named
from episodes.catalog.models import CreditRole, Episode, Person, Status, Topic
from episodes.catalog.planning import archive_episode, bring_back_episode
from episodes.catalog.queries import the_zone
from episodes.catalog.zones import moments_of
from episodes.desk.bulk import (
    BulkAction,
    Change,
    Changed,
    Desk,
    archive_change,
    plan_change,
    status_change,
)
from episodes.desk.bulk_edits import add_note, add_person, add_topics, remove_topics
from episodes.desk.forms.base import AtMost, stripped
from episodes.desk.forms.episode import ROLES, CheckBoxes
from episodes.desk.forms.planning import NOBODY
from episodes.desk.forms.publishing import ScheduleForm
from episodes.desk.forms.warning_choices import CATEGORY_CHOICES, SCOPES, SEVERITIES, TREATMENTS
from episodes.languages.formats import moment
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.warnings.models import Scope

# A note on a single part or resource means something else in each episode.
WHOLE_SCOPES = {Scope.VIDEO_PICTURE, Scope.VIDEO_AUDIO, Scope.QUESTION, Scope.ANSWER}
LABELS = {
    BulkAction.TOPICS: Message("Add topics"),
    BulkAction.REMOVE_TOPICS: Message("Remove topics"),
    BulkAction.PERSON: Message("Name somebody"),
    BulkAction.NOTE: Message("Add a content note"),
    BulkAction.PLAN: Message("Set owner and due date"),
    BulkAction.SCHEDULE: Message("Schedule, one after another"),
    BulkAction.WITHDRAW: Message("Withdraw, or cancel the schedule"),
    BulkAction.ARCHIVE: Message("Put into the archive"),
    BulkAction.BRING_BACK: Message("Bring back from the archive"),
}
OF_PUBLISHERS = (
    BulkAction.SCHEDULE,
    BulkAction.WITHDRAW,
    BulkAction.ARCHIVE,
    BulkAction.BRING_BACK,
)


class BulkForm(ScheduleForm):
    """published_at, of ScheduleForm: when the first goes out."""

    e = SelectMultipleField(Message("Episodes"), coerce=int, validate_choice=False)
    what = RadioField(
        Message("What to do"), choices=[SelectChoice(a.value, LABELS[a]) for a in BulkAction]
    )
    topics = CheckBoxes(Message("Topics"), coerce=int)
    new_topics = StringField(Message("New topics"), [AtMost(1000)], filters=[stripped])
    person = StringField(Message("Person"), [AtMost(120)], filters=[stripped])
    role = SelectField(Message("Role"), choices=ROLES)
    category = SelectField(Message("Topic of the note"), choices=CATEGORY_CHOICES)
    scope = SelectField(
        Message("Applies to"), choices=[c for c in SCOPES if c.value in set(WHOLE_SCOPES)]
    )
    treatment = SelectField(Message("How it appears"), choices=TREATMENTS)
    severity = SelectField(Message("Intensity"), choices=SEVERITIES, coerce=int, default=0)
    owner = SelectField(Message("Owner"), choices=[])
    due_on = DateField(Message("Due"), [Optional()])
    days_between = IntegerField(
        Message("Days between one and the next"), [Optional(), NumberRange(0, 366)], default=7
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.what.data != BulkAction.SCHEDULE:  # the others need no time
            self.published_at.validators = [Optional()]

    def offer(self, topics: list[Topic], people: list[tuple[int, str]]) -> None:
        self.topics.choices = [SelectChoice(topic.id, topic.name) for topic in topics]
        self.owner.choices = [
            SelectChoice("", NOBODY),
            *(SelectChoice(str(number), name) for number, name in people),
        ]

    @property
    def action(self) -> BulkAction:
        return BulkAction(self.what.data)

    def change(self, topics: list[Topic], people: list[Person], desk: Desk) -> Change:
        """What is done to one episode. Raises RefusalError where something is missing."""
        match self.action:
            case BulkAction.TOPICS | BulkAction.REMOVE_TOPICS:
                chosen = self._topics(topics, desk.actor)
                edit = add_topics if self.action is BulkAction.TOPICS else remove_topics
                return lambda episode, _place: edit(episode, chosen, desk)
            case BulkAction.PERSON:
                person, role = self._person(people, desk.actor), CreditRole(self.role.data)
                return lambda episode, _place: add_person(episode, person, role, desk)
            case BulkAction.NOTE:
                note = self._note()
                return lambda episode, _place: add_note(episode, note, desk)
            case BulkAction.PLAN:
                owner_id = int(self.owner.data) if self.owner.data else None
                due_on = self.due_on.data
                return lambda episode, _place: plan_change(episode, owner_id, due_on, desk)
        return self._status_change(desk)

    def _status_change(self, desk: Desk) -> Change:
        match self.action:
            case BulkAction.SCHEDULE:
                return lambda episode, place: self._scheduled(episode, place, desk)
            case BulkAction.WITHDRAW:
                return lambda episode, _place: status_change(
                    episode, lambda: withdraw(episode, desk.actor), _words_of_withdrawing(episode)
                )
            case BulkAction.ARCHIVE:
                words = Message("Goes into the archive.")
                return lambda episode, _place: archive_change(
                    episode, lambda: archive_episode(episode, desk.actor), words, archives=True
                )
        words = Message("Comes back from the archive.")
        return lambda episode, _place: archive_change(
            episode, lambda: bring_back_episode(episode, desk.actor), words, archives=False
        )

    def _topics(self, topics: list[Topic], actor: User) -> list[Topic]:
        chosen = [topic for topic in topics if topic.id in (self.topics.data or [])]
        names = [name.strip() for name in (self.new_topics.data or "").split(",") if name.strip()]
        if self.action is BulkAction.TOPICS:
            chosen += topics_named(names, actor=actor)
        if not chosen:
            raise RefusalError(Message("Choose at least one topic."), "topics")
        return list(dict.fromkeys(chosen))

    def _person(self, people: list[Person], actor: User) -> Person:
        name = self.person.data
        if not name:
            raise RefusalError(Message("Say who."), "person")
        same = [p for p in people if name == p.slug or name.casefold() == p.name.casefold()]
        if len(same) > 1 and name not in {p.slug for p in same}:
            slugs = ", ".join(p.slug for p in same)
            message = Message(
                "Several people are called %(name)s. Write one of %(slugs)s.",
                name=name,
                slugs=slugs,
            )
            raise RefusalError(message, "person")
        exact = [p for p in same if p.slug == name]
        return (exact or same or [save_person(None, PersonDraft(name), actor=actor)])[0]

    def _note(self) -> dict[str, Any]:
        for field in (self.category, self.treatment, self.severity):
            if not field.data:
                raise RefusalError(Message("Choose one."), field.name)
        names = ("category", "scope", "treatment", "severity")
        return {name: self[name].data for name in names}

    def _scheduled(self, episode: Episode, place: int, desk: Desk) -> Changed:
        """The same hour on the show's clock, so many days later for each."""
        at = self.moment()
        if place:
            clock: datetime = self.published_at.data
            later = clock + timedelta(days=place * (self.days_between.data or 0))
            moments = moments_of(later, the_zone())
            if not moments:
                raise RefusalError(
                    Message("On its day this hour does not exist: the clocks go forward over it.")
                )
            at = moments[0]
        words = Message("Goes out on %(when)s.", when=moment(at))
        return status_change(episode, lambda: schedule(episode, at, desk.actor), words)


def _words_of_withdrawing(episode: Episode) -> Message:
    if episode.status == Status.SCHEDULED:
        return Message("Doesn’t go out by itself; it’s a draft again.")
    return Message("Viewers can’t see it any more.")
