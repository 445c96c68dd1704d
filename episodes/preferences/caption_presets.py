"""Caption settings in one tap, for those who would not set ten things."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from episodes.messages import Message


@dataclass(frozen=True, slots=True)
class CaptionPreset:
    """settings: only what differs from the usual."""

    id: str
    label: Message
    settings: Mapping[str, str]


CAPTION_PRESETS = (
    CaptionPreset("usual", Message("Usual"), MappingProxyType({})),
    CaptionPreset("large", Message("Large"), MappingProxyType({"size": "150", "opacity": "100"})),
    CaptionPreset(
        "contrast",
        Message("Yellow on black"),
        MappingProxyType({"size": "125", "colour": "yellow", "opacity": "100"}),
    ),
    CaptionPreset(
        "clear", Message("No box"), MappingProxyType({"opacity": "0", "edge": "uniform"})
    ),
)
PRESETS_BY_ID = MappingProxyType({preset.id: preset for preset in CAPTION_PRESETS})
