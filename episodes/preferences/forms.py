"""What the preferences page sends -> choices and look. An unknown value counts as the default."""

from collections.abc import Mapping

from episodes.preferences.look import Look
from episodes.warnings.choices import SKIP, UNSAFE, ViewerChoices
from episodes.warnings.vocabulary import CATEGORIES, GROUPS

AS_GROUP = "group"


def choices_from(form: Mapping[str, str]) -> ViewerChoices:
    """A category that says "as the group" has no choice of its own."""
    names = [f"g.{g}" for g in GROUPS] + [f"c.{c}" for c in CATEGORIES] + [UNSAFE]
    pairs = {name: form[name] for name in names if form.get(name, AS_GROUP) != AS_GROUP}
    pairs[SKIP] = ".".join(c for c in CATEGORIES if form.get(f"s.{c}"))
    return ViewerChoices.from_pairs(pairs)


def look_from(form: Mapping[str, str]) -> Look:
    return Look.from_pairs(form)
