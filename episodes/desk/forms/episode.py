"""Title, address, topics, people and chapters of an episode."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Self

from wtforms import (
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from episodes.accounts.models import User
from episodes.catalog.actions import (
    ChapterDraft,
    CreditDraft,
    create_episode,
    replace_chapters,
    replace_credits,
    replace_topics,
    update_episode,
)
from episodes.catalog.directory import PersonDraft, save_person, topics_named
from episodes.catalog.models import CreditRole, Episode, Person, Topic
from episodes.desk.forms.base import AtMost, Row, rows, stripped
from episodes.desk.forms.times import time_ms, time_text
from episodes.desk.forms.versioned import VersionedForm
from episodes.messages import Message
from episodes.refusals import RefusalError
from episodes.versions.models import VersionKind

ROLES = [SelectChoice(role.value, role.label) for role in CreditRole]


class CreditRow(Row):
    typed = ("person",)
    person = StringField(Message("Person"), [AtMost(120)], filters=[stripped])
    role = SelectField(Message("Role"), choices=ROLES)


class CheckBoxes(SelectMultipleField):  # type: ignore[misc]  # WTForms ships no types
    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class EpisodeForm(VersionedForm):
    kind = VersionKind.BASICS
    title = StringField(
        Message("Title"),
        [InputRequired(Message("Give the episode a title.")), AtMost(200)],
        filters=[stripped],
    )
    slug = StringField(Message("Address"), [AtMost(80)], filters=[stripped])
    summary = TextAreaField(Message("Summary"), [AtMost(1000)], filters=[stripped])
    language = StringField(
        Message("Language spoken"), [AtMost(35)], filters=[stripped], default="en"
    )
    season = IntegerField(
        Message("Season"), [Optional(), NumberRange(1, 100_000, Message("Enter 1 or more."))]
    )
    number = IntegerField(
        Message("Number"), [Optional(), NumberRange(1, 100_000, Message("Enter 1 or more."))]
    )
    topics = CheckBoxes(Message("Topics"), coerce=int)
    new_topics = StringField(Message("New topics"), [AtMost(1000)], filters=[stripped])
    credits = rows(CreditRow, Message("People"))
    chapters = TextAreaField(Message("Chapters"), [AtMost(50_000)])

    people: Sequence[Person] = ()

    @classmethod
    def of(
        cls,
        episode: Episode | None,
        people: Sequence[Person],
        topics: Sequence[Topic],
        **options: Any,
    ) -> Self:
        data = _data_of(episode, people) if episode else {"credits": [{}]}
        form = cls(**({"data": data} | options))
        if not form.is_submitted() or "formdata" in options:
            form.credits.append_entry({})
        form.topics.choices = [SelectChoice(topic.id, topic.name) for topic in topics]
        form.people = people
        return form

    def validate_new_topics(self, field: Any) -> None:
        if any(len(name) > 120 for name in _names(field.data)):
            raise ValidationError(Message("A topic’s name can have at most 120 characters."))

    def validate_chapters(self, field: Any) -> None:
        problems = [problem for _, problem in _chapter_lines(field.data) if problem]
        if problems:
            raise ValidationError(" ".join(map(str, problems[:10])))

    def save(self, episode: Episode | None, all_topics: Sequence[Topic], actor: User) -> Episode:
        """Raises RefusalError."""
        fields: Any = {
            name: self[name].data for name in ("title", "summary", "season", "number")
        } | {"language": self.language.data or "en"}
        if episode is None:
            episode = create_episode(slug=self.slug.data or None, actor=actor, **fields)
        else:
            fields |= {"slug": self.slug.data or episode.slug}
            update_episode(episode, actor=actor, **fields)
        chosen = [topic for topic in all_topics if topic.id in (self.topics.data or [])]
        made = topics_named(_names(self.new_topics.data), actor=actor)
        replace_topics(episode, list(dict.fromkeys([*chosen, *made])))
        replace_credits(episode, self._credits(actor))
        chapters = [chapter for chapter, _ in _chapter_lines(self.chapters.data) if chapter]
        replace_chapters(episode, chapters)
        return episode

    def _credits(self, actor: User) -> list[CreditDraft]:
        made: dict[str, Person] = {}
        drafts = []
        for index, (_, row) in enumerate(self.credits.filled_rows):
            name = row["person"].data
            person = self._person_of_row(index, name) or made.get(name.casefold())
            if person is None:
                person = made[name.casefold()] = save_person(None, PersonDraft(name), actor=actor)
            drafts.append(CreditDraft(person, CreditRole(row["role"].data)))
        return drafts

    def _person_of_row(self, index: int, name: str) -> Person | None:
        exact = [person for person in self.people if person.slug == name]
        same = [person for person in self.people if person.name.casefold() == name.casefold()]
        if exact or len(same) == 1:
            return (exact or same)[0]
        if same:
            slugs = ", ".join(person.slug for person in same)
            message = Message(
                "Several people are called %(name)s. Write one of %(slugs)s.",
                name=name,
                slugs=slugs,
            )
            raise RefusalError(message, "credits.person", index)
        return None


def _data_of(episode: Episode, people: Sequence[Person]) -> dict[str, Any]:
    """A person is shown by their address where their name alone would not say who is meant."""
    namesakes = Counter(person.name.casefold() for person in people)
    names = ("title", "slug", "summary", "language", "season", "number")
    return {name: getattr(episode, name) for name in names} | {
        "topics": [topic.id for topic in episode.topics],
        "credits": [
            *(
                {"person": p.slug if namesakes[p.name.casefold()] > 1 else p.name, "role": role}
                for p, role in ((credit.person, credit.role) for credit in episode.credits)
            ),
        ],
        "chapters": "\n".join(f"{time_text(c.start_ms)} {c.title}" for c in episode.chapters),
    }


def _names(text: str | None) -> list[str]:
    return [name.strip() for name in (text or "").split(",") if name.strip()]


def _chapter_lines(text: str | None) -> list[tuple[ChapterDraft | None, Message | None]]:
    """For each line that says something: the chapter, or what is wrong with the line."""
    lines_read: list[tuple[ChapterDraft | None, Message | None]] = []
    lines: dict[int, int] = {}
    for number, line in enumerate((text or "").split("\n"), start=1):
        time, _, title = line.strip().partition(" ")
        if not time:
            continue
        try:
            start_ms = time_ms(time)
        except ValidationError as error:
            problem = Message("Line %(line)s: %(problem)s", line=number, problem=error)
            lines_read.append((None, problem))
            continue
        lines_read.append(_chapter(number, start_ms, title.strip(), lines))
        lines.setdefault(start_ms, number)
    return lines_read


def _chapter(
    number: int, start_ms: int, title: str, lines: dict[int, int]
) -> tuple[ChapterDraft | None, Message | None]:
    if not 1 <= len(title) <= 200:
        return None, Message(
            "Line %(line)s: write a title of 1 to 200 characters after the time.", line=number
        )
    if start_ms in lines:
        return None, Message(
            "Line %(line)s starts at the same time as line %(other)s.",
            line=number,
            other=lines[start_ms],
        )
    return ChapterDraft(start_ms, title), None
