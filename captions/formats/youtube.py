"""What YouTube's XML (srv3, .ytt) and its JSON have in common: pens, places, timed words."""

from collections.abc import Iterable
from dataclasses import dataclass

from captions.formats.collecting import Collector
from captions.formats.runs import Run, Style, colour_class, cue_text
from captions.formats.srt_text import row_setting
from captions.limits import guard_cues
from captions.messages import sentence

# Its writers say #FEFEFE for white, since players treat pure white as "as the viewer likes".
_TOLERANCE = 8
_INVISIBLE = str.maketrans("", "", "\u200b\u200e\u200f")


@dataclass(frozen=True, slots=True)
class Place:
    """`point` 0 to 8: which corner of the text, row by row from the top left, is at `x`, `y` %."""

    point: int = 7
    x: int = 50
    y: int = 100

    @property
    def settings(self) -> str:
        row = row_setting(self.y)
        side = {0: "align:start", 2: "align:end"}.get(self.point % 3, "")
        return f"{row} {side}".strip()


@dataclass(frozen=True, slots=True)
class Part:
    """`offset_ms` from the start of its event; `ruby` 1: below, 2: brackets, 4 and 5: above."""

    text: str
    style: Style
    offset_ms: int = 0
    ruby: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """`duration_ms` is None where it is not said: until the next."""

    start_ms: int
    duration_ms: int | None
    parts: tuple[Part, ...]
    settings: str = ""
    line: int | None = None


def pen(*, bold: bool, italic: bool, underline: bool, colour: int | None) -> Style:
    """`colour` is 0xRRGGBB."""
    name = ""
    if colour is not None and 0 <= colour <= 0xFFFFFF:
        name = (
            colour_class(*(_rounded_channel(channel) for channel in colour.to_bytes(3, "big")))
            or ""
        )
    return Style(bold, italic, underline, name)


def _rounded_channel(channel: int) -> int:
    if channel <= _TOLERANCE:
        return 0
    return 255 if channel >= 255 - _TOLERANCE else channel


def collect_events(events: list[Event], collector: Collector) -> None:
    guard_cues(len(events), collector.limits)
    if any(event.settings for event in events):
        reason = sentence("Positions were rounded to top, middle and bottom, left and right.")
        collector.report.add("changed", reason)
    for position, event in enumerate(events):
        following = events[position + 1] if position + 1 < len(events) else None
        if not any(part.text.translate(_INVISIBLE).strip() for part in event.parts):
            continue
        duration_ms = event.duration_ms
        if duration_ms is None:
            gap_ms = following.start_ms - event.start_ms if following else 0
            duration_ms = gap_ms if gap_ms > 0 else 3000
            reason = sentence("Nothing says when the caption ends; it now lasts until the next.")
            cue = collector.next_number
            collector.report.add("changed", reason, line=event.line, cue=cue)
        end_ms = event.start_ms + duration_ms
        _add_cue(event, end_ms, collector)


def _add_cue(event: Event, end_ms: int, collector: Collector) -> None:
    collector.guard_words(sum(len(part.text.strip()) for part in event.parts), event.line)
    text = cue_text(_runs(event.parts, event.start_ms, end_ms))
    if len(text) > collector.limits.cue_chars:
        text = cue_text(_runs(event.parts, event.start_ms, 0))
        reason = sentence("The times of its words are left out: the text would be too long.")
        cue = collector.next_number
        collector.report.add("changed", reason, line=event.line, cue=cue)
    collector.add(event.start_ms, end_ms, text, settings=event.settings, line=event.line)


def _runs(parts: Iterable[Part], start_ms: int, end_ms: int) -> list[Run]:
    """With the time of each word that is later than the one before and within the cue."""
    runs: list[Run] = []
    last_ms = max(0, start_ms)
    for part in parts:
        text = part.text.translate(_INVISIBLE)
        if part.ruby in (4, 5) and runs:
            runs[-1] = Run(runs[-1].text, runs[-1].style, text, runs[-1].time_ms)
        elif text and part.ruby != 2:
            time_ms = start_ms + part.offset_ms
            is_later = last_ms < time_ms < end_ms and bool(text.strip())
            runs.append(Run(text, part.style, "", time_ms if is_later else None))
            last_ms = time_ms if is_later else last_ms
    return runs
