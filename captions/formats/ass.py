"""SubStation Alpha (.ass, .ssa): styles and events as rows under a Format line."""

import re
from dataclasses import dataclass, field, replace

from captions.cue import Track
from captions.errors import MalformedFileError
from captions.formats.ass_text import Look, Looks, colour_of, old_corner, read_text
from captions.formats.ass_writing import write
from captions.formats.base import Confidence, Format
from captions.formats.collecting import Collector
from captions.formats.runs import Style, cue_text
from captions.formats.vtt_blocks import quotation
from captions.limits import Limits, guard_cues, guard_tags
from captions.messages import sentence
from captions.report import Report
from captions.timecode import to_ms

_SECTION = re.compile(r"\s*\[([^\]]{1,60})\]\s*")
_TIME = re.compile(r"\s*(-?)([0-9]{1,10}):([0-9]{1,2}):([0-9]{1,2})(?:[.:,]([0-9]{1,3}))?\s*")
_OVERRIDE = re.compile(r"(?<!\\)\{[^{}]*\}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
# What holds until a Format line says otherwise.
_EVENT = [
    "layer",
    "start",
    "end",
    "style",
    "name",
    "marginl",
    "marginr",
    "marginv",
    "effect",
    "text",
]
_STYLE = [
    "name", "fontname", "fontsize", "primarycolour", "secondarycolour", "outlinecolour",
    "backcolour", "bold", "italic", "underline", "strikeout", "scalex", "scaley", "spacing",
    "angle", "borderstyle", "outline", "shadow", "alignment", "marginl", "marginr", "marginv",
    "encoding",
]  # fmt: skip
_OLD_STYLE = [
    "name", "fontname", "fontsize", "primarycolour", "secondarycolour", "tertiarycolour",
    "backcolour", "bold", "italic", "borderstyle", "outline", "shadow", "alignment", "marginl",
    "marginr", "marginv", "alphalevel", "encoding",
]  # fmt: skip


@dataclass(slots=True)
class _Script:
    """The part of a script that has been read. events: numbers of lines, with the columns that
    held there; taken apart they would take five times as much room."""

    report: Report
    section: str = ""
    language: str = ""
    event_columns: list[str] = field(default_factory=lambda: _EVENT)
    style_columns: list[str] = field(default_factory=lambda: _STYLE)
    looks: Looks = field(default_factory=dict)
    events: list[tuple[int, list[str]]] = field(default_factory=list)


def recognise(lines: list[str]) -> Confidence:
    first = next((line for line in lines if line.strip()), "").strip().lower()
    if first.startswith("[script info]"):
        return Confidence.CERTAIN
    sections = {line.strip().lower() for line in lines[:500] if line.startswith("[")}
    is_it = sections & {"[events]", "[v4+ styles]", "[v4 styles]"}
    return Confidence.CERTAIN if is_it else Confidence.NO


def read(lines: list[str], report: Report, limits: Limits) -> Track:
    guard_tags(sum(line.count("\\") for line in lines), limits)
    script = _Script(report)
    for number, line in enumerate(lines, 1):
        _take_line(line, number, script)
    if not script.event_columns or "text" not in script.event_columns:
        raise MalformedFileError(sentence("The Format line of the events has no Text column."))
    guard_cues(len(script.events), limits)
    collector = Collector(report, limits)
    for number, columns in script.events:
        # The text comes last and may hold commas.
        values = lines[number - 1].partition(":")[2].split(",", len(columns) - 1)
        event = dict(zip(columns, values, strict=False))
        _add_cue(number, event, script, collector)
    return Track(cues=collector.cues(), language=script.language)


def _take_line(line: str, number: int, script: _Script) -> None:
    section = _SECTION.fullmatch(line)
    # Fonts and pictures are letters without meaning, and may look like a section.
    if section and not (script.section in ("fonts", "graphics") and section[1].isupper()):
        script.section = section[1].strip().lower()
        is_old = script.section == "v4 styles"
        script.style_columns = _OLD_STYLE if is_old else script.style_columns
        if script.section in ("fonts", "graphics"):
            script.report.add(
                "dropped",
                sentence("The section {section}.", section=section[0].strip()),
                line=number,
            )
        return
    name, colon, rest = line.partition(":")
    name = name.strip().lower()
    if not colon:
        return
    if script.section == "script info" and name == "language":
        script.language = rest.strip() if _LANGUAGE.fullmatch(rest.strip()) else ""
    elif script.section == "events":
        _take_event(name, rest, number, script)
    elif "styles" in script.section and name == "format":
        script.style_columns = [column.strip().lower() for column in rest.split(",")]
    elif "styles" in script.section and name == "style":
        _take_style(dict(zip(script.style_columns, rest.split(","), strict=False)), script)


def _take_event(name: str, rest: str, number: int, script: _Script) -> None:
    columns = script.event_columns
    if name == "format":
        script.event_columns = [column.strip().lower() for column in rest.split(",")]
    elif name == "dialogue":
        script.events.append((number, columns))
    elif name == "comment":
        text = rest.split(",", len(columns) - 1)[-1]
        script.report.add(
            "dropped", sentence("The comment {text}.", text=quotation(text.strip())), line=number
        )


def _take_style(row: dict[str, str], script: _Script) -> None:
    values = {key: value.strip() for key, value in row.items()}
    style = Style(
        bold=values.get("bold", "0") not in ("0", ""),
        italic=values.get("italic", "0") not in ("0", ""),
        underline=values.get("underline", "0") not in ("0", ""),
        colour=colour_of(values.get("primarycolour", "")) or "",
    )
    alignment = values.get("alignment", "2")
    corner = int(alignment) if re.fullmatch(r"[0-9]{1,2}", alignment) else 2
    if script.section == "v4 styles":
        corner = old_corner(corner)
    script.looks[values.get("name", "").lstrip("*").lower()] = Look(style, corner)


def _add_cue(number: int, event: dict[str, str], script: _Script, collector: Collector) -> None:
    start_ms, end_ms = (_milliseconds(event.get(key, "")) for key in ("start", "end"))
    if start_ms is None or end_ms is None or "text" not in event:
        reason = sentence(
            "{text} has no start, end and text.", text=quotation(",".join(event.values()).strip())
        )
        script.report.add("dropped", reason, line=number)
        return
    words = event["text"]
    collector.guard_words(len(_OVERRIDE.sub("", words) if "{" in words else words), number)
    look = script.looks.get(event.get("style", "").strip().lstrip("*").lower(), Look())
    event_text = read_text(
        event["text"], look, script.looks, event.get("name", "").strip(), start_ms
    )
    if event_text.lost:
        codes = ", ".join(sorted(event_text.lost))
        reason = sentence("The style codes {codes} have no place in WebVTT.", codes=codes)
        cue = collector.next_number
        script.report.add("changed", reason, line=number, cue=cue)
    runs = event_text.runs
    if event_text.is_timed:
        runs = [run if (run.time_ms or 0) < end_ms else replace(run, time_ms=None) for run in runs]
    collector.add(start_ms, end_ms, cue_text(runs), line=number, settings=event_text.settings)


def _milliseconds(text: str) -> int | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    sign, hours, minutes, seconds, fraction = match.groups()
    ms = to_ms(int(hours), int(minutes), int(seconds), int((fraction or "0").ljust(3, "0")))
    return -ms if sign else ms


FORMAT = Format(
    id="ass",
    name="SubStation Alpha",
    extensions=("ass", "ssa"),
    media_type="text/x-ssa; charset=utf-8",
    recognise=recognise,
    read=read,
    write=write,
)
