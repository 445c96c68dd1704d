"""Who says what, and when, in a plain transcript.

The shapes: `hh:mm:ss text`, `Name: text`, `**Name:** text [mm:ss]`, `Name (hh:mm:ss):`,
`**Name** [0:34]`, `Name  0:34`, `[Name]: text`; front matter and headings around them.
"""

import re
from dataclasses import dataclass, field

from captions.errors import TimecodeError
from captions.formats.vtt_blocks import quotation
from captions.messages import sentence
from captions.report import Report
from captions.timecode import parse
from captions.voices import NO_NAMES, is_name, split_label

_TIME = r"(?P<time>(?:[0-9]{1,3}:)?[0-9]{1,2}:[0-9]{2}(?:[.,][0-9]{1,3})?)"
_NAME = r"(?P<name>[^\s*\[\]()<>:][^*\[\]()<>:]{0,59}?)"
_NAME_TIME = re.compile(
    rf"\*{{0,2}}{_NAME}\*{{0,2}}[ \t]*:?[ \t]*\*{{0,2}}[ \t]*"
    rf"[\[(]{_TIME}[\])][ \t]*\*{{0,2}}:?\*{{0,2}}[ \t]*(?P<rest>.*)"
)
_NAME_THEN_TIME = re.compile(
    rf"\*{{0,2}}{_NAME}\*{{0,2}}(?:[ ]{{2,}}|[ ]*\t[ \t]*){_TIME}(?P<rest>)"
)
_TIME_FIRST = re.compile(rf"[\[(]?{_TIME}[\])]?:?(?:[ \t]+(?:[-–—][ \t]+)?(?P<rest>.*)|$)")
_BOLD_NAME = re.compile(rf"\*\*{_NAME}[ \t]*(?::\*\*|\*\*[ \t]*:)[ \t]*(?P<rest>.*)")
_TIME_LAST = re.compile(rf"(?P<rest>.*?)[ \t]*\[{_TIME}\]")
_COMMENT = re.compile(r"<!--.*-->")
_HEADING = re.compile(r"#{1,6}[ \t]+\S|[=\-*_]{3,}$")
_CODE_NAME = re.compile(r"(?P<name>[^\W\d_][\w.\-]{0,39}):[ \t]+(?P<rest>\S.*)")
_SURE_TURN = re.compile(r"[^\W\d_]\w{0,30}: \S|[\[(]?[0-9]{1,3}:[0-5][0-9]")
# A colon after the first word of this share of the lines is not chance.
_LABELLED_SHARE = 0.6
_ESCAPED = re.compile(r"\\([\[\]()*_#.])")


@dataclass(slots=True)
class Entry:
    """`line` is 1-based; `said` are the lines as written, none of them empty; `lines` says where
    each of them stands."""

    line: int
    speaker: str | None
    start_ms: int | None
    spoken: list[str]
    lines: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.spoken)


def entries(lines: list[str], report: Report) -> list[Entry]:
    candidates: list[Entry] = []
    speaker: str | None = None
    named = _has_code_names(lines)
    for index in range(_after_front_matter(lines, report), len(lines)):
        line = lines[index].strip()
        line = _ESCAPED.sub(r"\1", line) if "\\" in line else line
        if not line:
            continue
        if _HEADING.match(line):
            report.add(
                "dropped", sentence("The heading {text}.", text=quotation(line)), line=index + 1
            )
            continue
        if _COMMENT.fullmatch(line):
            report.add(
                "dropped", sentence("The comment {text}.", text=quotation(line)), line=index + 1
            )
            continue
        entry = (
            _marked_entry(line, index + 1) or (named and _code_named_entry(line, index + 1)) or None
        )
        if entry is not None:
            speaker = entry.speaker = entry.speaker or speaker
            candidates.append(entry)
        elif candidates:
            candidates[-1].spoken.append(line)
            candidates[-1].lines.append(index + 1)
        else:
            candidates.append(Entry(index + 1, None, None, [line], [index + 1]))
    return _with_words(candidates, report)


def _after_front_matter(lines: list[str], report: Report) -> int:
    if lines[0].strip() != "---":
        return 0
    for index, line in enumerate(lines[1:200], start=1):
        if line.strip() in ("---", "..."):
            report.add(
                "dropped", sentence("The front matter, {number} lines.", number=index + 1), line=1
            )
            return index + 1
    return 0


def _marked_entry(line: str, number: int) -> Entry | None:
    """The entry that a line begins, None for a line that goes on with the last one."""
    if ":" not in line and "：" not in line:
        return None
    for shape in (_NAME_TIME, _NAME_THEN_TIME):
        match = shape.fullmatch(line)
        if match and is_name(match["name"].strip()):
            return _entry(number, match["name"].strip(), match["time"], match["rest"])
    match = _TIME_FIRST.fullmatch(line)
    if match:
        name, rest = _name_and_words((match["rest"] or "").strip())
        return _entry(number, name, match["time"], rest)
    name, rest = _name_and_words(line)
    if name is None:
        return None
    last = _TIME_LAST.fullmatch(rest)
    return _entry(number, name, last["time"] if last else None, last["rest"] if last else rest)


def _entry(number: int, name: str | None, time: str | None, text: str) -> Entry:
    try:
        start_ms = parse(time) if time else None
    except TimecodeError:
        # 12:75 in brackets is something other than a time: it stays among the words.
        start_ms, text = None, f"[{time}] {text}"
    spoken = [text.strip()] if text.strip() else []
    return Entry(number, name, start_ms, spoken, [number for _ in spoken])


def _has_code_names(lines: list[str]) -> bool:
    """Whether most lines begin with one word and a colon: `mary: ...`, `speaker_2: ...`."""
    written = [line.strip() for line in lines if line.strip()]
    labelled = sum(_code_name(line) is not None or bool(split_label(line)[0]) for line in written)
    return len(written) > 1 and labelled >= len(written) * _LABELLED_SHARE


def may_begin_turn(line: str) -> bool:
    """`A: b` and `[0:12] b`, for counting turns before they are made: to make them takes long."""
    return _SURE_TURN.match(line) is not None


def _code_name(line: str) -> re.Match[str] | None:
    match = _CODE_NAME.fullmatch(line)
    return match if match and match["name"].lower() not in NO_NAMES else None


def _code_named_entry(line: str, number: int) -> Entry | None:
    match = _code_name(line)
    return _entry(number, match["name"], None, match["rest"]) if match else None


def _name_and_words(line: str) -> tuple[str | None, str]:
    bold = _BOLD_NAME.fullmatch(line)
    if bold:
        return bold["name"].strip(), bold["rest"]
    return split_label(line)


def _with_words(candidates: list[Entry], report: Report) -> list[Entry]:
    for entry in candidates:
        if not entry.spoken:
            who = entry.speaker or "A time"
            report.add(
                "dropped",
                sentence("{who} is named as the speaker, but says nothing.", who=who),
                line=entry.line,
            )
    return [entry for entry in candidates if entry.spoken]
