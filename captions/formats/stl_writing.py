"""EBU STL (Tech 3264) at 25 frames a second: a header of 1,024 bytes, blocks of 128."""

import struct
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from captions.cue import Cue, Track
from captions.formats.runs import PLAIN, Run, Style
from captions.formats.srt_text import row_of, side_of
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
    report_rounding,
    timed_cues,
)
from captions.frames import PAL, frames_of_ms
from captions.messages import Message, sentence
from captions.report import Report

_HEADER = struct.Struct(
    "3s8s1s2s2s32s32s32s32s32s32s16s6s6s2s5s5s3s2s2s1s8s8s1s1s3s32s32s32s75s576s"
)
_BLOCK = struct.Struct("<BHBBBBBBBBBBBBB112s")
_FRAME_MS = 1000 / PAL
_TEXT_BYTES = 112
_NEW_LINE, _UNUSED, _LAST_BLOCK = 0x8A, b"\x8f", 0xFF
_OPEN, _TELETEXT = b"0", b"1"
_COLUMNS, _ROWS = b"40", b"23"
_COLOURS = ("black", "red", "lime", "yellow", "blue", "magenta", "cyan", "")
_SWITCHES = {"italic": (0x80, 0x81), "underline": (0x82, 0x83)}
# Tech 3264, appendix 3.
_NUMBERED_LANGUAGES = (
    "sq br ca hr cy cs da de en es eo et eu fo fr fy ga gd gl is it se la lv lb lt hu mt nl no oc "
    "pl pt ro rm sr sk sl fi sv tr"
)
_LANGUAGES = {
    **{tag: f"{n:02X}".encode() for n, tag in enumerate(_NUMBERED_LANGUAGES.split(), 1)},
    "ar": b"7E", "bg": b"77", "el": b"70", "he": b"6C", "ja": b"69", "ru": b"56", "uk": b"49",
    "zh": b"75",
}  # fmt: skip
_CYRILLIC, _ARABIC, _GREEK, _HEBREW = b"01", b"02", b"03", b"04"
_TABLES = {_CYRILLIC: "iso8859_5", _ARABIC: "iso8859_6", _GREEK: "iso8859_7", _HEBREW: "iso8859_8"}
_LATIN = b"00"
# ISO 6937: an accent, then the letter.
_ACCENTS = {"\u0300": 0xC1, "\u0301": 0xC2, "\u0302": 0xC3, "\u0303": 0xC4, "\u0304": 0xC5,
            "\u0306": 0xC6, "\u0307": 0xC7, "\u0308": 0xC8, "\u030a": 0xCA, "\u0327": 0xCB,
            "\u030b": 0xCD, "\u0328": 0xCE, "\u030c": 0xCF}  # fmt: skip
_ACCENTED = frozenset(
    "ÀÈÌÒÙàèìòùÁĆÉÍĹŃÓŔŚÚÝŹáćéíĺńóŕśúýźÂĈÊĜĤÎĴÔŜÛŴŶâĉêĝĥîĵôŝûŵŷÃĨÑÕŨãĩñõũĀĒĪŌŪāēīōūĂĞŬăğŭ"
    "ĊĖĠİŻċėġżÄËÏÖÜŸäëïöüÿÅŮåůÇĢĶĻŅŖŞŢçķļņŗşţŐŰőűĄĘĮŲąęįųČĎĚĽŇŘŠŤŽčďěľňřšťž"
)
_OTHERS = dict(
    zip(
        "¡¢£¥§¤‘“«←↑→↓°±²³×µ¶·÷’”»¼½¾¿—¹®©™♪¬¦⅛⅜⅝⅞ΩÆÐªĦĲĿŁØŒºÞŦŊŉĸæđðħıĳŀłøœßþŧŋ",
        [0xA1, 0xA2, 0xA3, 0xA5, 0xA7, *range(0xA8, 0xC0), *range(0xD0, 0xD8),
         *range(0xDC, 0xE5), *range(0xE6, 0xFF)],
        strict=True,
    )
)  # fmt: skip
_ALIKE = {"–": "-", "‐": "-", "‑": "-", "−": "-", "…": "...", "„": '"', "‚": "'", "♫": "♪"}
# A day has 24 hours, and the field of a time two digits of them.
_LAST_MS = 24 * 3_600_000


@dataclass(slots=True)
class _File:
    """What the whole file is: its table of characters, and whether it is teletext, which has
    colours where open subtitles have italics and underlines."""

    table: bytes
    is_teletext: bool
    report: Report
    blocks: list[bytes] = field(default_factory=list)


def write(track: Track, report: Report) -> bytes:
    report_rounding(timed_cues(track), _FRAME_MS, "EBU STL", report)
    cues = one_at_a_time(in_steps(track.cues, _FRAME_MS), report, "EBU STL")
    report_lost_blocks(track, "EBU STL", report)
    if track.language not in _LANGUAGES:
        report_lost_language(track, "EBU STL", report)
    file = _File(_table([cue for _, cue in cues]), _has_colours(cues), report)
    for number, cue in cues:
        if cue.end_ms >= _LAST_MS:
            report.add("dropped", sentence("EBU STL has no times after 24 hours."), cue=number)
        else:
            _add_blocks(cue, number, file)
    first_ms = cues[0][1].start_ms if cues else 0
    return _header(track, file, first_ms) + b"".join(file.blocks)


def _table(cues: Sequence[Cue]) -> bytes:
    """Latin, unless another table has every letter that Latin has not."""
    letters = {letter for cue in cues for letter in cue.plain_text if _latin(letter) is None}
    letters = {letter for letter in letters if letter.isalpha()}
    for table, name in _TABLES.items():
        if letters and all(_in_table(letter, name) for letter in letters):
            return table
    return _LATIN


def _in_table(letter: str, name: str) -> bytes | None:
    try:
        return letter.encode(name)
    except UnicodeEncodeError:
        return None


def _latin(letter: str) -> bytes | None:
    if " " <= letter <= "~":
        return letter.encode()
    if letter in _OTHERS:
        return bytes([_OTHERS[letter]])
    if letter in _ACCENTED:
        parts = unicodedata.normalize("NFD", letter)
        return bytes([_ACCENTS[parts[1]]]) + parts[0].encode()
    return None


def _has_colours(cues: Sequence[tuple[int, Cue]]) -> bool:
    runs = (run for _, cue in cues if "." in cue.text for run in runs_of(cue, {COLOUR})[0])
    return any(run.style.colour for run in runs)


def _add_blocks(cue: Cue, number: int, file: _File) -> None:
    runs, losses = runs_of(cue, {COLOUR} if file.is_teletext else {ITALIC, UNDERLINE})
    runs, lost_voices = labelled(cue, runs)
    losses += lost_voices
    losses += [CUE_NAMES] if cue.id else []
    row, is_whole = row_of(cue.settings)
    side = side_of(cue.settings)
    losses += [] if is_whole or side else [POSITIONS]
    lines = lines_of(runs)
    text = _text(lines, number, losses, file)
    report_losses(losses, "EBU STL", file.report, number)
    times = [*_clock(cue.start_ms), *_clock(cue.end_ms)]
    place = _row(row, len(lines)), {"align:start": 1, "align:end": 3}.get(side, 2)
    parts = [text[at : at + _TEXT_BYTES] for at in range(0, len(text), _TEXT_BYTES)] or [b""]
    subtitle = len(file.blocks) % 0xFFFF
    for position, part in enumerate(parts):
        order = _LAST_BLOCK if position + 1 == len(parts) else position % 0xEF
        filled = part.ljust(_TEXT_BYTES, _UNUSED)
        file.blocks.append(_BLOCK.pack(0, subtitle, order, 0, *times, *place, 0, filled))


def _clock(ms: int) -> list[int]:
    seconds, frames = divmod(frames_of_ms(ms, PAL), 25)
    return [seconds // 3600, seconds // 60 % 60, seconds % 60, frames]


def _row(row: str, count: int) -> int:
    """Of 23, where the first line stands."""
    if row == "line:0":
        return 1
    return max(1, (14 if row else 23) - count)


def _text(lines: Sequence[Sequence[Run]], number: int, losses: list[Message], file: _File) -> bytes:
    out: list[bytes] = []
    strange: list[str] = []
    style = PLAIN
    for place, line in enumerate(lines):
        out.append(bytes([_NEW_LINE]) if place else b"")
        # Teletext begins each line in white.
        style = PLAIN if file.is_teletext else style
        for position, word in enumerate(words_of(line)):
            code, style = _switch(word, style, losses, file)
            out.append(code or (b" " if position else b""))
            out += _bytes_of(word.text, strange, file)
    report_characters(strange, "EBU STL", file.report, number)
    return b"".join(out)


def _switch(word: Word, style: Style, losses: list[Message], file: _File) -> tuple[bytes, Style]:
    """The one code that turns a style into that of the word; two in a row would eat the space."""
    wanted = word.style
    if word.is_mixed:
        losses.append(PARTLY_STYLED)
    if wanted == style:
        return b"", style
    if file.is_teletext:
        return bytes([_COLOURS.index(wanted.colour)]), wanted
    changes = [name for name in _SWITCHES if getattr(wanted, name) != getattr(style, name)]
    if len(changes) > 1:
        losses.append(PARTLY_STYLED)
    on, off = _SWITCHES[changes[0]]
    is_on = bool(getattr(wanted, changes[0]))
    after = Style(
        italic=is_on if changes[0] == "italic" else style.italic,
        underline=is_on if changes[0] == "underline" else style.underline,
    )
    return bytes([on if is_on else off]), after


def _bytes_of(text: str, strange: list[str], file: _File) -> Iterator[bytes]:
    for letter in text:
        letter_bytes = _letter(letter, file)
        if letter_bytes is None:
            strange.append(letter)
            others = _ALIKE.get(letter) or unicodedata.normalize("NFKD", letter)[:1]
            letter_bytes = b"".join(_letter(other, file) or b"?" for other in others)
        yield letter_bytes


def _letter(letter: str, file: _File) -> bytes | None:
    if file.table == _LATIN:
        return _latin(letter)
    return _in_table(letter, _TABLES[file.table])


def _header(track: Track, file: _File, first_ms: int) -> bytes:
    language = _LANGUAGES.get(track.language.split("-")[0].lower(), b"00")
    count = f"{min(len(file.blocks), 99_999):05d}".encode()
    first = "".join(f"{part:02d}" for part in _clock(first_ms % _LAST_MS)).encode()
    day = b"000101"  # when it was made: the same track gives the same bytes
    blank = b" "
    fields = (
        b"850", b"STL25.01", _TELETEXT if file.is_teletext else _OPEN, file.table, language,
        blank, blank, blank, blank, blank, blank, blank, day, day, b"00", count, count, b"001",
        _COLUMNS, _ROWS, b"1", b"00000000", first, b"1", b"1", blank, blank, blank, blank, blank,
        blank,
    )  # fmt: skip
    sizes = (3, 8, 1, 2, 2, *[32] * 6, 16, 6, 6, 2, 5, 5, 3, 2, 2, 1, 8, 8, 1, 1, 3, *[32] * 3, 75,
             576)  # fmt: skip
    return _HEADER.pack(*(value.ljust(size) for value, size in zip(fields, sizes, strict=True)))
