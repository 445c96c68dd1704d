"""A text to what an answer is made of. Pure: it knows neither Flask nor the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from episodes.answers.importing.blocks import (
    Block,
    BlockKind,
    Decision,
    FoundResource,
    Line,
    Shape,
)
from episodes.answers.importing.counting import WordCount, word_count
from episodes.answers.importing.making import made_block
from episodes.answers.importing.opening import Opened, source_of
from episodes.answers.importing.preparing import prepared
from episodes.answers.importing.recognising import decisions_for
from episodes.answers.importing.writing import answer_markdown
from episodes.answers.markdown import MAX_CHARACTERS, MAX_HEADING
from episodes.messages import Message
from episodes.refusals import RefusalError

# Times as long as an answer: of that much, a person may still leave out what is too much.
_MOST_TO_CHOOSE_FROM = 2
_LISTS = (BlockKind.LIST, BlockKind.CHECKLIST, BlockKind.PARAGRAPH, BlockKind.LEFT_OVER)
_TEXTS = (
    BlockKind.PARAGRAPH,
    BlockKind.PART,
    BlockKind.SECTION,
    BlockKind.ASIDE,
    BlockKind.QUOTATION,
    BlockKind.RESOURCE,
    BlockKind.SECOND_VIDEO,
    BlockKind.CONTENT_NOTE,
    BlockKind.LEFT_OVER,
)


@dataclass(frozen=True, slots=True)
class Imported:
    """blocks: in the order of the source. notices: what the source held and an answer cannot.
    count: where its words went."""

    blocks: tuple[Block, ...]
    markdown: str
    count: WordCount
    notices: tuple[Message, ...]

    @property
    def resources(self) -> tuple[FoundResource, ...]:
        return tuple(block.resource for block in self.blocks if block.resource)

    @property
    def ratings(self) -> Mapping[str, str]:
        """Proposed headlines by artifact; of two, the first."""
        proposed: dict[str, str] = {}
        for block in self.blocks:
            for artifact, rating in block.ratings.items():
                proposed.setdefault(artifact, rating)
        return proposed

    @property
    def unsure(self) -> tuple[int, ...]:
        return tuple(i for i, block in enumerate(self.blocks) if block.decision.is_unsure)


def imported(opened: Opened, choices: Mapping[int, BlockKind] | None = None) -> Imported:
    """choices: what a person says that a block is, by its number. The same text is always cut into
    the same blocks, so a number means the same at the second time.

    Raises RefusalError."""
    source = source_of(opened)
    lines = prepared(source.lines)
    _check_length(lines)
    decisions = [
        _chosen(decision, (choices or {}).get(number))
        for number, decision in enumerate(decisions_for(lines))
    ]
    blocks = tuple(made_block(decision) for decision in decisions)
    markdown = answer_markdown(blocks)
    count = word_count(lines, blocks, markdown)
    return Imported(blocks, markdown, count, source.notices)


def _check_length(lines: Sequence[Line]) -> None:
    """Before the work: 300 pages take seconds, and no answer holds them."""
    characters = sum(len(line.words) for line in lines)
    if characters > _MOST_TO_CHOOSE_FROM * MAX_CHARACTERS:
        raise RefusalError(
            Message(
                "The text has %(count)s characters, and an answer at most %(most)s."
                " Bring in a part of it.",
                count=characters,
                most=MAX_CHARACTERS,
            )
        )


def kinds_to_choose(decision: Decision) -> tuple[BlockKind, ...]:
    """What the lines may be said to be."""
    if any(line.shape is Shape.TABLE for line in decision.lines):
        return (BlockKind.TABLE, BlockKind.PARAGRAPH, BlockKind.LEFT_OVER)
    if decision.kind in (BlockKind.LIST, BlockKind.CHECKLIST):
        return _LISTS
    if sum(len(line.words) for line in decision.lines) > MAX_HEADING:
        return tuple(kind for kind in _TEXTS if kind not in (BlockKind.PART, BlockKind.SECTION))
    return _TEXTS


def _chosen(decision: Decision, kind: BlockKind | None) -> Decision:
    if kind is None or kind not in kinds_to_choose(decision):
        return decision
    return replace(decision, kind=kind, confidence=1.0)
