"""SAMI with one language, as players of 2000 read it."""

import html
import re

from captions.cue import Cue, Track
from captions.formats.runs import COLOURS, Run
from captions.formats.styled import (
    BOLD,
    COLOUR,
    CUE_NAMES,
    ITALIC,
    POSITIONS,
    UNDERLINE,
    labelled,
    lines_of,
    one_at_a_time,
    runs_of,
)
from captions.formats.writable import (
    report_losses,
    report_lost_blocks,
    report_lost_language,
    timed_cues,
)
from captions.report import Report

_HOLDS = frozenset({BOLD, ITALIC, UNDERLINE, COLOUR})
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{2,20}")
_HEAD = """<SAMI>
<HEAD>
<STYLE TYPE="text/css">
<!--
P {{ font-family: sans-serif; text-align: center; color: white; background-color: black; }}
.CAPTIONS {{ Name: Captions; {language}SAMIType: CC; }}
-->
</STYLE>
</HEAD>
<BODY>
"""
_SYNC = "<SYNC Start={ms}><P Class=CAPTIONS>{text}\n"


def write(track: Track, report: Report) -> str:
    cues = one_at_a_time(timed_cues(track), report, "SAMI")
    report_lost_blocks(track, "SAMI", report)
    language = f"lang: {track.language}; " if _LANGUAGE.fullmatch(track.language) else ""
    if not language:
        report_lost_language(track, "SAMI", report)
    out = [_HEAD.format(language=language)]
    for place, (number, cue) in enumerate(cues):
        out.append(_SYNC.format(ms=cue.start_ms, text=_text(cue, number, report)))
        if place + 1 == len(cues) or cues[place + 1][1].start_ms > cue.end_ms:
            out.append(_SYNC.format(ms=cue.end_ms, text="&nbsp;"))
    return "".join([*out, "</BODY>\n</SAMI>\n"])


def _text(cue: Cue, number: int, report: Report) -> str:
    runs, losses = runs_of(cue, _HOLDS)
    runs, lost_voices = labelled(cue, runs)
    losses += lost_voices
    losses += [POSITIONS] if cue.settings else []
    losses += [CUE_NAMES] if cue.id else []
    report_losses(losses, "SAMI", report, number)
    return "<br>".join("".join(map(_marked_up, line)) for line in lines_of(runs))


def _marked_up(run: Run) -> str:
    text = html.escape(run.text, quote=False).replace("\xa0", "&nbsp;")
    if not run.text.strip():
        return text
    style = run.style
    for tag, is_on in (("b", style.bold), ("i", style.italic), ("u", style.underline)):
        text = f"<{tag}>{text}</{tag}>" if is_on else text
    if style.colour:
        text = f'<font color="#{bytes(COLOURS[style.colour]).hex()}">{text}</font>'
    return text
