"""The caption settings as a page offers them: each option with the CSS that shows it at once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from episodes.messages import Message
from episodes.preferences.caption_presets import CAPTION_PRESETS
from episodes.preferences.caption_style import COLOURS, EDGES, FONTS
from episodes.preferences.look import CAPTION_CHOICES, Look

CSS_OF: Mapping[str, Mapping[str, str]] = {
    "font": FONTS,
    "colour": COLOURS,
    "background": COLOURS,
    "window": COLOURS,
    "edge": EDGES,
}
# What most people change; the other five make ten, and ten rows hide what they set.
FIRST = frozenset(("size", "font", "colour", "background", "place"))


@dataclass(frozen=True, slots=True)
class CaptionOption:
    """css: a value from our own tables, empty where the option's own value says it."""

    value: str
    label: Message | str
    css: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CaptionRow:
    """is_first: among the few that stand in sight; the others are folded."""

    name: str
    label: Message | str
    options: tuple[CaptionOption, ...]
    is_first: bool

    @property
    def is_usual(self) -> bool:
        return self.options[0].is_chosen


@dataclass(frozen=True, slots=True)
class CaptionPresetOption:
    """settings: JSON, every setting by its name."""

    id: str
    label: Message
    settings: str


def caption_rows(look: Look) -> tuple[CaptionRow, ...]:
    return tuple(
        CaptionRow(
            choice.name,
            choice.label,
            tuple(
                CaptionOption(
                    value,
                    label,
                    CSS_OF.get(choice.name, {}).get(value, ""),
                    getattr(look, choice.name) == value,
                )
                for value, label in choice.options
            ),
            choice.name in FIRST,
        )
        for choice in CAPTION_CHOICES
    )


def caption_presets() -> tuple[CaptionPresetOption, ...]:
    usual = {choice.name: choice.default for choice in CAPTION_CHOICES}
    return tuple(
        CaptionPresetOption(preset.id, preset.label, json.dumps(usual | dict(preset.settings)))
        for preset in CAPTION_PRESETS
    )
