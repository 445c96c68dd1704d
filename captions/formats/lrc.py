"""LRC, lyrics for music players: a time in brackets before each line, in `<>` before words."""

import re
from bisect import bisect_right

from captions.cue import Track
from captions.errors import MalformedFileError
from captions.formats.base import Confidence, Format
from captions.formats.collecting import Collector
from captions.formats.lrc_writing import write
from captions.formats.runs import Run, cue_text
from captions.formats.vtt_blocks import quotation
from captions.limits import Limits, guard_cues
from captions.messages import sentence
from captions.report import Report
from captions.timecode import to_ms

_STAMP = r"([0-9]{1,4}):([0-5][0-9])(?:[.:]([0-9]{1,3}))?"
_LINE = re.compile(rf"\s*((?:\[{_STAMP}\]\s?)+)(.*)")
_TIME = re.compile(rf"\[{_STAMP}\]")
_WORD_TIME = re.compile(rf"<{_STAMP}>")
_TAG = re.compile(r"\s*\[([a-z#]{1,20}):([^\]]*)\]\s*")
# Hundredths after a dot: hardly a transcript is written so.
_TELLING = re.compile(r"\[[0-9]{1,3}:[0-5][0-9]\.[0-9]{2,3}\]")
# Hours, minutes, seconds, unless a tag of LRC says that the last are hundredths.
_CLOCK = re.compile(r"\s*\[[0-9]{1,4}:[0-5][0-9]:[0-9]{2}\]")
_LAST_MS = 4_000
# A few lines of it may be prose: who wrote the song, who typed it.
_TIMED_SHARE = 0.8


def recognise(lines: list[str]) -> Confidence:
    written = [line for line in lines[:100] if line.strip()]
    timed = [line for line in written if _LINE.fullmatch(line)]
    if any(_CLOCK.match(line) for line in timed) and not any(map(_TAG.fullmatch, written)):
        return Confidence.NO
    tags = [line for line in written if _TAG.fullmatch(line) and not _LINE.fullmatch(line)]
    if not timed or len(timed) + len(tags) < len(written) * _TIMED_SHARE:
        return Confidence.NO
    if tags or sum(_TELLING.match(line.strip()) is not None for line in timed) * 2 > len(timed):
        return Confidence.LIKELY
    return Confidence.POSSIBLE


def read(lines: list[str], report: Report, limits: Limits) -> Track:
    rows: list[tuple[int, str, int]] = []
    offset_ms = 0
    language = ""
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        tag = _TAG.fullmatch(line)
        if match:
            rows += [(_ms(*time.groups()), match[5], number) for time in _TIME.finditer(match[1])]
        elif tag and tag[1] == "offset" and re.fullmatch(r"\s*[+-]?[0-9]{1,9}\s*", tag[2]):
            offset_ms = int(tag[2])
        elif tag and tag[1] == "la":
            language = tag[2].strip() if tag[2].strip().isalpha() else ""
        elif tag is None and line.strip():
            report.add(
                "dropped",
                sentence("{text} is not a line with a time.", text=quotation(line.strip())),
                line=number,
            )
    if not rows:
        raise MalformedFileError(sentence("No line has a time like [00:12.50]."), line=1)
    guard_cues(sum(bool(text.strip()) for _, text, _ in rows), limits)
    rows.sort(key=lambda row: row[0])
    starts = [row[0] for row in rows]
    collector = Collector(report, limits)
    for start_ms, text, number in rows:
        if not text.strip():
            continue
        later = bisect_right(starts, start_ms)
        following = starts[later] if later < len(starts) else None
        if following is None:
            following = start_ms + _LAST_MS
            reason = sentence("Nothing says when the caption ends; its end is estimated.")
            report.add("changed", reason, line=number, cue=collector.next_number)
        # A positive offset makes the words come sooner.
        runs = _runs(text, start_ms, following, offset_ms)
        collector.add(start_ms - offset_ms, following - offset_ms, cue_text(runs), line=number)
    return Track(cues=collector.cues(), language=language)


def _ms(minutes: str, seconds: str, fraction: str | None) -> int:
    return to_ms(0, int(minutes), int(seconds), int((fraction or "0").ljust(3, "0")))


def _runs(text: str, start_ms: int, end_ms: int, offset_ms: int) -> list[Run]:
    parts = _WORD_TIME.split(text)
    runs = [Run(parts[0])]
    last_ms = start_ms
    for place in range(1, len(parts), 4):
        time_ms = _ms(parts[place], parts[place + 1], parts[place + 2])
        is_later = last_ms < time_ms < end_ms and time_ms > offset_ms
        runs.append(Run(parts[place + 3], time_ms=time_ms - offset_ms if is_later else None))
        last_ms = max(last_ms, time_ms)
    return runs


FORMAT = Format(
    id="lrc",
    name="LRC",
    extensions=("lrc",),
    media_type="text/plain; charset=utf-8",
    recognise=recognise,
    read=read,
    write=write,
)
