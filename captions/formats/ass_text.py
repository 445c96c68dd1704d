"""The text of a SubStation event: style codes in braces, `\\N` for a line break."""

import re
from dataclasses import dataclass, field

from captions.formats.ass_writing import WORD_JOINER
from captions.formats.runs import Run, Style, colour_class
from captions.formats.srt_text import corner_settings

# A brace after a backslash is one of the text, to libass and what is built on it.
_OVERRIDE = re.compile(r"(?<!\\)\{([^{}]*)\}")
# \t(1\c&HFF&) changes over time; what is inside is not code of its own.
_WITH_ARGUMENTS = re.compile(r"\\([A-Za-z]{1,8})\([^()]*(?:\([^()]*\)[^()]*)*\)?")
_CODE = re.compile(
    r"\\(?:(?P<switch>[biu])(?P<value>[0-9]*)(?![A-Za-z])|(?:1?c)(?P<colour>&?[Hh]?[0-9A-Fa-f]*&?)"
    r"|(?P<karaoke>k[fo]?|K)(?P<length>[0-9]{1,9})|an(?P<corner>[1-9])|a(?P<old>[0-9]{1,2})"
    r"|p(?P<drawing>[0-9]+)|r(?P<reset>[^\\]*)|(?P<other>[1-4][ac]|[A-Za-z]{1,8})[^\\]*)"
)
_COLOUR = re.compile(r"&?[Hh]?([0-9A-Fa-f]{1,8})&?")


@dataclass(frozen=True, slots=True)
class Look:
    """`corner` as on a number pad: 2 is the bottom's middle, 8 the top's."""

    style: Style = field(default_factory=Style)
    corner: int = 2


Looks = dict[str, Look]


@dataclass(slots=True)
class EventText:
    """`lost` are the codes that WebVTT has no word for."""

    look: Look
    looks: Looks
    voice: str
    time_ms: int
    pending_ms: int = 0
    runs: list[Run] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    style: Style = field(default_factory=Style)
    corner: int = 2
    is_drawing: bool = False
    is_timed: bool = False

    @property
    def settings(self) -> str:
        return corner_settings(self.corner)


def read_text(text: str, look: Look, looks: Looks, voice: str, start_ms: int) -> EventText:
    state = EventText(look, looks, voice, start_ms, style=look.style, corner=look.corner)
    start_of_cue_ms = start_ms
    for index, part in enumerate(_OVERRIDE.split(text) if "{" in text else [text]):
        if index % 2:
            _apply(part, state)
        elif state.is_drawing:
            if part.strip():
                state.lost.add("\\p (a drawing)")
        elif part:
            _add_words(part, state, start_of_cue_ms)
    return state


def _add_words(part: str, state: EventText, start_ms: int) -> None:
    words = part
    if "\\" in part:
        words = part.replace("\\N", "\n").replace("\\n", " ").replace("\\h", "\xa0")
        words = words.replace("\\{", "{").replace("\\}", "}").replace(f"\\{WORD_JOINER}", "\\")
    style = state.style
    if state.voice:
        style = Style(style.bold, style.italic, style.underline, style.colour, state.voice)
    time_ms = state.time_ms if state.is_timed and state.time_ms > max(0, start_ms) else None
    state.runs.append(Run(words, style, "", time_ms))


def _apply(codes: str, state: EventText) -> None:
    if "\\" not in codes:
        if codes.strip():
            state.lost.add(f"{{{codes.strip()[:30]}}}")
        return
    for match in _WITH_ARGUMENTS.finditer(codes):
        state.lost.add(f"\\{match[1]}")
    for match in _CODE.finditer(_WITH_ARGUMENTS.sub("", codes)):
        _apply_code(match, state)


def _apply_code(match: re.Match[str], state: EventText) -> None:
    if match["switch"]:
        _switch(match["switch"], match["value"], state)
    elif match["karaoke"]:
        # Hundredths of a second that the syllable after it lasts.
        state.time_ms += state.pending_ms
        state.pending_ms, state.is_timed = int(match["length"]) * 10, True
    elif match["corner"]:
        state.corner = int(match["corner"])
    elif match["drawing"]:
        state.is_drawing = int(match["drawing"][:9]) > 0
    elif match["reset"] is not None:
        state.style = state.looks.get(match["reset"].strip().lower(), state.look).style
    elif match["colour"] is not None:
        _recolour(match["colour"], state)
    elif match["old"]:
        state.corner = old_corner(int(match["old"]))
    else:
        state.lost.add(f"\\{match['other']}")


def old_corner(number: int) -> int:
    """SSA counts 1 to 3 at the bottom, 5 to 7 at the top and 9 to 11 in the middle."""
    column = number & 3 or 2
    if number & 4:
        return column + 6
    return column + 3 if number & 8 else column


def _switch(name: str, value: str, state: EventText) -> None:
    own = state.look.style
    bold, italic, underline = state.style.bold, state.style.italic, state.style.underline
    is_on = value.lstrip("0") != ""
    if name == "b":
        bold = is_on if value else own.bold
    elif name == "i":
        italic = is_on if value else own.italic
    else:
        underline = is_on if value else own.underline
    state.style = Style(bold, italic, underline, state.style.colour)


def _recolour(value: str, state: EventText) -> None:
    colour = colour_of(value) if value else state.look.style.colour
    if colour is None:
        state.lost.add("\\c")
    style = state.style
    state.style = Style(style.bold, style.italic, style.underline, colour or "")


def colour_of(value: str) -> str | None:
    """`&HAABBGGRR&` as a class; None for a colour that has none."""
    match = _COLOUR.fullmatch(value.strip())
    if match is None:
        return None
    blue, green, red = (int(match[1], 16) & 0xFFFFFF).to_bytes(3, "big")
    return colour_class(red, green, blue)
