"""The lines of a cue as they are shown, each whole in itself."""

import html
from dataclasses import dataclass

from captions.cuetext import Piece, close_tag, open_tag, pieces
from captions.voices import split_label


@dataclass(frozen=True, slots=True)
class Line:
    """`speaker` is the voice that the line is under, or its label, or that of the line before.
    `text` is plain and keeps a label; `html` is safe, and balanced line by line."""

    speaker: str | None
    text: str
    html: str


def cue_lines(payload: str) -> tuple[Line, ...]:
    lines: list[Line] = []
    for shown in _growing_lines(payload):
        speaker = shown.voice or split_label(shown.text)[0]
        if speaker is None and lines:
            speaker = lines[-1].speaker
        lines.append(Line(speaker, shown.text, shown.html))
    return tuple(lines)


@dataclass(slots=True)
class _Growing:
    voice: str | None = None
    text: str = ""
    html: str = ""


def _growing_lines(payload: str) -> list[_Growing]:
    """A span that reaches over a line break is closed there and opened again."""
    lines = [_Growing()]
    spans: list[Piece] = []
    for piece in pieces(payload):
        if piece.kind == "open":
            spans.append(piece)
            lines[-1].html += open_tag(piece)
        elif piece.kind == "close":
            lines[-1].html += close_tag(spans.pop())
        elif piece.kind == "text":
            for number, words in enumerate(piece.value.split("\n")):
                if number:
                    lines[-1].html += "".join(map(close_tag, reversed(spans)))
                    lines.append(_Growing(html="".join(map(open_tag, spans))))
                _add_words(lines[-1], words, spans)
    return lines


def _add_words(line: _Growing, words: str, spans: list[Piece]) -> None:
    if words.strip() and not line.text.strip():
        voices = (span.value for span in reversed(spans) if span.name == "v")
        line.voice = next(voices, None) or None
    line.text += words
    line.html += html.escape(words)
