"""A text to what an answer is made of. Pure: it knows neither Flask nor the database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from episodes.answers.importing.blocks import (
    Block,
    BlockKind,
    Decision,
    FoundResource,
    Shape,
)
from episodes.answers.importing.counting import WordCount, word_count
from episodes.answers.importing.making import made_block
from episodes.answers.importing.opening import Opened, source_of
from episodes.answers.importing.preparing import prepared
from episodes.answers.importing.recognising import decisions_for
from episodes.answers.importing.writing import answer_markdown
from episodes.messages import Message

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
    decisions = [
        _chosen(decision, (choices or {}).get(number))
        for number, decision in enumerate(decisions_for(lines))
    ]
    blocks = tuple(made_block(decision) for decision in decisions)
    markdown = answer_markdown(blocks)
    count = word_count(lines, blocks, markdown)
    return Imported(blocks, markdown, count, source.notices)


def kinds_to_choose(decision: Decision) -> tuple[BlockKind, ...]:
    """What the lines may be said to be."""
    if any(line.shape is Shape.TABLE for line in decision.lines):
        return (BlockKind.TABLE, BlockKind.PARAGRAPH, BlockKind.LEFT_OVER)
    if decision.kind in (BlockKind.LIST, BlockKind.CHECKLIST):
        return _LISTS
    return _TEXTS


def _chosen(decision: Decision, kind: BlockKind | None) -> Decision:
    if kind is None or kind not in kinds_to_choose(decision):
        return decision
    return replace(decision, kind=kind, confidence=1.0)
