"""SCC with pop-on captions: each is sent in time, two bytes a frame, and then shown at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from captions.cue import Cue, Track
from captions.formats.runs import PLAIN, Style
from captions.formats.scc_letters import codes_of
from captions.formats.srt_text import row_of
from captions.formats.styled import (
    COLOUR,
    CUE_NAMES,
    ITALIC,
    PARTLY_STYLED,
    POSITIONS,
    UNDERLINE,
    Word,
    labelled,
    lines_of,
    one_at_a_time,
    runs_of,
    words_of,
)
from captions.formats.writable import (
    in_steps,
    report_characters,
    report_losses,
    report_lost_blocks,
    report_lost_language,
    timed_cues,
)
from captions.frames import NTSC, drop_frame_label, frames_of_ms, ms_of_frames
from captions.messages import Message, sentence
from captions.report import Report

_HOLDS = frozenset({ITALIC, UNDERLINE, COLOUR})
_COLUMNS, _ROWS = 32, 15
# Four rows are what a decoder must be able to show (47 CFR 79.102).
_USUAL_ROWS = 4
# Resume loading, erase what was loaded, show it, erase what is shown; tabs of one to three columns.
_LOAD, _FORGET, _SHOW, _ERASE = (0x14, 0x20), (0x14, 0x2E), (0x14, 0x2F), (0x14, 0x2C)
_TAB = (0x17, 0x20)
_FIRST_BYTES = (0x11, 0x11, 0x12, 0x12, 0x15, 0x15, 0x16, 0x16, 0x17, 0x17, 0x10, 0x13, 0x13, 0x14,
                0x14)  # fmt: skip
_SECOND_BYTES = (0x40, 0x60) * 5 + (0x40, 0x40, 0x60, 0x40, 0x60)
_COLOURS = ("", "lime", "blue", "cyan", "red", "yellow", "magenta")
_ITALICS = 0x0E
_LAST_FRAME = 100 * 3600 * 30 - 100 * 6 * 18

# A word is two bytes, sent within one frame; what is sent twice must stay together.
_Unit = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    """`number` is the cue's in the track; the times count frames."""

    number: int
    first: int
    end: int
    units: list[_Unit]


def write(track: Track, report: Report) -> str:
    cues = one_at_a_time(in_steps(timed_cues(track), 1000 / NTSC), report, "SCC")
    report_lost_blocks(track, "SCC", report)
    report_lost_language(track, "SCC", report)
    if cues:
        report.add("changed", sentence("SCC counts 29.97 frames a second: times were rounded."))
    shown = [
        _Shown(number, frames_of_ms(cue.start_ms, NTSC), frames_of_ms(cue.end_ms, NTSC),
               _units(cue, number, report))
        for number, cue in cues if _is_sayable(cue, number, report)
    ]  # fmt: skip
    sent = sorted(_schedule(shown, report))
    return "\n".join(["Scenarist_SCC V1.0", "", *(f"{line}\n" for line in _lines(sent))])


def _is_sayable(cue: Cue, number: int, report: Report) -> bool:
    is_early = frames_of_ms(cue.end_ms, NTSC) < _LAST_FRAME
    if not is_early:
        report.add("dropped", sentence("SCC has no times from 100 hours on."), cue=number)
    return is_early


def _schedule(shown: Sequence[_Shown], report: Report) -> Iterable[tuple[int, _Unit]]:
    """The frames at which the words go out. A caption is loaded while the one before is shown."""
    free_from, erased_at = 0, -2
    for place, one in enumerate(shown):
        following = shown[place + 1].first if place + 1 < len(shown) else None
        frames, first = _loading_frames(one, free_from, erased_at)
        if first > one.first:
            late_ms = ms_of_frames(first - one.first, NTSC)
            reason = sentence("Sending the caption takes so long that it begins {ms} ms later.",
                              ms=late_ms)  # fmt: skip
            report.add("changed", reason, cue=one.number)
        yield from zip(frames, one.units, strict=True)
        yield first, _twice(_SHOW)
        end = max(one.end, first + 2)
        free_from, erased_at = first + 2, -2
        # What is shown at once replaces it; an erasure takes two frames.
        if following is None or end + 2 <= following:
            yield end, _twice(_ERASE)
            erased_at = end


def _loading_frames(one: _Shown, free_from: int, erased_at: int) -> tuple[list[int], int]:
    """For each unit its frame, just before the caption is shown; and when that can be."""
    frames: list[int] = []
    at = one.first
    for unit in reversed(one.units):
        at -= len(unit)
        if _is_taken(at, len(unit), erased_at):
            at = erased_at - len(unit)
        frames.append(at)
    if at >= free_from:
        return frames[::-1], one.first
    frames, at = [], free_from
    for unit in one.units:
        if _is_taken(at, len(unit), erased_at):
            at = erased_at + 2
        frames.append(at)
        at += len(unit)
    if _is_taken(at, 2, erased_at):
        at = erased_at + 2
    return frames, max(at, one.first)


def _is_taken(at: int, length: int, erased_at: int) -> bool:
    return at < erased_at + 2 and at + length > erased_at


def _lines(sent: Sequence[tuple[int, _Unit]]) -> Iterable[str]:
    """Words that follow each other frame by frame stand on one line."""
    words: list[str] = []
    first = next_frame = 0
    for at, unit in sent:
        if words and at != next_frame:
            yield _line(first, words)
            words = []
        first = first if words else at
        words += unit
        next_frame = at + len(unit)
    if words:
        yield _line(first, words)


def _line(first: int, words: Sequence[str]) -> str:
    hours, minutes, seconds, frame = drop_frame_label(first)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d};{frame:02d}\t{' '.join(words)}"


def _units(cue: Cue, number: int, report: Report) -> list[_Unit]:
    runs, losses = runs_of(cue, _HOLDS)
    runs, lost_voices = labelled(cue, runs)
    losses += lost_voices
    losses += [CUE_NAMES] if cue.id else []
    row, is_whole = row_of(cue.settings)
    losses += [] if is_whole else [POSITIONS]
    lines = [words_of(line) for line in lines_of(runs)]
    rows = [row for line in lines for row in _rows([_sayable(word, losses) for word in line])]
    if len(rows) != len(lines):
        reason = sentence("SCC has {columns} columns: lines were broken.", columns=_COLUMNS)
        report.add("changed", reason, cue=number)
    if len(rows) > _USUAL_ROWS:
        reason = sentence("{count} rows: many decoders show only {most}.", count=len(rows),
                          most=_USUAL_ROWS)  # fmt: skip
        report.add("noted", reason, cue=number)
        losses.append(POSITIONS)
    if len(rows) > _ROWS:
        reason = sentence("SCC has {rows} rows: the lines after them.", rows=_ROWS)
        report.add("dropped", reason, cue=number)
        rows = rows[:_ROWS]
    strange: list[str] = []
    units = [_twice(_FORGET), _twice(_LOAD)]
    for place, words in enumerate(rows, _first_row(row, len(rows))):
        units += _units_of_row(place, words, strange)
    report_characters(strange, "SCC", report, number)
    report_losses(losses, "SCC", report, number)
    return units


def _sayable(word: Word, losses: list[Message]) -> Word:
    """A colour or italics, underlined or not; black on black would be nothing."""
    style = word.style
    if word.is_mixed:
        losses.append(PARTLY_STYLED)
    if style.colour and (style.italic or style.colour not in _COLOURS):
        losses.append(sentence("italics beside a colour") if style.italic
                      else sentence("colours"))  # fmt: skip
        colour = style.colour if style.colour in _COLOURS else ""
        style = replace(style, italic=style.italic and not colour, colour=colour)
    return Word(word.text, style)


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    """As many words in a row as it has columns for."""
    rows: list[list[Word]] = []
    for word in words:
        # A style before the first word takes a column, as it does between two.
        room = _COLUMNS - (word.style != PLAIN)
        parts = [word.text[at : at + room] for at in range(0, len(word.text), room)]
        for part in (Word(text, word.style) for text in parts):
            if rows and _width([*rows[-1], part]) <= _COLUMNS:
                rows[-1].append(part)
            else:
                rows.append([part])
    return rows


def _width(words: Sequence[Word]) -> int:
    letters = sum(len(codes_of(word.text)[0]) - _extended(word.text) for word in words)
    return letters + len(words) - 1 + (words[0].style != PLAIN)


def _extended(text: str) -> int:
    """How many codes only replace the letter before them."""
    return sum(len(code) == 2 and code[0] != 0x11 for code in codes_of(text)[0])


def _first_row(row: str, count: int) -> int:
    """0 is the top."""
    if row == "line:0":
        return 0
    return (_ROWS - count) // 2 if row else _ROWS - count


def _units_of_row(row: int, words: Sequence[Word], strange: list[str]) -> list[_Unit]:
    column = (_COLUMNS - _width(words)) // 2
    indent, tab = divmod(column, 4)
    units = [_twice((_FIRST_BYTES[row], _SECOND_BYTES[row] + 0x10 + 2 * indent))]
    units += [_twice((_TAB[0], _TAB[1] + tab))] if tab else []
    style = PLAIN
    pending: list[int] = []
    for place, word in enumerate(words):
        if word.style != style:
            units += _pairs(pending)
            pending = []
            units.append(_twice((0x11, _mid_row(word.style))))
            style = word.style
        elif place:
            pending.append(0x20)
        codes, unknown = codes_of(word.text)
        strange += unknown
        for code in codes:
            if len(code) == 1:
                pending.append(code[0])
            else:
                units += [*_pairs(pending), _twice((code[0], code[1]))]
                pending = []
    return units + _pairs(pending)


def _mid_row(style: Style) -> int:
    kind = _ITALICS if style.italic else 2 * _COLOURS.index(style.colour)
    return 0x20 + kind + style.underline


def _pairs(codes: Sequence[int]) -> list[_Unit]:
    full = [*codes, 0] if len(codes) % 2 else codes
    return [(_hex(full[at], full[at + 1]),) for at in range(0, len(full), 2)]


def _twice(code: tuple[int, int]) -> _Unit:
    """So that a decoder that misses one gets the other."""
    return (_hex(*code),) * 2


def _hex(first: int, second: int) -> str:
    return f"{_with_parity(first):02x}{_with_parity(second):02x}"


def _with_parity(byte: int) -> int:
    """The number of ones is odd."""
    return byte if byte.bit_count() % 2 else byte | 0x80
