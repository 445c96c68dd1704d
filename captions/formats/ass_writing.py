"""SubStation Alpha 4+, as Aegisub writes it: one style, and codes for all that differs from it."""

from itertools import pairwise

from captions.cue import Cue, Track
from captions.formats.runs import COLOURS, PLAIN, Run, Style
from captions.formats.srt_text import position_tag
from captions.formats.styled import (
    BOLD,
    COLOUR,
    CUE_NAMES,
    ITALIC,
    POSITIONS,
    TIMES,
    UNDERLINE,
    labelled,
    lines_of,
    only_voice,
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
from captions.report import Report

# Zero-width, after a backslash of the text: players would take it and what follows for a code.
WORD_JOINER = "\u2060"
_HOLDS = frozenset({BOLD, ITALIC, UNDERLINE, COLOUR, TIMES})
# The usual 1920 x 1080; the second colour is that of words not yet sung, which look like the rest.
_HEAD = """[Script Info]
ScriptType: v4.00+
WrapStyle: 0
ScaledBorderAndShadow: yes
PlayResX: 1920
PlayResY: 1080
{language}
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, \
Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,60,&H00FFFFFF,&H00FFFFFF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,3,1,2,\
90,90,60,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def write(track: Track, report: Report) -> str:
    cues = timed_cues(track)
    report_lost_blocks(track, "SubStation Alpha", report)
    report_rounding(cues, 10, "SubStation Alpha", report)
    language = f"Language: {track.language}\n" if _is_tag(track.language) else ""
    if not language:
        report_lost_language(track, "SubStation Alpha", report)
    events = [_event(cue, number, report) for number, cue in enumerate(cues, 1)]
    return _HEAD.format(language=language) + "".join(events)


def _is_tag(language: str) -> bool:
    return language.isascii() and language.replace("-", "").isalnum()


def _event(cue: Cue, number: int, report: Report) -> str:
    report_never_shown(cue, number, report)
    runs, losses = runs_of(cue, _HOLDS)
    voice = only_voice(runs)
    # The columns are parted by commas, and cut at their ends.
    if voice is None or "," in voice or voice != " ".join(voice.split()):
        runs, lost_voices = labelled(cue, runs)
        losses += lost_voices
        voice = ""
    tag = position_tag(cue.settings)
    losses += [POSITIONS] if cue.settings and tag is None else []
    losses += [CUE_NAMES] if cue.id else []
    report_losses(losses, "SubStation Alpha", report, number)
    start, end = _hundredths(cue.start_ms), _hundredths(cue.end_ms)
    times = f"{_stamp(start)},{_stamp(end)}"
    return f"Dialogue: 0,{times},Default,{voice},0,0,0,,{tag or ''}{_text(runs, start, end)}\n"


def _text(runs: list[Run], start: int, end: int) -> str:
    out: list[str] = []
    style = PLAIN
    lines = lines_of(runs)
    times = [_hundredths(run.time_ms) for line in lines for run in line if run.time_ms is not None]
    if times:
        # How long each syllable lasts, the first from the caption's start on.
        bounds = [start, *times, end]
        lengths = [later - earlier for earlier, later in pairwise(bounds)]
        out.append(f"{{\\k{lengths.pop(0)}}}")
    for place, line in enumerate(lines):
        out.append("\\N" if place else "")
        for run in line:
            codes = _codes(style, run.style) if run.text.strip() else ""
            style = run.style if run.text.strip() else style
            codes += f"\\k{lengths.pop(0)}" if run.time_ms is not None else ""
            out.append(f"{{{codes}}}" if codes else "")
            out.append(_escaped(run.text))
    return "".join(out)


def _codes(before: Style, after: Style) -> str:
    codes = ""
    for code, name in (("b", "bold"), ("i", "italic"), ("u", "underline")):
        if getattr(before, name) != getattr(after, name):
            codes += f"\\{code}{int(getattr(after, name))}"
    if before.colour != after.colour:
        red, green, blue = COLOURS[after.colour or "white"]
        codes += f"\\c&H{blue:02X}{green:02X}{red:02X}&"
    return codes


def _escaped(text: str) -> str:
    text = text.replace("\\", f"\\{WORD_JOINER}").replace("{", "\\{").replace("}", "\\}")
    return text.replace("\xa0", "\\h")


def _hundredths(ms: int) -> int:
    return (ms + 5) // 10


def _stamp(hundredths: int) -> str:
    seconds, rest = divmod(hundredths, 100)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:02d}"
