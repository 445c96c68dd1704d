"""What is said: the demo season's dialogues, a conversation at a kitchen table, and two texts in
each other language, as words."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
DIALOGUES = Path(__file__).parents[2] / "episodes/demo/make/dialogues"
_TWO_WAYS = re.compile(r"\{([^|}]*)\|([^}]*)\}([.,?!]*)")


@dataclass(frozen=True)
class Line:
    """`written`: blank-separated words; `said`: what is said for each, with its punctuation."""

    who: str
    written: tuple[str, ...]
    said: tuple[str, ...]


def conversations() -> Iterator[tuple[str, list[Line]]]:
    for path in sorted(DIALOGUES.glob("*.json")):
        talk = json.loads(path.read_text(encoding="utf-8"))
        if talk["language"] == "en":
            lines = [(line["who"], line["text"]) for line in talk["lines"] if "who" in line]
            yield path.stem, [_line(who, text) for who, text in lines]
    yield "kitchen-table", list(_lines(TEXTS / "en-kitchen-table.txt"))


def talks_in(language: str) -> Iterator[tuple[str, list[Line]]]:
    """`es-seen`: looked at while the rules were written; `es-unseen`: only measured."""
    for path in sorted(TEXTS.glob(f"{language}-*.txt")):
        yield path.stem, list(_lines(path))


def _lines(path: Path) -> Iterator[Line]:
    for line in path.read_text(encoding="utf-8").splitlines():
        who, text = line.split(": ", 1)
        yield _line(who, text)


def _line(who: str, text: str) -> Line:
    written, said = [], []
    for word in _TWO_WAYS.sub(lambda two: two[0].replace(" ", "_"), text).split():
        two = _TWO_WAYS.fullmatch(word)
        written.append(two[1] + two[3] if two else word)
        said.append(_sayable(two[2].replace("_", " ") + two[3] if two else word))
    return Line(who, tuple(written), tuple(said))


def _sayable(word: str) -> str:
    return re.sub(r"[^\w' .,?!]", "", word.replace("’", "'").replace("-", " "))
