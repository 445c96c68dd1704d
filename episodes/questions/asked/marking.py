"""What in a question points to a person, for the desk: the same marks as an asker is shown, each
name wherever it stands, and what could stand there instead. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from episodes.messages import Message
from episodes.questions.asked.identifying import Hint, identifying
from episodes.questions.asked.identifying_table import RELATIONS, Kind

# One mark in so many characters would be nobody's letter; a text of names only is cut here.
MOST_MARKS = 200
REPEATED = frozenset({Kind.NAME, Kind.PLACE, Kind.SCHOOL, Kind.WORK, Kind.HANDLE})
INSTEAD = {
    Kind.EMAIL: Message("[email address]"),
    Kind.LINK: Message("[link]"),
    Kind.HANDLE: Message("[user name]"),
    Kind.PHONE: Message("[phone number]"),
    Kind.STREET: Message("my street"),
    Kind.SCHOOL: Message("a school"),
    Kind.WORK: Message("a company"),
    Kind.NAME: Message("a friend"),
    Kind.PLACE: Message("a town"),
}
_DECADES = {
    1: Message("in my teens"),
    2: Message("in my twenties"),
    3: Message("in my thirties"),
    4: Message("in my forties"),
    5: Message("in my fifties"),
    6: Message("in my sixties"),
    7: Message("in my seventies"),
    8: Message("in my eighties"),
    9: Message("in my nineties"),
}
_RELATION = re.compile(rf"[Mm]y\s(?:\w{{2,12}}\s)?({RELATIONS})\s$")
_NAMED = re.compile(r"(?:called|named|name(?:\sis|[’']s|:))\s$")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """start (inclusive) to end (exclusive) count the text's characters. instead: what could stand
    there; it may be empty, where the words before say enough."""

    start: int
    end: int
    kind: Kind
    words: str
    instead: str

    @property
    def advice(self) -> Message:
        return Hint(self.start, self.end, self.kind, self.words).advice


def marks_in(text: str, beside: str = "") -> list[Mark]:
    """In the order of the text; none overlaps another. beside: what else the same person wrote:
    names in it are looked for here too."""
    hints, others = identifying(text), identifying(beside) if beside else []
    relations = _relations(beside, others) | _relations(text, hints)
    everywhere = sorted([*hints, *_again(text, hints, others)])[:MOST_MARKS]
    return [_mark(text, hint, relations) for hint in everywhere]


def changed(text: str, marks: list[Mark]) -> str:
    """With what is proposed in place of each."""
    for mark in sorted(marks, reverse=True):
        text = replaced(text, mark.start, mark.end, mark.instead)
    return text


def replaced(text: str, start: int, end: int, instead: str) -> str:
    """A word that is left out takes the space before it along."""
    if not instead and text[max(0, start - 1) : start] == " ":
        start -= 1
    return text[:start] + instead + text[end:]


def _relations(text: str, hints: list[Hint]) -> dict[str, str]:
    befores = {hint.words: _relation_before(text, hint) for hint in hints}
    return {words: relation for words, relation in befores.items() if relation}


def _again(text: str, hints: list[Hint], others: list[Hint]) -> Iterator[Hint]:
    """A name that was pointed out once, wherever else it stands."""
    kinds = {hint.words: hint.kind for hint in [*others, *hints] if hint.kind in REPEATED}
    if not kinds:
        return
    longest_first = sorted(kinds, key=len, reverse=True)
    words = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
    for match in words.finditer(text):
        if not any(match.start() < hint.end and hint.start < match.end() for hint in hints):
            yield Hint(match.start(), match.end(), kinds[match[1]], match[1])


def _mark(text: str, hint: Hint, relations: dict[str, str]) -> Mark:
    instead = _instead(text, hint, relations)
    if instead and _begins_sentence(text, hint.start):
        instead = instead[0].upper() + instead[1:]
    return Mark(hint.start, hint.end, hint.kind, hint.words, instead)


def _instead(text: str, hint: Hint, relations: dict[str, str]) -> str:
    if hint.kind is Kind.AGE:
        before, digit = re.split(r"(\d)", hint.words, maxsplit=1)[:2]
        age = str(_DECADES[int(digit)])
        return before + age if before[:1] in ("I", "i") else age
    if hint.kind is not Kind.NAME:
        return str(INSTEAD[hint.kind])
    if _relation_before(text, hint):
        return ""
    if _NAMED.search(text[: hint.start]):
        return str(Message("[name]"))
    relation = relations.get(hint.words)
    return str(Message("my %(relation)s", relation=relation) if relation else INSTEAD[Kind.NAME])


def _relation_before(text: str, hint: Hint) -> str:
    """ "boyfriend" of "my boyfriend Tom"; empty where it is another name or there is none."""
    match = _RELATION.search(text[max(0, hint.start - 40) : hint.start])
    return match[1] if match and hint.kind is Kind.NAME else ""


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \n\"'“‘¿¡(")
    return not before or before[-1] in ".!?…"
