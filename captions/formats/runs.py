"""Stretches of styled text, which every format has in some form, as WebVTT cue text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from captions.cuetext import escape
from captions.timecode import format_vtt

_UNSAYABLE = re.compile("[\x00\ud800-\udfff]")
COLOURS = {
    "white": (255, 255, 255), "lime": (0, 255, 0), "cyan": (0, 255, 255), "red": (255, 0, 0),
    "yellow": (255, 255, 0), "magenta": (255, 0, 255), "blue": (0, 0, 255), "black": (0, 0, 0),
}  # fmt: skip
_NAMED = {rgb: name for name, rgb in COLOURS.items() if name != "white"}


@dataclass(frozen=True, slots=True)
class Style:
    """`colour` is one of WebVTT's eight classes, or empty for the usual white."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = ""
    voice: str = ""

    def tags(self) -> list[str]:
        """Outermost first."""
        name = voice_name(self.voice) if self.voice else ""
        voice = [f"v {name}"] if name else []
        colour = [f"c.{self.colour}"] if self.colour else []
        wanted = (("b", self.bold), ("i", self.italic), ("u", self.underline))
        return [*voice, *colour, *(tag for tag, is_on in wanted if is_on)]


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Run:
    """Plain text; `ruby` is what stands above it, `time_ms` when it is said within its cue."""

    text: str
    style: Style = PLAIN
    ruby: str = ""
    time_ms: int | None = None


def clean_text(text: str) -> str:
    """Characters that no caption file can hold, as WebVTT replaces them; `\\n` line breaks."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSAYABLE.sub("\ufffd", text)


def voice_name(name: str) -> str:
    return re.sub(r"[<>\s]+", " ", escape(clean_text(name))).strip()


def colour_class(red: int, green: int, blue: int) -> str | None:
    """The class that is exactly this colour; "" for white, None for any other."""
    if (red, green, blue) == (255, 255, 255):
        return ""
    return _NAMED.get((red, green, blue))


_NAMES = {"aqua": "cyan", "fuchsia": "magenta", "white": "", **{n: n for n in _NAMED.values()}}
_HEX = re.compile(r"#?(?:([0-9A-Fa-f]{6})(?:[0-9A-Fa-f]{2})?|([0-9A-Fa-f]{3}))")


def class_of_colour(value: str) -> str | None:
    """As `colour_class`, for a colour as HTML writes it: a name, `#ffff00`, `#ff0`."""
    value = value.strip().strip("\"'").lower()
    if value in _NAMES:
        return _NAMES[value]
    match = _HEX.fullmatch(value)
    if match is None:
        return None
    digits = match[1] or "".join(digit * 2 for digit in match[2])
    return colour_class(*bytes.fromhex(digits))


def cue_text(runs: Iterable[Run]) -> str:
    """Escaped, nested in order, without empty lines or space around lines."""
    runs = list(runs)
    if len(runs) == 1 and runs[0].time_ms is None and not runs[0].ruby and runs[0].style == PLAIN:
        text = escape(clean_text(runs[0].text))
        return "\n".join(filter(None, map(str.strip, text.split("\n"))))
    out: list[str] = []
    open_tags: list[str] = []
    for position, line in enumerate(_lines(runs)):
        if position:
            out.append("\n")
        for run in line:
            wanted = run.style.tags() if run.style is not PLAIN else []
            # Space ends a style that it does not have, and begins none.
            _change_tags(out, open_tags, wanted if run.text.strip() else wanted[: len(open_tags)])
            out.append(_marked_up(run))
    _change_tags(out, open_tags, [])
    text = "".join(out)
    # The end of a voice that lasts for the whole cue may go without saying (WebVTT, 4.2.2).
    if text.startswith("<v ") and text.endswith("</v>") and text.count("</v>") == 1:
        return text.removesuffix("</v>")
    return text


def _lines(runs: Iterable[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        text = clean_text(run.text)
        if "\n" not in text:
            lines[-1].append(run if text is run.text else replace(run, text=text))
            continue
        first, *others = text.split("\n")
        lines[-1].append(Run(first, run.style, run.ruby, run.time_ms))
        lines.extend([Run(text, run.style, run.ruby)] for text in others)
    return [_without_outer_space(line) for line in lines if any(run.text.strip() for run in line)]


def _without_outer_space(line: list[Run]) -> list[Run]:
    spoken = [position for position, run in enumerate(line) if run.text.strip()]
    line_runs = line[spoken[0] : spoken[-1] + 1]
    first = line_runs[0]
    if first.text[0].isspace():
        line_runs[0] = Run(first.text.lstrip(), first.style, first.ruby, first.time_ms)
    last = line_runs[-1]
    if last.text[-1].isspace():
        line_runs[-1] = Run(last.text.rstrip(), last.style, last.ruby, last.time_ms)
    return line_runs


def _change_tags(out: list[str], open_tags: list[str], wanted: list[str]) -> None:
    shared = 0
    while shared < min(len(open_tags), len(wanted)) and open_tags[shared] == wanted[shared]:
        shared += 1
    while len(open_tags) > shared:
        out.append(f"</{re.split(r'[ .]', open_tags.pop())[0]}>")
    for tag in wanted[shared:]:
        out.append(f"<{tag}>")
        open_tags.append(tag)


def _marked_up(run: Run) -> str:
    text = escape(run.text)
    if run.ruby.strip():
        above = " ".join(clean_text(run.ruby).split())
        text = f"<ruby>{text}<rt>{escape(above)}</rt></ruby>"
    return text if run.time_ms is None else f"<{format_vtt(run.time_ms)}>{text}"
