"""The line that stands on an episode's cover, and the colour it stands on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice

from episodes.accounts.models import User
from episodes.catalog.covers import CoverDraft, set_cover
from episodes.catalog.models import Accent, Episode
from episodes.desk.forms.base import AtMost, DeskForm, stripped
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


class CoverForm(DeskForm):
    accent = RadioField(
        Message("Colour"),
        choices=[SelectChoice(accent.value, name) for accent, name in ACCENT_NAMES.items()],
        validate_choice=True,
    )
    line = StringField(Message("The line"), [AtMost(300)], filters=[stripped])
    said_by = StringField(Message("Who says it"), [AtMost(120)], filters=[stripped])

    @classmethod
    def of(cls, episode: Episode, accent: Accent) -> Self:
        return cls(
            data={
                "accent": accent.value,
                "line": episode.cover_line,
                "said_by": episode.cover_said_by,
            }
        )

    def draft(self, offers: Sequence[Offer], pressed: str, present: Episode) -> CoverDraft:
        """pressed: the key of the line whose button was pressed; empty: what is typed."""
        accent = Accent(self.accent.data)
        for offer in offers:
            if offer.key == pressed:
                return CoverDraft(accent, offer.line, offer.said_by, offer.said_ms)
        is_same = self.line.data == present.cover_line
        said_ms = present.cover_said_ms if is_same else None
        return CoverDraft(accent, self.line.data, self.said_by.data, said_ms)

    def save(self, episode: Episode, draft: CoverDraft, actor: User) -> None:
        """Raises RefusalError."""
        set_cover(episode, draft, actor=actor)
