"""The acts of editing, each as the Edit that it makes of a sheet. None does more than a person
asked for; one that has nothing to do gives an empty edit."""

import re
from collections.abc import Mapping

from captions.cuetext import plain_text
from captions.editing.edit import Edit
from captions.editing.sheet import NewCaption, Row, Sheet, cue_text
from captions.editing.voice import halves, renamed_voice, voice_and_body, with_body, with_voice
from captions.errors import CaptionError
from captions.messages import sentence

# A new caption where nothing says how long it is to be.
_NEW_MS = 2000


def set_text(sheet: Sheet, row_id: str, text: str) -> Edit:
    return _reworded("text", sheet, {row_id: cue_text(text)})


def set_speaker(sheet: Sheet, row_id: str, name: str) -> Edit:
    return _reworded("speaker", sheet, {row_id: with_voice(_row(sheet, row_id).text, name)})


def set_times(
    sheet: Sheet, row_id: str, start_ms: int | None = None, end_ms: int | None = None
) -> Edit:
    """None: as it is."""
    row = _row(sheet, row_id)
    start_ms = row.start_ms if start_ms is None else start_ms
    end_ms = row.end_ms if end_ms is None else end_ms
    return _retimed("times", sheet, {row_id: (start_ms, end_ms)})


def split(
    sheet: Sheet, row_id: str, position: int, new_id: str, *, at_ms: int | None = None
) -> Edit:
    """At so many characters of the words (without the voice around them). at_ms: where the second
    half begins; None: as far into the time as the caret is into the letters."""
    row = _row(sheet, row_id)
    _, body = voice_and_body(row.text)
    left, right = (cue_text(half) for half in halves(body, position))
    if not plain_text(left).strip() or not plain_text(right).strip():
        return Edit("split")
    middle_ms = _middle_ms(row, len(plain_text(left)), len(plain_text(right)))
    if at_ms is not None and row.start_ms < at_ms < row.end_ms:
        middle_ms = at_ms
    second = NewCaption(
        row_id, new_id, middle_ms, row.end_ms, with_body(row.text, right), row.settings
    )
    return Edit(
        "split",
        times=((row_id, row.start_ms, middle_ms),),
        texts=((row_id, with_body(row.text, left)),),
        inserts=(second,),
    )


def _middle_ms(row: Row, left: int, right: int) -> int:
    return row.start_ms + (row.end_ms - row.start_ms) * left // max(left + right, 1)


def merge_with_next(sheet: Sheet, row_id: str) -> Edit:
    """The first keeps its name, settings and voice; another voice comes along with its words."""
    place = sheet.place(row_id)
    if place is None or place + 1 == len(sheet.rows):
        return Edit("merge")
    row, other = sheet.rows[place : place + 2]
    voice, body = voice_and_body(row.text)
    other_voice, other_body = voice_and_body(other.text)
    words = other_body if other_voice in ("", voice) else other.text
    end_ms = max(row.end_ms, other.end_ms)
    return Edit(
        "merge",
        times=((row_id, row.start_ms, end_ms),),
        texts=((row_id, cue_text(f"{with_body(row.text, body)}\n{words}")),),
        deletes=(other.id,),
    )


def insert_after(sheet: Sheet, row_id: str, new_id: str) -> Edit:
    """Between two captions, as long as there is room; row_id empty: before all."""
    place = sheet.place(row_id) if row_id else -1
    if place is None:
        return Edit("insert")
    start_ms = sheet.rows[place].end_ms if place >= 0 else 0
    following = sheet.rows[place + 1 : place + 2]
    room_ms = following[0].start_ms - start_ms if following else _NEW_MS
    end_ms = start_ms + (min(room_ms, _NEW_MS) if room_ms > 0 else _NEW_MS)
    return Edit("insert", inserts=(NewCaption(row_id, new_id, start_ms, end_ms, ""),))


def delete(sheet: Sheet, *row_ids: str) -> Edit:
    return Edit("delete", deletes=tuple(i for i in row_ids if sheet.place(i) is not None))


def shift(sheet: Sheet, by_ms: int, *, since: str = "") -> Edit:
    """All, or from the row `since` on; nothing begins before the video does."""
    first = sheet.place(since) or 0
    times = {
        row.id: (max(row.start_ms + by_ms, 0), max(row.end_ms + by_ms, 0))
        for row in sheet.rows[first:]
    }
    return _retimed("shift", sheet, times)


def stretch(sheet: Sheet, first: tuple[int, int], second: tuple[int, int]) -> Edit:
    """Each point: where a caption stands, and where it should. All others keep their distance in
    proportion. Raises CaptionError where two points do not make a line."""
    (from_a, to_a), (from_b, to_b) = sorted((first, second))
    if from_a == from_b or to_a >= to_b:
        raise CaptionError(
            sentence("Stretching needs two captions, the earlier one first."),
            hint=sentence("Choose two that are far from each other."),
        )

    def moved(ms: int) -> int:
        return max(to_a + (2 * (ms - from_a) * (to_b - to_a) + from_b - from_a) // (
            2 * (from_b - from_a)
        ), 0)  # fmt: skip

    return _retimed(
        "stretch", sheet, {row.id: (moved(row.start_ms), moved(row.end_ms)) for row in sheet.rows}
    )


def replace_words(sheet: Sheet, old: str, new: str, *, same_case: bool = False) -> Edit:
    """In the text as it is written; never inside of a tag."""
    if not old:
        return Edit("replace")
    pattern = re.compile(re.escape(old), re.NOFLAG if same_case else re.IGNORECASE)
    texts = {row.id: _outside_tags(row.text, pattern, new) for row in sheet.rows}
    return _reworded("replace", sheet, texts)


def _outside_tags(text: str, pattern: re.Pattern[str], new: str) -> str:
    parts = re.split(r"(<[^<>]*>)", text)
    parts[::2] = [pattern.sub(lambda _: new, part) for part in parts[::2]]
    return cue_text("".join(parts))


def rename_speaker(sheet: Sheet, old: str, new: str) -> Edit:
    texts = {row.id: renamed_voice(row.text, old, new) for row in sheet.rows}
    return _reworded("rename", sheet, texts)


def _row(sheet: Sheet, row_id: str) -> Row:
    row = sheet.row(row_id)
    if row is None:
        raise CaptionError(sentence("This caption is not there any more."))
    return row


def _retimed(kind: str, sheet: Sheet, times: Mapping[str, tuple[int, int]]) -> Edit:
    changed = [
        row for row in sheet.rows if row.id in times and times[row.id] != (row.start_ms, row.end_ms)
    ]
    return Edit(kind, times=tuple((row.id, *times[row.id]) for row in changed))


def _reworded(kind: str, sheet: Sheet, texts: Mapping[str, str]) -> Edit:
    changed = [row for row in sheet.rows if texts.get(row.id, row.text) != row.text]
    return Edit(kind, texts=tuple((row.id, texts[row.id]) for row in changed))
