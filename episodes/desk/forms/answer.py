"""The written answer, and what to read, watch or call besides."""

from collections.abc import Sequence
from typing import Any, Self

from flask import request
from wtforms import BooleanField, DateField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from episodes.accounts.models import User
from episodes.answers.actions import (
    ResourceDraft,
    lapse_claim_of_no_pictures,
    replace_resources,
    save_answer,
)
from episodes.answers.models import Answer, AnswerPart, Resource, ResourceKind
from episodes.answers.queries import resource_numbered
from episodes.catalog.models import Episode, Person
from episodes.catalog.slugs import free_slug, slug_of
from episodes.desk.forms.base import AtMost, Row, rows, stripped
from episodes.desk.forms.versioned import VersionedForm
from episodes.messages import Message
from episodes.versions.merging import Content
from episodes.versions.models import VersionKind


class AnswerForm(VersionedForm):
    """still_fits: said of a public answer whose newest words are shown at once."""

    kind = VersionKind.ANSWER
    markdown = TextAreaField(
        Message("Answer"), [InputRequired(Message("Write the answer.")), AtMost(200_000)]
    )
    author = SelectField(Message("Written by"), coerce=int)
    note = StringField(Message("What changed"), [AtMost(300)], filters=[stripped])
    still_fits = BooleanField(
        Message("I have read it again: its rating and content notes still fit")
    )

    @classmethod
    def of(cls, answer: Answer | None, people: Sequence[Person], **options: Any) -> Self:
        data = {"markdown": answer.markdown, "author": answer.author_id or 0} if answer else None
        form = cls(**({"data": data} | options))
        form.author.choices = [
            SelectChoice(0, Message("Nobody in particular")),
            *(SelectChoice(person.id, person.name) for person in people),
        ]
        return form

    def content(self) -> Content:
        """Without what is said of the version."""
        said_of_it = ("note", "still_fits")
        return {name: value for name, value in super().content().items() if name not in said_of_it}

    def save(self, episode: Episode, actor: User) -> Answer:
        """Raises RefusalError."""
        author_id = self.author.data or None
        lapse_claim_of_no_pictures(episode, self.markdown.data)
        return save_answer(
            episode, self.markdown.data, author_id=author_id, saved_by=actor, note=self.note.data
        )


KINDS = [SelectChoice(kind.value, kind.label) for kind in ResourceKind]


class ResourceRow(Row):
    typed = ("title", "creator", "address", "note")
    title = StringField(Message("Title"), [AtMost(300)], filters=[stripped])
    kind = SelectField(Message("Kind"), choices=KINDS)
    creator = StringField(Message("By"), [AtMost(200)], filters=[stripped])
    address = StringField(Message("Web address"), [AtMost(1000)], filters=[stripped])
    note = StringField(Message("Note"), [AtMost(1000)], filters=[stripped])
    checked_on = DateField(Message("Last checked on"), [Optional()])
    part = SelectField(Message("Shown with"), validate_choice=False)
    slug = StringField(Message("ID (advanced)"), [AtMost(80)], filters=[stripped])


class ResourcesForm(VersionedForm):
    kind = VersionKind.RESOURCES
    resources = rows(ResourceRow, Message("Resources"))
    parts: Sequence[AnswerPart] = ()

    @classmethod
    def of(cls, resources: Sequence[Resource], parts: Sequence[AnswerPart], **options: Any) -> Self:
        form = cls(**({"data": {"resources": [*map(_row_of, resources)]}} | options))
        if not form.is_submitted() or "formdata" in options:
            form.resources.append_entry({})
        form.parts = parts
        form.offer(parts)
        return form

    def offer_again(self) -> None:
        self.offer(self.parts)

    def _adds_a_row(self) -> bool:
        """Empty, or with what the library has of the thing that was chosen (`library`)."""
        if not super()._adds_a_row():
            return False
        if chosen := resource_numbered(request.form.get("library", 0, type=int)):
            row = self.resources.entries[-1].form
            for name in ("title", "kind", "creator", "address", "note", "checked_on"):
                row[name].data = getattr(chosen, name)
        return True

    def offer(self, parts: Sequence[AnswerPart]) -> None:
        """The parts of the answer that a resource may stand with."""
        named = [
            SelectChoice(part.anchor, part.heading or Message("The introduction")) for part in parts
        ]
        for entry in self.resources.entries:
            entry.form.part.choices = [SelectChoice("", Message("The whole answer")), *named]

    def save(self, episode: Episode, actor: User) -> Sequence[Resource]:
        """Raises RefusalError."""
        taken: set[str] = {row["slug"].data for _, row in self.resources.filled_rows}
        drafts = [_draft(row, taken) for _, row in self.resources.filled_rows]
        return replace_resources(episode, drafts, actor=actor)


def _row_of(resource: Resource) -> dict[str, Any]:
    names = ("title", "kind", "creator", "address", "note", "checked_on", "slug")
    return {name: getattr(resource, name) for name in names} | {"part": resource.part_anchor}


def _draft(row: Row, taken: set[str]) -> ResourceDraft:
    """Without a name for links, one is made from the title; warnings name resources by it."""
    slug = row["slug"].data
    if not slug:
        slug = free_slug(slug_of(row["title"].data, otherwise="resource"), taken.__contains__)
        taken.add(slug)
    return ResourceDraft(
        slug=slug,
        kind=ResourceKind(row["kind"].data),
        title=row["title"].data,
        creator=row["creator"].data,
        address=row["address"].data,
        note=row["note"].data,
        checked_on=row["checked_on"].data,
        part_anchor=row["part"].data or "",
    )
