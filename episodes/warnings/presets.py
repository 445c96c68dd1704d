"""Four answers to "what do you want to be warned of?", for those who choose nothing one by one."""

from dataclasses import dataclass, replace

from episodes.messages import Message
from episodes.warnings.choices import ViewerChoices
from episodes.warnings.vocabulary import GROUPS, Action

GENTLE_GROUPS = ("consent-and-harm", "violence", "mind", "body-and-health", "sensory")


@dataclass(frozen=True, slots=True)
class Preset:
    """is_discreet: choosing it turns discreet mode on as well."""

    id: str
    label: Message
    description: Message
    choices: ViewerChoices
    is_discreet: bool = False


PRESETS = {
    preset.id: preset
    for preset in (
        Preset(
            "tell",
            Message("Tell me"),
            Message("One quiet line before everything. Only what you can’t un-see waits for you."),
            ViewerChoices(),
        ),
        Preset(
            "work",
            Message("At work"),
            Message("Racy and franker waits behind its note. No posters, discreet titles."),
            ViewerChoices(unsafe=Action.COVER, racy=Action.COVER),
            is_discreet=True,
        ),
        Preset(
            "gentle",
            Message("Go gently"),
            Message(
                "Harm, violence, the mind, the body and sudden noise wait for you, and you hear of"
                " them 10 seconds before."
            ),
            ViewerChoices(groups=dict.fromkeys(GENTLE_GROUPS, Action.COVER)),
        ),
        Preset(
            "everything",
            Message("Show everything"),
            Message("No lines, nothing covered. You know what this show is."),
            ViewerChoices(
                groups=dict.fromkeys(GROUPS, Action.SHOW), unsafe=Action.SHOW, racy=Action.SHOW
            ),
        ),
    )
}


def preset_of(choices: ViewerChoices) -> Preset | None:
    """The preset that these choices are, whatever they skip; None: chosen one by one."""
    unskipped = replace(choices, skipped_categories=frozenset())
    return next((p for p in PRESETS.values() if p.choices == unskipped), None)


def with_preset(choices: ViewerChoices, preset: Preset) -> ViewerChoices:
    """What is always skipped stays chosen: a preset says nothing of it."""
    return replace(preset.choices, skipped_categories=choices.skipped_categories)
