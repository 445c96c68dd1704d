"""The hand of the producer in bench.week: what it presses and fills in is counted, and the minutes
that it takes by the keystroke-level model (Card, Moran and Newell, 1980)."""

from dataclasses import dataclass, field

from playwright.sync_api import FilePayload, Locator, Page

# Seconds: a key of an average typist; pointing at something; pressing the mouse; from the mouse to
# the keys; getting ready in mind.
KEY_S, POINT_S, PRESS_S, HOME_S, MIND_S = 0.28, 1.1, 0.2, 0.4, 1.35
# Choosing a file in the system's own dialog: open it, three names looked at, one pressed twice.
CHOOSE_FILE_S = PRESS_S + 3 * MIND_S + 2 * (POINT_S + PRESS_S)
# Silent reading of English (Brysbaert, 2019).
WORDS_A_MINUTE = 238

NAMED_KEYS = frozenset(("Tab", "ArrowDown", "Escape"))


@dataclass
class Tally:
    """Of one step of the week. watched_s: the video is watched, which no page makes shorter."""

    name: str
    clicks: int = 0
    fields: int = 0
    keys: int = 0
    hands_s: float = 0.0
    watched_s: float = 0.0


@dataclass
class Hand:
    page: Page
    tallies: list[Tally] = field(default_factory=list)

    def begin(self, name: str) -> None:
        """A step that was broken off goes on in the same line."""
        if not self.tallies or self.tallies[-1].name != name:
            self.tallies.append(Tally(name))

    @property
    def now(self) -> Tally:
        return self.tallies[-1]

    def press(self, control: Locator) -> None:
        """A link or a button."""
        self._count(clicks=1, seconds=MIND_S + POINT_S + PRESS_S)
        control.click()

    def strike(self, key: str) -> None:
        """A key that does something by itself."""
        self.now.keys += 1
        self.now.hands_s += MIND_S + KEY_S
        self.page.keyboard.press(key)

    def choose_by_keys(self, *menus: tuple[str, ...]) -> None:
        """One field after the other, each by the keys of its menu, words or a key's name."""
        for keys in menus:
            presses = sum(1 if key in NAMED_KEYS else len(key) for key in keys)
            self._count(fields=1, seconds=MIND_S + KEY_S * presses)
            for key in keys:
                if key in NAMED_KEYS:
                    self.page.keyboard.press(key)
                else:
                    self.page.keyboard.type(key)

    def type_into(self, control: Locator, words: str) -> None:
        self._count(fields=1, seconds=MIND_S + POINT_S + PRESS_S + HOME_S + KEY_S * len(words))
        control.fill(words)

    def paste_into(self, control: Locator, words: str) -> None:
        self._count(fields=1, seconds=2 * MIND_S + POINT_S + PRESS_S + HOME_S + 2 * KEY_S)
        control.fill(words)

    def correct(self, control: Locator, wrong: str, right: str) -> None:
        """The caret goes to the words, which are typed over."""
        self._count(fields=1, seconds=MIND_S + POINT_S + PRESS_S + HOME_S + KEY_S * len(right))
        control.fill(control.input_value().replace(wrong, right, 1))

    def choose(self, control: Locator, value: str) -> None:
        self._count(fields=1, seconds=2 * MIND_S + 2 * (POINT_S + PRESS_S))
        control.select_option(value)

    def tick(self, control: Locator) -> None:
        self._count(fields=1, seconds=MIND_S + POINT_S + PRESS_S)
        control.check()

    def give_file(self, control: Locator, file: FilePayload) -> None:
        self._count(fields=1, seconds=MIND_S + POINT_S + CHOOSE_FILE_S)
        control.set_input_files(file)

    def read(self, words: str) -> None:
        self.now.hands_s += 60 * len(words.split()) / WORDS_A_MINUTE

    def watch(self, seconds: float) -> None:
        self.now.watched_s += seconds

    def _count(self, *, seconds: float, clicks: int = 0, fields: int = 0) -> None:
        self.now.clicks += clicks
        self.now.fields += fields
        self.now.hands_s += seconds
