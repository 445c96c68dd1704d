"""A decision to a block: the same lines make whatever a person says that they are."""

from collections.abc import Callable
from dataclasses import replace

from episodes.answers.importing.blocks import (
    Block,
    BlockKind,
    Decision,
    Item,
    Line,
    Run,
    Runs,
    Shape,
)
from episodes.answers.importing.entries import found_resource
from episodes.answers.importing.inline import merged, stripped
from episodes.answers.importing.remarks import quotation_of, ratings_in, video_note


def made_block(decision: Decision) -> Block:
    return _MAKERS.get(decision.kind, _made_text)(decision)


def _made_text(decision: Decision) -> Block:
    """Lines that stand right below each other are one paragraph of several lines."""
    first, *others = (_flat(line) for line in decision.lines)
    return Block(decision, runs=(sum(((Run("\n"), *other) for other in others), first),))


def _made_heading(decision: Decision) -> Block:
    """Without the look that made it a heading."""
    runs = merged(
        Run(run.text.replace("\n", " ") + " " * (n < len(decision.lines) - 1))
        for n, line in enumerate(decision.lines)
        for run in _numbered(line)
    )
    return Block(decision, runs=(stripped(runs),))


def _made_list(decision: Decision) -> Block:
    items: list[Item] = []
    for line in decision.lines:
        if items and line.is_under:
            items[-1] = replace(items[-1], under=(*items[-1].under, line.runs))
        else:
            ticked = line.ticked
            if decision.kind is BlockKind.CHECKLIST:
                ticked = bool(line.ticked)
            items.append(Item(_flat(line), line.level, line.number, ticked))
    return Block(decision, items=tuple(_stepwise(items)))


def _stepwise(items: list[Item]) -> list[Item]:
    """No item stands more than one level below the one above it."""
    levels: list[int] = []
    stepped = []
    for item in items:
        while levels and levels[-1] > item.level:
            levels.pop()
        if not levels or levels[-1] < item.level:
            levels.append(item.level)
        stepped.append(replace(item, level=len(levels) - 1))
    return stepped


def _made_quotation(decision: Decision) -> Block:
    paragraphs, speaker = quotation_of(decision.lines)
    return Block(decision, runs=paragraphs, speaker=speaker)


def _made_resource(decision: Decision) -> Block:
    """What stands under it is a part of its note."""
    first, *others = decision.lines
    resource = found_resource(first, decision.topic)
    notes = (resource.note, *(other.words for other in others))
    note = " ".join(filter(None, notes))
    return Block(decision, resource=replace(resource, note=note))


def _made_second_video(decision: Decision) -> Block:
    return Block(decision, runs=_texts(decision), note=video_note(_words(decision)))


def _made_note(decision: Decision) -> Block:
    return Block(decision, runs=_texts(decision), ratings=ratings_in(_words(decision)))


def _texts(decision: Decision) -> tuple[Runs, ...]:
    return tuple(_flat(line) for line in decision.lines)


def _words(decision: Decision) -> str:
    return "\n".join(line.words for line in decision.lines)


def _numbered(line: Line) -> Runs:
    """A number that was typed stays with the words of a heading."""
    if line.shape is Shape.ITEM and line.number is not None:
        return (Run(f"{line.number}. "), *line.runs)
    return line.runs


def _flat(line: Line) -> Runs:
    if not line.cells:
        return line.runs
    cells = [cell for row in line.cells for cell in row if cell]
    return stripped(tuple(run for cell in cells for run in (*cell, Run(" "))))


_MAKERS: dict[BlockKind, Callable[[Decision], Block]] = {
    BlockKind.PART: _made_heading,
    BlockKind.SECTION: _made_heading,
    BlockKind.LIST: _made_list,
    BlockKind.CHECKLIST: _made_list,
    BlockKind.QUOTATION: _made_quotation,
    BlockKind.RESOURCE: _made_resource,
    BlockKind.SECOND_VIDEO: _made_second_video,
    BlockKind.CONTENT_NOTE: _made_note,
}
