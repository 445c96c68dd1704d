"""How a language of regular spelling is said, in the phones of CMUdict: what one has to write down
of a language so that a recogniser of English hears its words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# More ways than these cost time and make a word easier to hear where it is not said.
MOST_WAYS = 6
_WAYS = "|"

Rule = tuple[re.Pattern[str], tuple[str, ...]]


@dataclass(frozen=True)
class Language:
    """`rules`: letters (a regular expression, tried in order where a word stands) and their phones,
    several ways parted by `|`, the usual one first; none: there is no way to hear it. `signs` and
    `short`: as written, in lower case, and as said. `foreign`: letters that native words do not
    have, so that a word with them may be an English one."""

    code: str
    rules: Sequence[Rule] = ()
    signs: Mapping[str, str] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)
    foreign: re.Pattern[str] | None = None

    def ways(self, word: str) -> tuple[str, ...]:
        """Phones with blanks between, the usual way first; none where no letter has a sound."""
        parts = list(self._parts(word.casefold()))
        usual = [phones[0] for _, phones in parts]
        ways = [_joined(usual)]
        for number in dict.fromkeys(number for number, phones in parts if len(phones) > 1):
            for other in range(1, len(self.rules[number][1])):
                changed = [phones[other] if each == number else phones[0] for each, phones in parts]
                ways.append(_joined(changed))
        return tuple(dict.fromkeys(way for way in ways if way))[:MOST_WAYS]

    def may_be_english(self, word: str) -> bool:
        return self.foreign is not None and self.foreign.search(word) is not None

    def _parts(self, word: str) -> Sequence[tuple[int, tuple[str, ...]]]:
        """(number of the rule, its phones), letter by letter; letters without a rule are silent."""
        parts: list[tuple[int, tuple[str, ...]]] = []
        place = 0
        while place < len(word):
            for number, (pattern, phones) in enumerate(self.rules):
                match = pattern.match(word, place)
                if match and match.end() > place:
                    parts.append((number, phones))
                    place = match.end()
                    break
            else:
                place += 1
        return parts


def rules(table: str) -> tuple[Rule, ...]:
    """One rule a line: letters, at least two blanks, phones; no phones: silent."""
    made = []
    for line in table.strip().splitlines():
        letters, _, phones = line.strip().partition("  ")
        made.append((re.compile(letters), tuple(way.strip() for way in phones.split(_WAYS))))
    return tuple(made)


def _joined(parts: Sequence[str]) -> str:
    """Two of the same one after another are one to the ear: nn, ss, and two vowels that meet."""
    phones = " ".join(parts).split()
    return " ".join(phone for at, phone in enumerate(phones) if not at or phone != phones[at - 1])
