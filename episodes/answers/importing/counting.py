"""Words in, and where each of them went."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from episodes.answers.importing.blocks import Block, BlockKind, Line
from episodes.answers.markdown import parse_answer

_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class WordCount:
    """source = text + resources + left_over, word by word. text: parts with their lists."""

    source: int
    text: int
    resources: int
    left_over: int


def words_in(text: str) -> Counter[str]:
    """Addresses are none: they are kept as links."""
    return Counter(_WORD.findall(_ADDRESS.sub(" ", text).replace("'", "’")))


def word_count(lines: Iterable[Line], blocks: Iterable[Block], markdown: str) -> WordCount:
    """The text's words are counted in what the site makes of the Markdown. Raises MarkdownError."""
    blocks = tuple(blocks)
    source = _source_words(lines, blocks)
    text = words_in(_text_of(markdown))
    resources = words_in("\n".join(map(_resource_words, blocks)))
    left = source - text - resources
    return WordCount(*(counter.total() for counter in (source, text, resources, left)))


def invented_words(lines: Iterable[Line], blocks: Iterable[Block], markdown: str) -> Counter[str]:
    """What stands in the result and not in the source; a fault of ours."""
    blocks = tuple(blocks)
    source = _source_words(lines, blocks)
    made = words_in(_text_of(markdown)) + words_in("\n".join(map(_resource_words, blocks)))
    return made - source


def _source_words(lines: Iterable[Line], blocks: tuple[Block, ...]) -> Counter[str]:
    """With the numbers that headings keep and items do without."""
    headings = (block for block in blocks if block.kind in (BlockKind.PART, BlockKind.SECTION))
    numbers = (
        str(line.number) for block in headings for line in block.decision.lines if line.number
    )
    return words_in("\n".join((*(line.words for line in lines), *numbers)))


def _text_of(markdown: str) -> str:
    if not markdown.strip():
        return ""
    return "\n".join(f"{part.heading}\n{part.plain}" for part in parse_answer(markdown))


def _resource_words(block: Block) -> str:
    resource = block.resource
    if block.kind is not BlockKind.RESOURCE or resource is None:
        return ""
    title = "" if resource.title == resource.address else resource.title
    return "\n".join((title, resource.creator, resource.note))
