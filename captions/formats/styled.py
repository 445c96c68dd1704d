"""Cue text as styled runs, for writers of formats that can say less than WebVTT."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from captions.cue import Cue
from captions.cuetext import Piece, escape, pieces
from captions.formats.runs import COLOURS, Run, Style
from captions.messages import Message, sentence
from captions.report import Report
from captions.voices import Speech, voices

BOLD, ITALIC, UNDERLINE, COLOUR = "bold", "italic", "underline", "colour"
VOICE, TIMES = "voice", "times"

_NAMES = {
    BOLD: sentence("bold"),
    ITALIC: sentence("italics"),
    UNDERLINE: sentence("underlines"),
    COLOUR: sentence("colours"),
    TIMES: sentence("times within a caption"),
}
VOICES = sentence("voices")
POSITIONS = sentence("positions")
CUE_NAMES = sentence("names of captions")
PARTLY_STYLED = sentence("styles of a part of it")
_OTHERS = {
    "lang": sentence("language tags"),
    "ruby": sentence("ruby"),
    "class": sentence("classes"),
}


@dataclass(slots=True)
class _Walk:
    """Through the pieces of a cue; the last of `styles` holds."""

    runs: list[Run] = field(default_factory=list)
    losses: list[Message] = field(default_factory=list)
    styles: list[Style] = field(default_factory=lambda: [Style()])
    names: list[str] = field(default_factory=list)
    time_ms: int | None = None


def runs_of(cue: Cue, holds: Collection[str]) -> tuple[list[Run], list[Message]]:
    """What of the cue a format can say that `holds` these, and the names of the rest.

    A voice stays with its runs: `labelled` says it where a format has none. What stands above a
    word comes after it in brackets.
    """
    walk = _Walk()
    for piece in pieces(cue.text):
        if piece.kind == "open":
            _open(piece, walk)
        elif piece.kind == "close":
            _close(walk)
        elif piece.kind == "timestamp":
            walk.time_ms = piece.time_ms
        elif piece.value:
            walk.runs.append(Run(piece.value, walk.styles[-1], time_ms=walk.time_ms))
            walk.time_ms = None
    runs = _in_order(walk, cue)
    for kind in (BOLD, ITALIC, UNDERLINE, COLOUR, TIMES):
        if kind not in holds and any(_has(kind, run) for run in runs):
            walk.losses.append(_NAMES[kind])
            runs = [_without(kind, run) for run in runs]
    return runs, list(dict.fromkeys(walk.losses))


def _open(piece: Piece, walk: _Walk) -> None:
    style = walk.styles[-1]
    if piece.name == "b":
        style = replace(style, bold=True)
    elif piece.name == "i":
        style = replace(style, italic=True)
    elif piece.name == "u":
        style = replace(style, underline=True)
    elif piece.name == "v":
        style = replace(style, voice=piece.value)
    elif piece.name in _OTHERS:
        walk.losses.append(_OTHERS[piece.name])
    elif piece.name == "rt":
        walk.runs.append(Run("(", style))
    for name in piece.classes:
        if name in COLOURS:
            style = replace(style, colour="" if name == "white" else name)
        else:
            walk.losses.append(_OTHERS["class"])
    walk.styles.append(style)
    walk.names.append(piece.name)


def _close(walk: _Walk) -> None:
    style = walk.styles.pop()
    if walk.names.pop() == "rt":
        walk.runs.append(Run(")", style))


def _in_order(walk: _Walk, cue: Cue) -> list[Run]:
    """Without times that come before another, or outside of the cue: nobody could show them."""
    last_ms, runs = cue.start_ms, []
    for run in walk.runs:
        if run.time_ms is not None and not last_ms < run.time_ms < cue.end_ms:
            walk.losses.append(_NAMES[TIMES])
            run = replace(run, time_ms=None)  # noqa: PLW2901 - what is left of it
        last_ms = last_ms if run.time_ms is None else run.time_ms
        runs.append(run)
    return runs


def _has(kind: str, run: Run) -> bool:
    if kind == TIMES:
        return run.time_ms is not None
    return bool(run.text.strip()) and bool(getattr(run.style, kind))


def _without(kind: str, run: Run) -> Run:
    if kind == TIMES:
        return replace(run, time_ms=None)
    if kind == COLOUR:
        return replace(run, style=replace(run.style, colour=""))
    style = run.style
    bold, italic, underline = (
        is_on and kind != name
        for name, is_on in (
            (BOLD, style.bold),
            (ITALIC, style.italic),
            (UNDERLINE, style.underline),
        )
    )
    return replace(run, style=Style(bold, italic, underline, style.colour, style.voice))


def labelled(cue: Cue, runs: Sequence[Run]) -> tuple[list[Run], list[Message]]:
    """With `Name: ` before what each voice says; a name that no reader would take for one, or
    words after a voice has ended, are a loss."""
    out: list[Run] = []
    voice = ""
    for run in runs:
        plain = replace(run, style=replace(run.style, voice=""))
        if run.style.voice and run.style.voice != voice and run.text.strip():
            is_first = not any(one.text.strip() for one in out) or out[-1].text.endswith("\n")
            label = f"{'' if is_first else chr(10)}{run.style.voice}: "
            out.append(Run(label, plain.style))
            plain = replace(plain, text=plain.text.lstrip())
        voice = run.style.voice if run.text.strip() else voice
        out.append(plain)
    return out, lost_voices(cue, "".join(run.text for run in out))


def lost_voices(cue: Cue, text: str) -> list[Message]:
    """Whether `text`, plain and with labels, says who speaks as the cue does."""
    lines = (line.strip() for line in text.split("\n"))
    heard = voices(escape("\n".join(line for line in lines if line)))
    return [] if _speeches(heard) == _speeches(cue.speeches) else [VOICES]


def _speeches(speeches: Iterable[Speech]) -> list[tuple[str | None, str]]:
    """Without the brackets that ruby may have got."""
    return [
        (speech.speaker, "".join(speech.text.split()).replace("(", "").replace(")", ""))
        for speech in speeches
    ]


def only_voice(runs: Sequence[Run]) -> str | None:
    """The voice that says all of it, "" where nobody is named; None where they are several."""
    names = {run.style.voice for run in runs if run.text.strip()}
    return names.pop() if len(names) == 1 else None if names else ""


def lines_of(runs: Iterable[Run]) -> list[list[Run]]:
    """The lines that show something, without space at their ends."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines.extend([replace(run, text=text, time_ms=None)] for text in others)
    return [_trimmed(line) for line in lines if any(run.text.strip() for run in line)]


def _trimmed(line: list[Run]) -> list[Run]:
    while not line[0].text.strip():
        if line[0].time_ms is not None and line[1].time_ms is None:
            line[1] = replace(line[1], time_ms=line[0].time_ms)
        line = line[1:]
    while not line[-1].text.strip():
        line = line[:-1]
    line[0] = replace(line[0], text=line[0].text.lstrip())
    line[-1] = replace(line[-1], text=line[-1].text.rstrip())
    return line


@dataclass(frozen=True, slots=True)
class Word:
    """`style` is that of its first letter; `is_mixed`: others have another."""

    text: str
    style: Style
    is_mixed: bool = False


def words_of(line: Iterable[Run]) -> list[Word]:
    """For formats in which a change of style takes the place of a space."""
    words: list[Word] = []
    is_open = False
    for run in line:
        for place, part in enumerate(re.split(r"\s+", run.text)):
            is_open = is_open and not place
            if not part:
                continue
            if is_open:
                last = words[-1]
                is_mixed = last.is_mixed or last.style != run.style
                words[-1] = Word(last.text + part, last.style, is_mixed)
            else:
                words.append(Word(part, run.style))
            is_open = True
        is_open = is_open and not run.text[-1:].isspace()
    return words


def one_at_a_time(cues: Sequence[Cue], report: Report, what: str) -> list[tuple[int, Cue]]:
    """For formats that show one caption at once: in order, with the numbers that they had.

    The earlier ends where the later begins; what begins at one moment is shown together."""
    ordered = sorted(enumerate(cues, 1), key=lambda numbered: numbered[1].start_ms)
    shown: list[tuple[int, Cue]] = []
    for number, cue in ordered:
        if cue.end_ms <= cue.start_ms:
            reason = sentence("{name} cannot hold a caption that is never shown.", name=what)
            report.add("dropped", reason, cue=number)
        elif shown and shown[-1][1].start_ms == cue.start_ms:
            above = shown[-1][1]
            text = f"{above.text}\n{cue.text}"
            end_ms = max(above.end_ms, cue.end_ms)
            shown[-1] = shown[-1][0], replace(above, text=text, end_ms=end_ms)
            reason = sentence("Captions that begin at the same time became one.")
            report.add("changed", reason, cue=number)
        else:
            if shown and shown[-1][1].end_ms > cue.start_ms:
                shown[-1] = shown[-1][0], replace(shown[-1][1], end_ms=cue.start_ms)
                reason = sentence("The caption now ends when the next begins: {name} shows one "
                                  "at a time.", name=what)  # fmt: skip
                report.add("changed", reason, cue=shown[-1][0])
            shown.append((number, cue))
    if [number for number, _ in shown] != sorted(number for number, _ in shown):
        report.add("changed", sentence("The captions were put in the order of their times."))
    return shown
