"""Blocks to the answer's Markdown."""

from collections.abc import Callable, Iterable

from episodes.answers.importing.blocks import Block, BlockKind, Item, Runs
from episodes.answers.importing.inline import markdown_of

_NOT_IN_TEXT = frozenset(
    (BlockKind.RESOURCE, BlockKind.SECOND_VIDEO, BlockKind.CONTENT_NOTE, BlockKind.LEFT_OVER)
)


def answer_markdown(blocks: Iterable[Block]) -> str:
    """Two lists that follow each other are told apart by the signs before their items."""
    written: list[str] = []
    before: Block | None = None
    for block in blocks:
        if block.kind in _NOT_IN_TEXT:
            continue
        is_second = before is not None and bool(before.items) and bool(block.items)
        signs = _OTHER_SIGNS if is_second and _bullets(written[-1]) == "-" else _SIGNS
        written.append(_WRITERS.get(block.kind, _paragraphs)(block, signs))
        before = block
    return "\n\n".join(filter(None, written)) + "\n" if written else ""


_SIGNS, _OTHER_SIGNS = ("-", "."), ("*", ")")


def _bullets(text: str) -> str:
    """Which of the two pairs of signs a list was written with."""
    first = text.split(" ", 1)[0]
    return "*" if first == "*" or first.endswith(")") else "-"


def _paragraphs(block: Block, _signs: tuple[str, str]) -> str:
    return "\n\n".join(markdown_of(runs) for runs in block.runs)


def _heading(block: Block, _signs: tuple[str, str]) -> str:
    marks = "##" if block.kind is BlockKind.PART else "###"
    return f"{marks} {_one_line(block.runs[0])}" if block.runs[0] else ""


def _quotation(block: Block, _signs: tuple[str, str]) -> str:
    paragraphs = [markdown_of(runs) for runs in block.runs]
    if block.speaker:
        paragraphs.append(f"— {block.speaker}")
    text = "\n\n".join(paragraphs)
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _list(block: Block, signs: tuple[str, str]) -> str:
    """Each item is indented by as much as the signs above it take."""
    lines: list[str] = []
    indents = [""]
    is_loose = any(item.under for item in block.items)
    numbers = [0] * 20
    for item in block.items:
        del indents[item.level + 1 :]
        numbers[item.level] = _number_of(item, numbers)
        numbers[item.level + 1] = 0
        sign = f"{numbers[item.level]}{signs[1]}" if item.number is not None else signs[0]
        box = "" if item.ticked is None else "[x] " if item.ticked else "[ ] "
        indent = indents[item.level]
        inner = indent + " " * (len(sign) + 1)
        if is_loose and lines:
            lines.append("")
        lines.append(_indented(f"{sign} {box}{markdown_of(item.runs)}", indent, inner))
        for runs in item.under:
            lines.extend(("", _indented(inner + markdown_of(runs), "", inner)))
        indents.append(inner)
    return "\n".join(lines)


def _number_of(item: Item, numbers: list[int]) -> int:
    """A list begins with its own number, and goes on from there."""
    if item.number is None:
        return 0
    return numbers[item.level] + 1 if numbers[item.level] else max(item.number, 1)


def _indented(text: str, first: str, rest: str) -> str:
    return first + text.replace("\n", f"\n{rest}")


def _table(block: Block, _signs: tuple[str, str]) -> str:
    """The first row is the head."""
    rows = [row for line in block.decision.lines for row in line.cells]
    written = [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    return "\n".join([written[0], "|" + " --- |" * len(rows[0]), *written[1:]])


def _cell(runs: Runs) -> str:
    return _one_line(runs).replace("|", "\\|")


def _one_line(runs: Runs) -> str:
    return markdown_of(runs).replace("\\\n", " ")


_WRITERS: dict[BlockKind, Callable[[Block, tuple[str, str]], str]] = {
    BlockKind.PART: _heading,
    BlockKind.SECTION: _heading,
    BlockKind.LIST: _list,
    BlockKind.CHECKLIST: _list,
    BlockKind.QUOTATION: _quotation,
    BlockKind.TABLE: _table,
}
