"""A written text as it came, and what a person says of the lines that were made of it."""

import json
from collections import Counter
from dataclasses import dataclass, replace

from flask import request
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from episodes.answers.importing.blocks import Block, BlockKind
from episodes.answers.importing.importing import Imported, kinds_to_choose
from episodes.answers.importing.opening import (
    MAX_CHARACTERS,
    MAX_FILE_BYTES,
    Opened,
    opened_file,
    opened_paste,
)
from episodes.desk.forms.base import AtMost, DeskForm
from episodes.messages import Message
from episodes.refusals import RefusalError

LABELS = {
    BlockKind.PART: Message("Part"),
    BlockKind.SECTION: Message("Heading within a part"),
    BlockKind.PARAGRAPH: Message("Paragraph"),
    BlockKind.ASIDE: Message("Aside"),
    BlockKind.LIST: Message("List"),
    BlockKind.CHECKLIST: Message("Checklist"),
    BlockKind.QUOTATION: Message("Quotation"),
    BlockKind.TABLE: Message("Table"),
    BlockKind.RESOURCE: Message("Resource"),
    BlockKind.SECOND_VIDEO: Message("Announces the second video"),
    BlockKind.CONTENT_NOTE: Message("Content note"),
    BlockKind.LEFT_OVER: Message("Leave out"),
}
_OPENED_KINDS = ("html", "markdown", "plain")
_SHOWN = 160  # characters of a line in the outline
_SHOWN_ABOVE = 60  # of the line above one that is not certain
_MOST_CHOICES = 1_000  # more fields than a browser and a request take; the sure ones go first
REPLACE, ADD = "replace", "add"


class AnswerImportForm(DeskForm):
    """text, markup: the clipboard's two forms. opened_kind, opened_text, losses, name: what was
    opened, carried from the first look to the saving."""

    sent_field = "text"
    text = TextAreaField(Message("The text"), [AtMost(MAX_CHARACTERS)])
    markup = HiddenField()
    file = FileField(Message("A file"))
    opened_kind = HiddenField()
    opened_text = HiddenField()
    losses = HiddenField()
    name = HiddenField()
    place = RadioField(
        Message("There is an answer already"),
        choices=[
            SelectChoice(REPLACE, Message("Put this in its place")),
            SelectChoice(ADD, Message("Add this below it")),
        ],
        default=REPLACE,
    )

    def open(self) -> Opened:
        """Raises RefusalError."""
        if self.opened_kind.data in _OPENED_KINDS:
            losses = _losses(self.losses.data)
            return Opened(self.opened_kind.data, _lines(self.opened_text.data), losses)
        if self.file.data:
            self.name.data = (self.file.data.filename or "")[-100:]
            try:
                return opened_file(self.name.data, self.file.data.read(MAX_FILE_BYTES + 1))
            except RefusalError as error:
                raise RefusalError(error.message, "file") from error
        if not (self.text.data or "").strip() and not (self.markup.data or "").strip():
            raise RefusalError(Message("Paste a text or choose a file."), "text")
        return opened_paste(self.markup.data or "", _lines(self.text.data))

    def give_back(self) -> None:
        """What was opened already is in the first page's fields again."""
        if self.opened_kind.data == "html":
            self.markup.data = self.opened_text.data
        self.text.data = self.text.data or self.opened_text.data

    def carry(self, opened: Opened) -> None:
        """To the page that shows the outline."""
        self.opened_kind.data, self.opened_text.data = opened.kind, opened.text
        self.losses.data = json.dumps({kind: n for kind, n in opened.losses.items() if n})

    def choices(self) -> dict[int, BlockKind]:
        """What the person said that the blocks are; other values are passed over."""
        chosen = {}
        for field, value in request.form.items():
            number = field.removeprefix("block-")
            if (
                number != field
                and number.isdecimal()
                and len(number) < 7
                and value in set(BlockKind)
            ):
                chosen[int(number)] = BlockKind(value)
        return chosen


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """kinds: what it may be called; empty where nothing can be chosen. count: of items. above: how
    the line before it begins, by which one knows the place."""

    number: int
    kind: BlockKind
    words: str
    reason: Message
    is_unsure: bool
    kinds: tuple[BlockKind, ...]
    count: int
    above: str

    @property
    def label(self) -> Message:
        return LABELS[self.kind]


def outline(result: Imported, unsure: frozenset[int]) -> list[OutlineLine]:
    """unsure: by number, as it was before anybody chose."""
    is_long = len(result.blocks) > _MOST_CHOICES
    above = ["", *(_shortened(block.source_words, _SHOWN_ABOVE) for block in result.blocks)]
    return [
        replace(_line(number, block, number in unsure, is_long), above=above[number])
        for number, block in enumerate(result.blocks)
    ]


def _line(number: int, block: Block, is_unsure: bool, is_long: bool) -> OutlineLine:
    is_fixed = is_long and not is_unsure and block.kind is BlockKind.PARAGRAPH
    return OutlineLine(
        number,
        block.kind,
        _shortened(block.source_words, _SHOWN),
        block.decision.reason,
        is_unsure,
        () if is_fixed else kinds_to_choose(block.decision),
        len(block.items),
        above="",
    )


def _shortened(text: str, most: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _lines(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n")


def _losses(text: str | None) -> Counter[str]:
    """Only counts: anybody may send anything."""
    try:
        counts = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return Counter()
    pairs = counts.items() if isinstance(counts, dict) else ()
    return Counter({str(kind): n for kind, n in pairs if isinstance(n, int) and 0 < n < 10**6})
