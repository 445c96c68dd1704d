"""What a viewer chose to be shown, warned of, or spared. Lives in a cookie, without an account."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from episodes.warnings.vocabulary import CATEGORIES, GROUPS, Action

CHOICES_COOKIE = "choices"
LONGEST_COOKIE = 3500
UNSAFE = "unsafe"
SKIP = "skip"
MOST_FIELDS = len(CATEGORIES) + len(GROUPS) + 2


@dataclass(frozen=True)
class ViewerChoices:
    """groups and categories hold only what differs from the default; a category's own choice wins
    over its group's. unsafe: for artifacts whose headline is `nsfw` or `explicit`.
    skipped_categories: their timed parts are always skipped."""

    groups: Mapping[str, Action] = field(default_factory=dict)
    categories: Mapping[str, Action] = field(default_factory=dict)
    unsafe: Action = Action.WARN
    skipped_categories: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, cookie_value: str) -> "ViewerChoices":
        """Never fails: what is unknown, too long or broken is as if it were not there."""
        if len(cookie_value) > LONGEST_COOKIE:
            return cls()
        try:
            pairs = parse_qsl(cookie_value, max_num_fields=MOST_FIELDS)
        except ValueError:
            return cls()
        return cls.from_pairs(dict(pairs))

    @classmethod
    def from_pairs(cls, pairs: Mapping[str, str]) -> "ViewerChoices":
        """Keys: `g.<group>`, `c.<category>`, `unsafe`, `skip` (ids joined by dots)."""
        actions = {key: Action(value) for key, value in pairs.items() if value in set(Action)}
        return cls(
            groups={
                g: actions[f"g.{g}"] for g in GROUPS if actions.get(f"g.{g}", Action.WARN) != "warn"
            },
            categories={c: actions[f"c.{c}"] for c in CATEGORIES if f"c.{c}" in actions},
            unsafe=actions.get(UNSAFE, Action.WARN),
            skipped_categories=frozenset(pairs.get(SKIP, "").split(".")) & frozenset(CATEGORIES),
        )

    def serialise(self) -> str:
        pairs = {f"g.{g}": str(a.value) for g, a in sorted(self.groups.items())}
        pairs |= {f"c.{c}": str(a.value) for c, a in sorted(self.categories.items())}
        if self.unsafe != Action.WARN:
            pairs[UNSAFE] = self.unsafe.value
        if self.skipped_categories:
            pairs[SKIP] = ".".join(sorted(self.skipped_categories))
        return urlencode(pairs)

    def action_for(self, category: str) -> Action:
        """An id that the vocabulary does not know is warned of."""
        if category in self.categories:
            return self.categories[category]
        entry = CATEGORIES.get(category)
        return self.groups.get(entry.group, entry.default) if entry else Action.WARN

    @property
    def hidden_categories(self) -> frozenset[str]:
        return frozenset(c for c in CATEGORIES if self.action_for(c) == Action.HIDE)

    @property
    def hides_some(self) -> bool:
        return self.unsafe == Action.HIDE or bool(self.hidden_categories)

    def with_shown(self, name: str) -> "ViewerChoices":
        """The same, with one group, one category or `unsafe` always shown; unknown: unchanged."""
        if name == UNSAFE:
            return ViewerChoices(self.groups, self.categories, Action.SHOW, self.skipped_categories)
        if name in CATEGORIES:
            own = {**self.categories, name: Action.SHOW}
            return ViewerChoices(self.groups, own, self.unsafe, self.skipped_categories)
        if name in GROUPS:
            inside = {c.id for c in GROUPS[name].categories}
            others = {c: a for c, a in self.categories.items() if c not in inside}
            groups = {**self.groups, name: Action.SHOW}
            return ViewerChoices(groups, others, self.unsafe, self.skipped_categories)
        return self
