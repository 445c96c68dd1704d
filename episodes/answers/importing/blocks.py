"""What an import works with: runs of text, the lines that a source has, and the blocks that they
are taken for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from episodes.messages import Message

ASKS_BELOW = 0.7  # what is less certain is asked; `python -m bench.answers_import` measures it


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. href: http, https, mailto or `#t=42`, else empty."""

    text: str
    strong: bool = False
    emphasis: bool = False
    struck: bool = False
    href: str = ""


Runs = tuple[Run, ...]


def text_of(runs: Runs) -> str:
    return "".join(run.text for run in runs)


class Shape(StrEnum):
    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    RULE = "rule"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, heading or item as its source has it, before anything is made of it.

    level: of a heading, from 1; of an item, from 0; of a quotation, which of the text's it is.
    number: of a numbered item. ticked: whether its box is; None where it has none. is_under:
    belongs to the item above it. marker: the sign that was typed before an item. stands_alone:
    empty lines around it, or a block of its own. cells: rows of a table."""

    shape: Shape
    runs: Runs = ()
    level: int = 0
    number: int | None = None
    ticked: bool | None = None
    is_under: bool = False
    marker: str = ""
    stands_alone: bool = True
    cells: tuple[tuple[Runs, ...], ...] = ()

    @property
    def is_typed(self) -> bool:
        return bool(self.marker)

    @property
    def words(self) -> str:
        if self.cells:
            return " ".join(text_of(cell) for row in self.cells for cell in row)
        return text_of(self.runs)

    def with_runs(self, runs: Runs) -> "Line":
        return replace(self, runs=runs)


class BlockKind(StrEnum):
    """PART: a heading of level two. SECTION: a heading within a part. LEFT_OVER: words that the
    answer does without."""

    PART = "part"
    SECTION = "section"
    PARAGRAPH = "paragraph"
    ASIDE = "aside"
    LIST = "list"
    CHECKLIST = "checklist"
    QUOTATION = "quotation"
    TABLE = "table"
    RESOURCE = "resource"
    SECOND_VIDEO = "second-video"
    CONTENT_NOTE = "content-note"
    LEFT_OVER = "left-over"


@dataclass(frozen=True, slots=True)
class Item:
    """under: the paragraphs below a point."""

    runs: Runs
    level: int = 0
    number: int | None = None
    ticked: bool | None = None
    under: tuple[Runs, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundResource:
    """kind: a value of ResourceKind."""

    kind: str
    title: str
    creator: str = ""
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Lines that belong together, what they are taken for, why, and how certainly (0 to 1).

    topic: for a resource, the kind that the line above it names."""

    kind: BlockKind
    lines: tuple[Line, ...]
    reason: Message
    confidence: float
    topic: str = ""

    @property
    def is_unsure(self) -> bool:
        return self.confidence < ASKS_BELOW


@dataclass(frozen=True, slots=True)
class Block:
    """A decision and what came of it. ratings: headlines by artifact, for a content note."""

    decision: Decision
    runs: tuple[Runs, ...] = ()
    items: tuple[Item, ...] = ()
    speaker: str = ""
    resource: FoundResource | None = None
    note: str = ""
    ratings: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> BlockKind:
        return self.decision.kind

    @property
    def source_words(self) -> str:
        return "\n".join(line.words for line in self.decision.lines)


@dataclass(frozen=True, slots=True)
class Source:
    """An opened text: its lines, and what of it is not in them (pictures, comments, deletions)."""

    lines: tuple[Line, ...]
    notices: tuple[Message, ...] = ()
