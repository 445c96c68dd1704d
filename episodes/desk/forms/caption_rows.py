"""The caption editor without script: fifty captions as a form, and what was changed in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from captions import TimecodeError, timecode
from captions.editing import Edit, Sheet, commands
from captions.editing.sheet import Row, cue_text
from captions.editing.voice import voice_and_body, with_body, with_voice
from episodes.desk.forms.base import tidy
from episodes.messages import Message

PAGE_ROWS = 50
_NAMES = ("start", "end", "speaker", "text")
_BUTTON = re.compile(r"(?P<act>delete|insert|merge):(?P<id>[A-Za-z0-9-]{1,40})")


@dataclass
class RowFields:
    """What stands in the fields of one caption."""

    id: str
    number: int
    start: str
    end: str
    speaker: str
    text: str
    errors: dict[str, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaptionsPage:
    """page, pages: from 1."""

    rows: list[RowFields]
    page: int
    pages: int

    @property
    def problems(self) -> list[tuple[str, int, Message]]:
        """Id of the field, number of the caption, what is wrong."""
        return [
            (f"{name}-{row.id}", row.number, message)
            for row in self.rows
            for name, message in row.errors.items()
        ]


def page_of(sheet: Sheet, page: int) -> CaptionsPage:
    pages = max(-(-len(sheet.rows) // PAGE_ROWS), 1)
    page = min(max(page, 1), pages)
    first = (page - 1) * PAGE_ROWS
    rows = sheet.rows[first : first + PAGE_ROWS]
    return CaptionsPage(
        [_fields(row, number) for number, row in enumerate(rows, start=first + 1)], page, pages
    )


def _fields(row: Row, number: int) -> RowFields:
    speaker, body = voice_and_body(row.text)
    return RowFields(
        row.id, number, short_time(row.start_ms), short_time(row.end_ms), speaker, body
    )


def short_time(ms: int) -> str:
    """`0:17.715`, `1:02:03.500`"""
    minutes = timecode.format_vtt(ms).removeprefix("00:")
    return minutes[1:] if minutes.startswith("0") else minutes


def typed_edit(page: CaptionsPage, sheet: Sheet, sent: Mapping[str, Any]) -> Edit:
    """What somebody changed in the fields, where `page` shows the captions as they were. Fields
    take what was typed, and what is wrong with it."""
    times: list[tuple[str, int, int]] = []
    texts: list[tuple[str, str]] = []
    for shown in page.rows:
        row = sheet.row(shown.id)
        before = {name: getattr(shown, name) for name in _NAMES}
        for name in _NAMES:
            setattr(shown, name, tidy(sent.get(f"{name}-{shown.id}", before[name])))
        if row is None:
            continue
        if (shown.start, shown.end) != (before["start"], before["end"]):
            times.append((row.id, _ms(shown, "start", row), _ms(shown, "end", row)))
        if (shown.speaker, shown.text) != (before["speaker"], before["text"]):
            worded = with_voice(with_body(row.text, cue_text(shown.text)), shown.speaker)
            texts.append((row.id, worded))
    return Edit("form", tuple(times), tuple(texts))


def _ms(shown: RowFields, name: str, row: Row) -> int:
    text = getattr(shown, name).strip()
    try:
        return timecode.parse(text)
    except TimecodeError:
        shown.errors[name] = Message(
            "“%(text)s” is not a time. Write it as 0:17.715.", text=text[:40]
        )
        return row.start_ms if name == "start" else row.end_ms


def button_edit(sheet: Sheet, pressed: str, new_id: str) -> Edit | None:
    """A button beside one caption; None where none was pressed."""
    match = _BUTTON.fullmatch(pressed)
    if match is None:
        return None
    if match["act"] == "delete":
        return commands.delete(sheet, match["id"])
    if match["act"] == "merge":
        return commands.merge_with_next(sheet, match["id"])
    return commands.insert_after(sheet, match["id"], new_id)
