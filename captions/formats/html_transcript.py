"""A transcript as a page of its own; it is written, never read."""

import html
import re

from captions.cue import Track, Turn
from captions.formats.base import WrittenFormat
from captions.formats.txt import report_losses
from captions.messages import sentence
from captions.report import Report
from captions.timecode import clock
from captions.transcript import speaker_turns

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def write(track: Track, report: Report) -> str:
    """A paragraph for each turn, with its speaker, and its time where there is one."""
    report_losses(track, sentence("A transcript"), report)
    is_known = _LANGUAGE.fullmatch(track.language)
    language = f' lang="{track.language}"' if is_known else ""
    paragraphs = "\n".join(_paragraph(turn) for turn in speaker_turns(track))
    return (
        f'<!doctype html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n'
        f"<title>Transcript</title>\n</head>\n<body>\n<main>\n{paragraphs}\n</main>\n"
        "</body>\n</html>\n"
    )


def _paragraph(turn: Turn) -> str:
    parts = []
    if turn.start_ms is not None:
        seconds, rest = divmod(turn.start_ms, 1000)
        machine = f"PT{seconds}.{rest:03d}S"
        parts.append(f'<time datetime="{machine}">{clock(turn.start_ms)}</time>')
    if turn.speaker:
        parts.append(f"<strong>{html.escape(turn.speaker)}:</strong>")
    parts.append(html.escape(turn.text).replace("\n", "<br>\n"))
    return f"<p>{' '.join(parts)}</p>"


FORMAT = WrittenFormat(
    id="html",
    name=sentence("HTML transcript"),
    extensions=("html", "htm"),
    media_type="text/html; charset=utf-8",
    write=write,
)
