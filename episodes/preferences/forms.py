"""What the preferences page sends -> choices and look. An unknown value counts as the default."""

from collections.abc import Mapping

from episodes.preferences.caption_presets import PRESETS_BY_ID
from episodes.preferences.look import Look
from episodes.warnings.choices import RACY, SKIP, UNSAFE, ViewerChoices
from episodes.warnings.presets import PRESETS, Preset, with_preset
from episodes.warnings.vocabulary import CATEGORIES, GROUPS

AS_GROUP = "group"


def preset_from(form: Mapping[str, str]) -> Preset | None:
    """None: chosen one by one."""
    return PRESETS.get(form.get("preset", ""))


def choices_from(form: Mapping[str, str]) -> ViewerChoices:
    """A preset wins over single choices; a category that says "as the group" has none."""
    preset = preset_from(form)
    names = [f"g.{g}" for g in GROUPS] + [f"c.{c}" for c in CATEGORIES] + [UNSAFE, RACY]
    pairs = {name: form[name] for name in names if form.get(name, AS_GROUP) != AS_GROUP}
    pairs[SKIP] = ".".join(c for c in CATEGORIES if form.get(f"s.{c}"))
    choices = ViewerChoices.from_pairs(pairs)
    return with_preset(choices, preset) if preset else choices


def look_from(form: Mapping[str, str]) -> Look:
    """ "At work" is discreet whatever else is chosen."""
    preset = preset_from(form)
    is_discreet = preset is not None and preset.is_discreet
    return Look.from_pairs({**form, **({"discreet": "on"} if is_discreet else {})})


def look_with_captions(look: Look, form: Mapping[str, str]) -> Look:
    """The look with other captions and nothing else changed: those of a preset, named by the button
    that sent the form, the usual ones first; without a button what the form's fields say."""
    if "captions" not in form:
        return look.with_captions(form)
    preset = PRESETS_BY_ID.get(form["captions"])
    return look.with_usual_captions().with_captions(preset.settings if preset else {})
