"""What is said: the demo season's dialogues and a conversation at a kitchen table, as words."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
DIALOGUES = HERE.parents[1] / "episodes/demo/make/dialogues"
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
    text = (HERE / "kitchen-table.txt").read_text(encoding="utf-8")
    spoken = (line.split(": ", 1) for line in text.splitlines())
    yield "kitchen-table", [_line(who, said) for who, said in spoken]


def _line(who: str, text: str) -> Line:
    written, said = [], []
    for word in _TWO_WAYS.sub(lambda two: two[0].replace(" ", "_"), text).split():
        two = _TWO_WAYS.fullmatch(word)
        written.append(two[1] + two[3] if two else word)
        said.append(_sayable(two[2].replace("_", " ") + two[3] if two else word))
    return Line(who, tuple(written), tuple(said))


def _sayable(word: str) -> str:
    return re.sub(r"[^A-Za-z' .,?!]", "", word.replace("’", "'").replace("-", " "))
