"""What a viewer chose to be shown, told, or spared. Lives in a cookie, without an account."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode

from episodes.catalog.artifacts import Headline, PictureHeadline
from episodes.messages import Message
from episodes.warnings.vocabulary import CATEGORIES, GROUPS, Action

CHOICES_COOKIE = "choices"
LONGEST_COOKIE = 3500
UNSAFE = "unsafe"
RACY = "racy"
SKIP = "skip"
MOST_FIELDS = len(CATEGORIES) + len(GROUPS) + 3
UNSAFE_HEADLINES = frozenset(
    {Headline.NSFW.value, Headline.EXPLICIT.value, PictureHeadline.NSFW.value}
)
HEADLINE_LABELS = {UNSAFE: Message("Not safe for work"), RACY: Message("A little racy")}


def is_choice(name: str) -> bool:
    return name in CATEGORIES or name in GROUPS or name in HEADLINE_LABELS


def choice_label(name: str) -> str:
    """Of a name that is a choice."""
    if name in CATEGORIES:
        return str(CATEGORIES[name].label)
    return str(GROUPS[name].label if name in GROUPS else HEADLINE_LABELS[name])


@dataclass(frozen=True)
class ViewerChoices:
    """groups and categories hold only what differs from the default; a category's own choice wins
    over its group's. unsafe: for artifacts whose headline is `nsfw` or `explicit`; racy: for
    `racy`. skipped_categories: their timed parts are always skipped."""

    groups: Mapping[str, Action] = field(default_factory=dict)
    categories: Mapping[str, Action] = field(default_factory=dict)
    unsafe: Action = Action.TELL
    racy: Action = Action.TELL
    skipped_categories: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        chosen = frozenset(self.groups.items()), frozenset(self.categories.items())
        return hash((*chosen, self.unsafe, self.racy, self.skipped_categories))

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
        """Keys: `g.<group>`, `c.<category>`, `unsafe`, `racy`, `skip` (ids joined by dots)."""
        actions = {key: Action(value) for key, value in pairs.items() if value in set(Action)}
        return cls(
            groups={
                g: actions[f"g.{g}"]
                for g in GROUPS
                if actions.get(f"g.{g}", Action.TELL) != Action.TELL
            },
            categories={c: actions[f"c.{c}"] for c in CATEGORIES if f"c.{c}" in actions},
            unsafe=actions.get(UNSAFE, Action.TELL),
            racy=actions.get(RACY, Action.TELL),
            skipped_categories=frozenset(pairs.get(SKIP, "").split(".")) & frozenset(CATEGORIES),
        )

    def serialise(self) -> str:
        pairs = {f"g.{g}": str(a.value) for g, a in sorted(self.groups.items())}
        pairs |= {f"c.{c}": str(a.value) for c, a in sorted(self.categories.items())}
        headlines = {UNSAFE: self.unsafe, RACY: self.racy}
        pairs |= {name: str(a.value) for name, a in headlines.items() if a != Action.TELL}
        if self.skipped_categories:
            pairs[SKIP] = ".".join(sorted(self.skipped_categories))
        return urlencode(pairs)

    def action_for(self, category: str) -> Action:
        """An id that the vocabulary does not know is told."""
        if category in self.categories:
            return self.categories[category]
        entry = CATEGORIES.get(category)
        return self.groups.get(entry.group, entry.default) if entry else Action.TELL

    def action_for_headline(self, headline: Headline | PictureHeadline) -> Action:
        """What is clean is never covered for its headline."""
        if headline in UNSAFE_HEADLINES:
            return self.unsafe
        return self.racy if headline == Headline.RACY else Action.SHOW

    @property
    def hidden_categories(self) -> frozenset[str]:
        return frozenset(c for c in CATEGORIES if self.action_for(c) == Action.HIDE)

    @property
    def hidden_headlines(self) -> frozenset[str]:
        unsafe = UNSAFE_HEADLINES if self.unsafe == Action.HIDE else frozenset()
        return unsafe | ({Headline.RACY.value} if self.racy == Action.HIDE else frozenset())

    @property
    def hides_some(self) -> bool:
        return bool(self.hidden_headlines or self.hidden_categories)

    def with_shown(self, name: str) -> "ViewerChoices":
        """The same, with one group, one category, `unsafe` or `racy` always shown; unknown:
        unchanged."""
        return self.with_action(name, Action.SHOW)

    def with_action(self, name: str, action: Action) -> "ViewerChoices":
        if name == UNSAFE:
            return replace(self, unsafe=action)
        if name == RACY:
            return replace(self, racy=action)
        if name in CATEGORIES:
            return replace(self, categories={**self.categories, name: action})
        if name in GROUPS:
            inside = {c.id for c in GROUPS[name].categories}
            others = {c: a for c, a in self.categories.items() if c not in inside}
            return replace(self, groups={**self.groups, name: action}, categories=others)
        return self
