"""YouTube's XML: srv1 (`<transcript>`), srv2 and srv3 (`<timedtext>`, also .ytt)."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from captions.cue import Track
from captions.errors import MalformedFileError
from captions.formats.base import Confidence, TextFormat
from captions.formats.collecting import Collector
from captions.formats.html_tokens import unescaped
from captions.formats.json_tree import ms_of_ms, ms_of_seconds
from captions.formats.runs import PLAIN, Style
from captions.formats.xml_tree import Document, local, parse, root_name
from captions.formats.youtube import Event, Part, Place, collect_events, pen
from captions.limits import Limits, guard_cues
from captions.messages import sentence
from captions.report import Report

_COLOUR = re.compile(r"#([0-9A-Fa-f]{6})")
_NUMBER = re.compile(r"-?[0-9]{1,15}")
_PLACE = (("ap", 7), ("ah", 50), ("av", 100))
# By id; the number says whether it writes below, around or above in ruby.
_Pens = dict[str, tuple[Style, int]]


def recognise(text: str) -> Confidence:
    is_it = root_name(text) in ("transcript", "timedtext")
    return Confidence.CERTAIN if is_it else Confidence.NO


def read(text: str, report: Report, limits: Limits) -> Track:
    document = parse(text, limits)
    elements = [element for element in document.root.iter() if local(element) in ("p", "text")]
    guard_cues(len(elements), limits)
    pens = {element.get("id", ""): _pen(element) for element in _all(document, "pen")}
    places = {element.get("id", ""): _place(element) for element in _all(document, "wp")}
    events = [
        event
        for element in elements
        for event in [_event(element, document.line_of(element), pens, places, report)]
        if event
    ]
    if elements and not events:
        raise MalformedFileError(sentence("No caption in the file has a time."))
    collector = Collector(report, limits)
    collect_events(events, collector)
    return Track(cues=collector.cues())


def _all(document: Document, name: str) -> Iterator[Element]:
    return (element for element in document.root.iter() if local(element) == name)


def _event(
    element: Element,
    line: int | None,
    pens: _Pens,
    places: dict[str, Place],
    report: Report,
) -> Event | None:
    if "start" in element.attrib:
        start_ms, duration_ms = (ms_of_seconds(element.get(key)) for key in ("start", "dur"))
        text = unescaped("".join(element.itertext()))
        parts: tuple[Part, ...] = (Part(text, PLAIN),)
    else:
        start_ms, duration_ms = (ms_of_ms(element.get(key)) for key in ("t", "d"))
        parts = tuple(_parts(element, pens))
    if start_ms is None:
        words = "".join(element.itertext()).strip()[:60]
        report.add("dropped", sentence("“{words}” has no time.", words=words), line=line)
        return None
    place = places.get(element.get("wp", ""))
    return Event(start_ms, duration_ms, parts, place.settings if place else "", line)


def _parts(element: Element, pens: _Pens) -> Iterator[Part]:
    own = pens.get(element.get("p", ""), (PLAIN, 0))[0]
    if element.text:
        # srv2 has entities within entities.
        yield Part(unescaped(element.text), own)
    for child in element:
        name = local(child)
        if name == "br":
            yield Part("\n", own)
        else:
            style, ruby = pens.get(child.get("p", ""), (own, 0))
            yield Part(
                "".join(child.itertext()),
                style,
                ms_of_ms(child.get("t")) or 0,
                ruby,
            )
        if child.tail:
            yield Part(child.tail, own)


def _pen(element: Element) -> tuple[Style, int]:
    colour = _COLOUR.fullmatch(element.get("fc", ""))
    style = pen(
        bold=element.get("b") == "1",
        italic=element.get("i") == "1",
        underline=element.get("u") == "1",
        colour=int(colour[1], 16) if colour else None,
    )
    return style, _number(element.get("rb"), 0)


def _place(element: Element) -> Place:
    point, x, y = (_number(element.get(key), usual) for key, usual in _PLACE)
    return Place(point, x, y)


def _number(value: str | None, usual: int) -> int:
    return int(value) if value and _NUMBER.fullmatch(value) else usual


FORMAT = TextFormat(
    id="youtube-xml",
    name="YouTube XML",
    extensions=("ytt", "srv1", "srv2", "srv3", "xml"),
    media_type="application/xml",
    recognise=recognise,
    read=read,
)
