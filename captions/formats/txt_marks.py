"""Times and speakers of a transcript in the shapes of tools, written as the shapes that we read.

Lines keep their number: one that moves to another leaves an empty line behind.
"""

import re
from itertools import pairwise

from captions.errors import MalformedFileError, TimecodeError
from captions.formats.vtt_blocks import quotation
from captions.frames import ms_of_timecode, rate_of_file
from captions.messages import sentence
from captions.report import Report
from captions.timecode import format_vtt, parse
from captions.voices import is_name

_CLOCK = r"(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-5][0-9](?:[.,][0-9]{1,6})?"
_FRAMES = re.compile(
    r"(?<![0-9:;])([0-9]{1,2})[:;]([0-5][0-9])[:;]([0-5][0-9])([:;])([0-9]{2})(?![0-9:;])"
)
# `**[00:04]**`, `- [00:04]`, "`00:04`" at the start of a line.
_BOLD_TIME = re.compile(rf"^(?:[-*>•]\s+)?([*_`]{{1,3}})[\[(]?({_CLOCK})[\])]?:?\1:?\s*(.*)$")
_BULLET_TIME = re.compile(rf"^[-*>•]\s+([\[(]{_CLOCK}[\])].*)$")
_RANGE = re.compile(
    rf"^[\[(]?({_CLOCK})[\])]?(?:\s*(?:[-–—]{{1,3}}>?|[→⟶]|to|,)\s*|\s+)"
    rf"[\[(]?({_CLOCK})[\])]?:?(?:\s+(.*))?$"
)
# TMPlayer's `00:00:01:Hello|there`, with a line break as it writes one.
_TM_PLAYER = re.compile(r"^([0-9]{1,2}:[0-5][0-9]:[0-5][0-9])[:=,]\s?(?![0-9])(\S.*)$")
# `[0:04] - Ada`, with her words on the next line.
_TIME_NAME = re.compile(
    rf"[\[(]?({_CLOCK})[\])]?:?\s+(?:[-–—]\s+)?(?P<name>[^\s\d][^:\[\]()]{{0,59}}):?"
)
# `[4s] text`, `[1m 4.5s]`.
_SECONDS_TIME = re.compile(
    r"^[\[(](?:([0-9]{1,2})h\s*)?(?:([0-9]{1,3})m\s*)?([0-9]{1,5})(\.[0-9]{1,3})?s[\])]:?(?:\s+(.*))?$"
)
_SPOKEN_TIME = re.compile(
    r"(?:([0-9]{1,2})\s*(?:hours?|hrs?|h)\s*)?([0-9]{1,3})\s*(?:minutes?|mins?)\s*([0-9]{1,2})\s*"
    r"(?:seconds?|secs?)\b|(?<![0-9])([0-9]{1,2})\s+seconds?$"
)
_TIME_START = re.compile(rf"[\[(]?{_CLOCK}")
_TIME_ALONE = re.compile(rf"[\[(]?({_CLOCK})[\])]?:?")
_NAME_TIME = re.compile(rf"(?P<name>[^\s\d:][^:\[\]()]{{0,59}}?):?\s+({_CLOCK})")
_LABEL_ALONE = re.compile(r"\*{0,2}([^\s*:\[\]()<>][^*:\[\]()<>]{0,59}?)\s*:?\*{0,2}[:：]?\*{0,2}")
_NOT_UNDERSTOOD = re.compile(
    r"^[^\w\n]{0,4}(?:[0-9]{1,3}[:;.hm]){1,3}[0-9]{2}(?:[:;.,][0-9]+)?s?[^\w\n]{0,4}(?:\s|$)"
)
_AVID = ("<begin subtitles>", "<end subtitles>")
# What is longer is no time with a few words.
_LONGEST_LINE = 1000
_ARROW = re.compile(r"[0-9][^<]{0,20}-->|^-->.*[0-9]")
# A speaker stands above or below the times where this share of them has one there.
_SPEAKER_SHARE = 0.6
_LABEL_SHARE = 0.15
# From this share of the lines on, what looks like a time is one.
_UNKNOWN_SHARE = 0.2


def normalised(lines: list[str], report: Report) -> tuple[list[str], dict[int, int]]:
    """The lines in our shapes, and the ends of what says `from - to`, by the start, in ms."""
    lines = [line.strip() for line in _without_frames(lines, report)]
    _drop_frame_of_avid(lines)
    ends_ms = _drop_numbers(lines)
    lines = [_normalised_line(line) for line in lines]
    _drop_repeated_times(lines)
    _join_speakers(lines)
    _join_labels(lines)
    return lines, ends_ms


def _drop_frame_of_avid(lines: list[str]) -> None:
    """What stands before and after the captions says nothing of them."""
    if _AVID[0] in lines:
        first = lines.index(_AVID[0])
        last = lines.index(_AVID[1]) if _AVID[1] in lines else len(lines)
        lines[: first + 1] = [""] * (first + 1)
        lines[last:] = [""] * (len(lines) - last)


def _drop_numbers(lines: list[str]) -> dict[int, int]:
    """Numbers above times that say from when to when, where each has one; and those times."""
    ends_ms: dict[int, int] = {}
    numbers: list[int] = []
    spans = 0
    before = -1
    for place, line in enumerate(lines):
        span = _RANGE.match(line) if line[:6].strip("[( ")[:1].isdigit() else None
        if span:
            spans += 1
            _keep_end(span, ends_ms)
            if before >= 0 and lines[before].isdecimal():
                numbers.append(before)
        before = place if line else before
    if len(numbers) == spans:
        for place in numbers:
            lines[place] = ""
    return ends_ms


def _keep_end(span: re.Match[str], ends_ms: dict[int, int]) -> None:
    try:
        start_ms, end_ms = parse(_short(span[1])), parse(_short(span[2]))
    except TimecodeError:
        return
    if end_ms > start_ms:
        ends_ms[start_ms] = end_ms


def _without_frames(lines: list[str], report: Report) -> list[str]:
    starts = [(n, _FRAMES.search(line[:80])) for n, line in enumerate(lines, 1) if line[:1] != "#"]
    matches = [(n, match) for n, match in starts if match]
    if not matches or len(matches) * 10 < sum(bool(line.strip()) for line in lines):
        return lines
    everywhere = [match for line in lines for match in _FRAMES.finditer(line[:80])]
    drops = any(match[4] == ";" for match in everywhere)
    highest = max(int(match[5]) for match in everywhere)
    rate = rate_of_file(highest, drops=drops, report=report, line=matches[0][0])

    def clock(match: re.Match[str]) -> str:
        hours, minutes, seconds, frames = (int(match[place]) for place in (1, 2, 3, 5))
        drop = match[4] == ";"
        return format_vtt(ms_of_timecode(hours, minutes, seconds, frames, rate, drops=drop))

    return [_FRAMES.sub(clock, line[:80]) + line[80:] for line in lines]


def _normalised_line(line: str) -> str:
    if not any(character.isdigit() for character in line[:80]):
        return line
    bold = _BOLD_TIME.match(line)
    if bold:
        return f"[{bold[2]}] {bold[3]}".rstrip()
    bullet = _BULLET_TIME.match(line)
    line = bullet[1] if bullet else line
    bracketed = _bracketed(line)
    if bracketed is not None:
        return bracketed
    spoken = _SPOKEN_TIME.search(line) if "second" in line or "sec" in line else None
    if spoken and len(line) < 100:
        return _with_clock(line, spoken)
    return line


def _bracketed(line: str) -> str | None:
    """`0:04 - 0:06 text`, `[4s] text` and `0:00:04:text` with their start in brackets."""
    span = _RANGE.match(line)
    if span:
        return f"[{_short(span[1])}] {span[3] or ''}".rstrip()
    seconds = _SECONDS_TIME.match(line) if line[:1] in "[(" else None
    if seconds:
        return f"[{_clock_of(seconds)}] {seconds[5] or ''}".rstrip()
    player = _TM_PLAYER.match(line)
    return f"[{player[1]}] {player[2].replace('|', ' ')}" if player else None


def _clock_of(time: re.Match[str]) -> str:
    """Of hours, minutes, seconds and what is after their point."""
    whole = (int(time[1] or 0) * 60 + int(time[2] or 0)) * 60 + int(time[3])
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}{time[4] or ''}"


def _short(time: str) -> str:
    """With no more digits than milliseconds have."""
    return re.sub(r"([.,][0-9]{3})[0-9]+$", r"\1", time)


def _with_clock(line: str, spoken: re.Match[str]) -> str:
    """`Ada Lovelace 0 minutes 12 seconds 0:12` of Teams."""
    hours, minutes = int(spoken[1] or 0), int(spoken[2] or 0)
    seconds = int(spoken[3] or spoken[4] or 0)
    name, rest = line[: spoken.start()].strip(" ,:-"), line[spoken.end() :].strip()
    time = f"{hours + minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    if (name and not is_name(name)) or (rest and not _TIME_ALONE.fullmatch(rest)):
        return line
    return f"{name} ({time}):" if name else f"[{time}]"


def _written(lines: list[str]) -> list[int]:
    return [place for place, line in enumerate(lines) if line]


def _join_speakers(lines: list[str]) -> None:
    """A name on a line of its own, above or below a time on one of its own."""
    for place in _written(lines):
        match = _NAME_TIME.fullmatch(lines[place])
        if match and is_name(match["name"].strip()):
            lines[place] = f"{match['name'].strip()} ({match[2]}):"
    _join_names_after_times(lines)
    places = _written(lines)
    times = [n for n, place in enumerate(places) if _TIME_ALONE.fullmatch(lines[place])]
    all_times = set(times)
    for step in (1, -1):
        named = [(n, n + step) for n in times if 0 <= n + step < len(places)]
        # Who speaks says something: it takes two lines until the next time.
        named = [
            (n, at) for n, at in named
            if n + 2 not in all_times and (n + 2 < len(places) or step < 0)
            and _is_speaker(lines[places[at]])
        ]  # fmt: skip
        is_cast = _is_cast([lines[places[at]].rstrip(":") for _, at in named])
        if len(named) >= max(2, len(times) * _SPEAKER_SHARE) and is_cast:
            for n, at in named:
                match = _TIME_ALONE.fullmatch(lines[places[n]])
                if match:
                    lines[places[n]] = f"{_bare_name(lines[places[at]])} ({match[1]}):"
                    lines[places[at]] = ""
            return


def _is_cast(names: list[str]) -> bool:
    """Words that are said repeat less than those who say them."""
    return len(set(names)) <= max(2, len(names) // 2) or all(" " in name for name in names)


def _join_names_after_times(lines: list[str]) -> None:
    places = _written(lines)
    matches = [_TIME_NAME.fullmatch(lines[place]) for place in places]
    timed = sum(_TIME_START.match(lines[place]) is not None for place in places)
    named = [
        (place, match) for place, match, after in zip(places, matches, matches[1:], strict=False)
        if match and after is None and _is_speaker(match["name"].strip())
    ]  # fmt: skip
    if len(named) < max(2, timed * _SPEAKER_SHARE):
        return
    if _is_cast([match["name"] for _, match in named]):
        for place, match in named:
            lines[place] = f"{match['name'].strip()} ({match[1]}):"


def _drop_repeated_times(lines: list[str]) -> None:
    """Teams says each time twice, in words and as a clock."""
    places = _written(lines)
    for before, place in pairwise(places):
        times = [_TIME_ALONE.fullmatch(lines[at]) for at in (before, place)]
        clocks = [time[1].lstrip("0:") for time in times if time]
        if len(clocks) == 2 and clocks[0] == clocks[1]:
            lines[before] = ""


def _is_speaker(line: str) -> bool:
    return len(line) <= 60 and line[-1] not in ".!?…," and is_name(_bare_name(line))


def _bare_name(line: str) -> str:
    return line.strip("*_ ").rstrip(":").strip("*_ ")


def _join_labels(lines: list[str]) -> None:
    """`Name:` alone on a line speaks what is under it, until the next."""
    places = _written(lines)
    labels = [n for n, place in enumerate(places) if _is_label(lines[place])]
    if len(labels) < 2 or len(labels) < len(places) * _LABEL_SHARE:
        return
    for n in labels:
        if n + 1 < len(places) and n + 1 not in labels and not _TIME_ALONE.fullmatch(
            lines[places[n + 1]]
        ):  # fmt: skip
            lines[places[n + 1]] = f"{_bare_name(lines[places[n]])}: {lines[places[n + 1]]}"
            lines[places[n]] = ""


def _is_label(line: str) -> bool:
    return line.rstrip("*").endswith((":", "：")) and bool(
        _LABEL_ALONE.fullmatch(line) and is_name(_bare_name(line.replace("：", ":")))
    )


def refuse_unknown_times(lines: list[str], used: set[int]) -> None:
    """Times that nobody read are no words: a transcript without times would be a lie.

    `used`: the numbers of lines whose time was understood. Raises MalformedFileError."""
    rest = [(number, line.strip()) for number, line in enumerate(lines, 1) if number not in used]
    rest = [row for row in rest if len(row[1]) <= _LONGEST_LINE and "<!--" not in row[1]]
    arrows = [row for row in rest if _ARROW.search(row[1])]
    times = [row for row in rest if _NOT_UNDERSTOOD.match(row[1])]
    written = sum(1 for _, line in rest if line)
    unknown = arrows or (times if len(times) >= max(2, written * _UNKNOWN_SHARE) else [])
    if unknown:
        number, line = unknown[0]
        raise MalformedFileError(
            sentence(
                "{text} looks like a time, but we cannot read it as one.", text=quotation(line)
            ),
            line=number,
            hint=sentence("Write times as 0:01:02.500, or export SubRip (.srt) or WebVTT (.vtt)."),
        )
