"""YouTube's JSON (json3)."""

from collections.abc import Sequence
from typing import TypeVar

from captions.cue import Track
from captions.formats.base import Confidence, JsonFormat
from captions.formats.collecting import Collector
from captions.formats.json_tree import decimal, ms_of_ms, text_of
from captions.formats.runs import PLAIN, Style
from captions.formats.youtube import Event, Part, Place, collect_events, pen
from captions.limits import Limits
from captions.messages import sentence
from captions.report import Report

_T = TypeVar("_T")
_PLACE = (("apPoint", 7), ("ahHorPos", 50), ("avVerPos", 100))


def recognise(document: object) -> Confidence:
    if not isinstance(document, dict) or not isinstance(document.get("events"), list):
        return Confidence.NO
    if document.get("wireMagic") == "pb3":
        return Confidence.CERTAIN
    timed = (isinstance(event, dict) and "tStartMs" in event for event in document["events"])
    return Confidence.LIKELY if any(timed) else Confidence.NO


def read(document: object, report: Report, limits: Limits) -> Track:
    assert isinstance(document, dict)  # noqa: S101 - as recognised
    pens = [_pen(value) for value in _dicts(document.get("pens"))]
    places = [_place(value) for value in _dicts(document.get("wpWinPositions"))]
    events = []
    for number, value in enumerate(document["events"], 1):
        event = _event(value, pens, places) if isinstance(value, dict) else None
        if event:
            events.append(event)
        else:
            report.add("dropped", sentence("Event {number} has no time.", number=number))
    collector = Collector(report, limits)
    collect_events(events, collector)
    return Track(cues=collector.cues())


def _dicts(value: object) -> list[dict[str, object]]:
    """One for each value, so that what points to a place in the list still does."""
    if not isinstance(value, list):
        return []
    return [item if isinstance(item, dict) else {} for item in value]


def _event(
    value: dict[str, object], pens: list[tuple[Style, int]], places: list[Place]
) -> Event | None:
    # What is zero is left out of this JSON.
    start_ms = ms_of_ms(value.get("tStartMs", 0))
    if start_ms is None:
        return None
    own = _value_at(pens, value.get("pPenId"), (PLAIN, 0))[0]
    parts = []
    for segment in _dicts(value.get("segs")):
        style, ruby = _value_at(pens, segment.get("pPenId"), (own, 0))
        offset_ms = ms_of_ms(segment.get("tOffsetMs", 0)) or 0
        parts.append(Part(text_of(segment.get("utf8")), style, offset_ms, ruby))
    place = _value_at(places, value.get("wpWinPosId"), None)
    settings = place.settings if place else ""
    return Event(start_ms, ms_of_ms(value.get("dDurationMs")), tuple(parts), settings)


def _value_at(values: Sequence[_T], index: object, usual: _T) -> _T:
    if isinstance(index, int) and 0 <= index < len(values):
        return values[index]
    return usual


def _pen(value: dict[str, object]) -> tuple[Style, int]:
    style = pen(
        bold=value.get("bAttr") == 1,
        italic=value.get("iAttr") == 1,
        underline=value.get("uAttr") == 1,
        colour=_number(value.get("fcForeColor"), None),
    )
    return style, _number(value.get("rbRuby"), 0) or 0


def _place(value: dict[str, object]) -> Place:
    point, x, y = (_number(value.get(key), usual) or 0 for key, usual in _PLACE)
    return Place(point, x, y)


def _number(value: object, usual: int | None) -> int | None:
    number = decimal(value)
    return usual if number is None else int(number)


FORMAT = JsonFormat(
    id="youtube-json",
    name="YouTube JSON",
    extensions=("json3", "json"),
    media_type="application/json",
    recognise=recognise,
    read=read,
)
