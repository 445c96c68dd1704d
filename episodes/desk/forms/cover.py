"""The line that stands on an episode's cover, and the colour it stands on."""

from dataclasses import dataclass
from typing import Any, Self

from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice

from episodes.accounts.models import User
from episodes.catalog.covers import CoverDraft, set_cover, usual_accent
from episodes.catalog.models import Accent, Episode
from episodes.desk.forms.base import AtMost, stripped
from episodes.desk.forms.snapshot import SnapshotForm
from episodes.messages import Message

ACCENT_NAMES = {
    Accent.TEAL: Message("Teal"),
    Accent.PLUM: Message("Plum"),
    Accent.RUST: Message("Rust"),
    Accent.OCHRE: Message("Ochre"),
    Accent.ROSE: Message("Rose"),
    Accent.LEAF: Message("Leaf"),
    Accent.BLUE: Message("Blue"),
    Accent.SLATE: Message("Slate"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A line to choose with one press. key: what the button sends."""

    key: str
    line: str
    said_by: str
    said_ms: int | None


class CoverForm(SnapshotForm):
    accent = RadioField(
        Message("Colour"),
        choices=[SelectChoice(accent.value, name) for accent, name in ACCENT_NAMES.items()],
        validate_choice=True,
    )
    line = StringField(Message("The line"), [AtMost(300)], filters=[stripped])
    said_by = StringField(Message("Who says it"), [AtMost(120)], filters=[stripped])
    offer: Offer | None = None

    @classmethod
    def of(cls, episode: Episode, **options: Any) -> Self:
        accent = episode.accent or usual_accent(episode.id)
        line = {"line": episode.cover_line, "said_by": episode.cover_said_by}
        return cls.filled(line | {"accent": accent.value}, **options)

    def choose(self, offer: Offer) -> None:
        """The line whose button was pressed, as if it had been typed."""
        self.line.data, self.said_by.data = offer.line, offer.said_by
        self.offer = offer

    def draft(self, present: Episode) -> CoverDraft:
        line = self.line.data
        said_ms = present.cover_said_ms if line == present.cover_line else None
        if self.offer is not None and line == self.offer.line:
            said_ms = self.offer.said_ms
        return CoverDraft(Accent(self.accent.data), line, self.said_by.data, said_ms)

    def save(self, episode: Episode, draft: CoverDraft, actor: User) -> None:
        """Raises RefusalError."""
        set_cover(episode, draft, actor=actor)
