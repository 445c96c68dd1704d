"""People, topics, and what the show says of itself."""

from typing import Any, Self

from wtforms import (
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from episodes.accounts.models import User
from episodes.catalog.directory import (
    Helpline,
    PersonDraft,
    ShowDraft,
    TopicDraft,
    save_person,
    save_show,
    save_topic,
)
from episodes.catalog.models import CaptionProfile, CoverStyle, Person, Show, Topic
from episodes.catalog.readiness import Rule
from episodes.catalog.zones import USUAL_ZONE, zone_names
from episodes.desk.forms.appearance import CanBeCut, Colour, installed_faces, lowered
from episodes.desk.forms.base import AtMost, Row, lines, rows, stripped
from episodes.desk.forms.snapshot import SnapshotForm
from episodes.identity.faces import USUAL_FACE
from episodes.messages import Message

SHOW_FIELDS = (
    "name", "tagline", "description", "language", "exit_address", "hot", "plum", "display_face",
    "time_zone",
)  # fmt: skip

CAPTION_PROFILES = [
    SelectChoice(CaptionProfile.DEFAULT.value, Message("Ours: 42 letters a line, 20 a second")),
    SelectChoice(CaptionProfile.NETFLIX.value, Message("Netflix, for adults")),
    SelectChoice(CaptionProfile.NETFLIX_CHILD.value, Message("Netflix, for children")),
    SelectChoice(CaptionProfile.BBC.value, Message("BBC")),
    SelectChoice(CaptionProfile.BBC_VERTICAL.value, Message("BBC, for upright video")),
    SelectChoice(CaptionProfile.DCMP.value, Message("DCMP Captioning Key")),
    SelectChoice(CaptionProfile.FCC.value, Message("FCC: four lines of 32 letters")),
]


def _line(label: Message, longest: int) -> Any:
    return StringField(label, [AtMost(longest)], filters=[stripped])


def _name() -> Any:
    return StringField(
        Message("Name"),
        [InputRequired(Message("Enter a name.")), AtMost(120)],
        filters=[stripped],
    )


class PersonForm(SnapshotForm):
    name = _name()
    pronouns = _line(Message("Pronouns"), 60)
    disclosure = _line(Message("Disclosure"), 500)
    biography = TextAreaField(Message("Biography"), [AtMost(20_000)], filters=[stripped])
    website = _line(Message("Website"), 500)
    slug = _line(Message("Address"), 80)

    @classmethod
    def of(cls, person: Person | None, **options: Any) -> Self:
        names = PersonDraft.__dataclass_fields__
        data = {name: getattr(person, name) for name in names} if person else {}
        return cls.filled(data, is_new=person is None, **options)

    def save(self, person: Person | None, actor: User) -> Person:
        """Raises RefusalError."""
        names = PersonDraft.__dataclass_fields__
        draft = PersonDraft(**{name: self[name].data for name in names})
        return save_person(person, draft, actor=actor)


class TopicForm(SnapshotForm):
    name = _name()
    description = TextAreaField(Message("Description"), [AtMost(5_000)], filters=[stripped])
    synonyms = TextAreaField(Message("Synonyms"), [AtMost(10_000)])
    slug = _line(Message("Address"), 80)

    @classmethod
    def of(cls, topic: Topic | None, **options: Any) -> Self:
        if topic is None:
            return cls.filled({}, is_new=True, **options)
        data = {name: getattr(topic, name) for name in ("name", "description", "slug")}
        data["synonyms"] = "\n".join(synonym.name for synonym in topic.synonyms)
        return cls.filled(data, **options)

    def save(self, topic: Topic | None, actor: User) -> Topic:
        """Raises RefusalError."""
        draft = TopicDraft(
            self.name.data, self.description.data, tuple(lines(self.synonyms.data)), self.slug.data
        )
        return save_topic(topic, draft, actor=actor)


class HelplineRow(Row):
    typed = ("country", "name", "phone", "address", "note")
    country = _line(Message("Country"), 80)
    name = _line(Message("Name"), 120)
    phone = _line(Message("Phone"), 60)
    address = _line(Message("Web address"), 500)
    note = _line(Message("Note"), 300)


class ShowForm(SnapshotForm):
    name = _name()
    tagline = _line(Message("Tagline"), 200)
    description = TextAreaField(Message("Description"), [AtMost(20_000)], filters=[stripped])
    language = StringField(Message("Language"), [AtMost(35)], filters=[stripped], default="en")
    exit_address = _line(Message("Where “Leave this site” leads"), 500)
    time_zone = SelectField(
        Message("Time zone"),
        choices=[SelectChoice(name, name.replace("_", " ")) for name in zone_names()],
        default=USUAL_ZONE,
    )
    helplines = rows(HelplineRow, Message("Helplines"))
    hot = StringField(
        Message("Colour for marks and search"), [Colour(on_page=True)], filters=[lowered]
    )
    plum = StringField(Message("Colour for buttons and bands"), [Colour()], filters=[lowered])
    display_face = SelectField(Message("Typeface of headings"), [CanBeCut()])
    cover_style = RadioField(
        Message("Covers"),
        choices=[
            SelectChoice(CoverStyle.LINE.value, Message("A line that was said")),
            SelectChoice(CoverStyle.POSTER.value, Message("The poster, where there is one")),
        ],
        default=CoverStyle.LINE.value,
    )
    caption_profile = SelectField(
        Message("Rules for captions"),
        choices=CAPTION_PROFILES,
        default=CaptionProfile.DEFAULT.value,
    )
    publishing_rules = SelectMultipleField(
        Message("Before an episode can go out"),
        choices=[SelectChoice(rule.value, rule.label) for rule in Rule],
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )

    @classmethod
    def of(cls, show: Show | None, **options: Any) -> Self:
        data: dict[str, Any] = {"helplines": [{}]}
        if show is not None:
            data = {name: getattr(show, name) for name in SHOW_FIELDS}
            data |= {"helplines": [*show.helplines, {}], "cover_style": show.cover_style.value}
            data["publishing_rules"] = show.publishing_rules
            data["caption_profile"] = show.caption_profile.value
        form = cls.filled(data, is_new=show is None, **options)
        form.display_face.choices = [SelectChoice("", USUAL_FACE), *installed_faces()]
        return form

    def save(self, actor: User) -> Show:
        """Raises RefusalError."""
        names = HelplineRow.typed
        helplines = tuple(
            Helpline(**{name: row[name].data for name in names})
            for _, row in self.helplines.filled_rows
        )
        draft = ShowDraft(
            self.name.data,
            self.tagline.data,
            self.description.data,
            self.language.data or "en",
            self.exit_address.data,
            helplines,
            self.hot.data,
            self.plum.data,
            self.display_face.data or "",
            CoverStyle(self.cover_style.data),
            CaptionProfile(self.caption_profile.data),
            tuple(Rule(value) for value in self.publishing_rules.data),
            self.time_zone.data or USUAL_ZONE,
        )
        return save_show(draft, actor=actor)
