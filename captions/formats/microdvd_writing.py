"""MicroDVD: frames at a rate that the first line says, one caption a line."""

import re
from collections.abc import Sequence
from fractions import Fraction

from captions.cue import Cue, Track
from captions.formats.runs import COLOURS, PLAIN, Run, Style
from captions.formats.styled import (
    BOLD,
    COLOUR,
    CUE_NAMES,
    ITALIC,
    PARTLY_STYLED,
    POSITIONS,
    UNDERLINE,
    labelled,
    lines_of,
    runs_of,
)
from captions.formats.writable import (
    report_losses,
    report_lost_blocks,
    report_lost_language,
    report_never_shown,
    report_rounding,
    timed_cues,
)
from captions.frames import PAL, frames_of_ms, name_of_rate
from captions.messages import Message, sentence
from captions.report import Report

_HOLDS = frozenset({BOLD, ITALIC, UNDERLINE, COLOUR})
# What a reader would take for the end of a line, or for a code.
_MARKS = re.compile(r"\||\{(?=[A-Za-z]:)|^/")
_INSTEAD = {"|": "¦", "{": "(", "/": "\u2060/"}
CHARACTERS = sentence("its own marks as characters")


def write(track: Track, report: Report) -> str:
    cues = timed_cues(track)
    rate = report.frame_rate or PAL
    report_lost_blocks(track, "MicroDVD", report)
    report_lost_language(track, "MicroDVD", report)
    report_rounding(cues, 1000 / rate, "MicroDVD", report)
    lines = [_line(cue, number, rate, report) for number, cue in enumerate(cues, 1)]
    return "\n".join([f"{{1}}{{1}}{name_of_rate(rate)}", *lines, ""])


def _line(cue: Cue, number: int, rate: Fraction, report: Report) -> str:
    report_never_shown(cue, number, report)
    runs, losses = runs_of(cue, _HOLDS)
    runs, lost_voices = labelled(cue, runs)
    losses += lost_voices
    losses += [POSITIONS] if cue.settings else []
    losses += [CUE_NAMES] if cue.id else []
    text = _text(lines_of(runs), losses)
    report_losses(losses, "MicroDVD", report, number)
    start, end = frames_of_ms(cue.start_ms, rate), frames_of_ms(cue.end_ms, rate)
    return f"{{{start}}}{{{end}}}{text}"


def _text(lines: Sequence[Sequence[Run]], losses: list[Message]) -> str:
    styles = [_style_of_line(line, losses) for line in lines]
    everywhere = styles[0] if styles and all(style == styles[0] for style in styles) else PLAIN
    out = [_codes(everywhere, capital=True)]
    for place, (line, style) in enumerate(zip(lines, styles, strict=True)):
        words = "".join(run.text for run in line)
        plain = _MARKS.sub(lambda match: _INSTEAD[match[0]], words)
        if plain != words:
            losses.append(CHARACTERS)
        own = "" if style == everywhere else _codes(style, capital=False)
        out.append(f"{'|' if place else ''}{own}{plain}")
    return "".join(out)


def _style_of_line(line: Sequence[Run], losses: list[Message]) -> Style:
    """A style is that of a whole line, or of none of it."""
    styles = {run.style for run in line if run.text.strip()}
    if len(styles) == 1:
        return styles.pop()
    losses.append(PARTLY_STYLED)
    return PLAIN


def _codes(style: Style, *, capital: bool) -> str:
    wanted = (("b", style.bold), ("i", style.italic), ("u", style.underline))
    letters = ",".join(letter for letter, is_on in wanted if is_on)
    codes = f"{{{'Y' if capital else 'y'}:{letters}}}" if letters else ""
    if style.colour:
        red, green, blue = COLOURS[style.colour]
        codes += f"{{{'C' if capital else 'c'}:${blue:02X}{green:02X}{red:02X}}}"
    return codes
