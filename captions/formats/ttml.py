"""TTML, DFXP and IMSC, read by ttconv; how it is written: ttml_writing.py."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ElementTree

from captions.cue import Track
from captions.errors import CaptionError, MalformedFileError
from captions.formats.base import Confidence, TextFormat
from captions.formats.ttconv_cues import Rows, lost_styles, read_guarded
from captions.formats.ttml_alike import NotAlikeError, alike_in
from captions.formats.ttml_cleaning import (
    IsValid,
    clean_styles,
    mend_lyrics,
    plain_time,
    strip_styling,
)
from captions.formats.ttml_ruby import hoist_ruby
from captions.formats.ttml_writing import write
from captions.formats.xml_tree import Document, local, parse, root_name
from captions.limits import Limits, guard_cues
from captions.messages import sentence
from captions.report import Report

_TT = "http://www.w3.org/ns/ttml"
# Drafts and DFXP before 2010 had namespaces of their own for the same elements.
_OLD = (
    "http://www.w3.org/2006/10/ttaf1",
    "http://www.w3.org/2006/04/ttaf1",
    "http://www.w3.org/2004/11/ttaf1",
)
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_AGENT = f"{{{_TT}#metadata}}agent"
_TIMES = ("begin", "end", "dur")
# Section 12.3.1 of TTML2; what it says of wallclock times no caption file heeds.
_TIME = re.compile(
    r"[0-9]{2,}:[0-9]{2}:[0-5][0-9](?:\.[0-9]+|:[0-9]{2,}(?:\.[0-9]+)?)?"
    r"|[0-9]+(?:\.[0-9]+)?(?:h|ms|m|s|f|t)"
)
_ESTIMATED = "Fonts, sizes, backgrounds and places finer than top, middle and bottom are left out."


def recognise(text: str) -> Confidence:
    return Confidence.CERTAIN if root_name(text) == "tt" else Confidence.NO


def read(text: str, report: Report, limits: Limits) -> Track:
    alike = alike_in(text)
    if alike:
        guard_cues(len(alike.paragraphs), limits)
        try:
            return _read(alike.text, report, limits, alike.cues)
        except NotAlikeError:
            pass
    return _read(text, report, limits)


def _read(
    text: str, report: Report, limits: Limits, with_others: Callable[[Rows], Iterable[Any]] = list
) -> Track:
    function = "captions.formats.ttml:parse_file"
    return read_guarded(
        function, text.encode(), report, limits, what="TTML", with_others=with_others
    )


def parse_file(data: bytes, limits: Limits) -> dict[str, Any]:
    """For the child process; what it returns: ttconv_cues.py."""
    from ttconv.imsc.style_properties import StyleProperties

    document = parse(data.decode(), limits)
    _modernise(document.root)
    notes = clean_styles(document, IsValid(StyleProperties.BY_QNAME))
    hoist_ruby(document.root)
    mend_lyrics(document.root)
    notes += _mend_times(document)
    marks = _marks(document)
    try:
        return _answer(document, marks, notes)
    except CaptionError:
        raise
    except Exception:  # other people's code: a style costs looks, never words
        strip_styling(document.root)
        reason = sentence("The styles in the file cannot be understood: left out.")
        return _answer(document, marks, [*notes, ["changed", reason, None]])


def _answer(document: Document, marks: "_Marks", notes: list[list[Any]]) -> dict[str, Any]:
    from ttconv.imsc import reader

    from captions.formats.ttconv_model import ModelReader

    model = reader.to_model(ElementTree(document.root))
    if model is None:
        raise MalformedFileError(
            sentence("The TTML has no captions that can be understood."), line=1
        )
    model_reader = ModelReader(model, marks.voices, marks.ended)
    cues: list[list[Any]] = [
        [cue.start_ms, cue.end_ms, cue.text, cue.settings, marks.lines.get(cue.mark)]
        for cue in model_reader.cues()
    ]
    notes = [*lost_styles(model_reader.lost), *notes]
    notes += _lost_paragraphs(document, marks.lines, model_reader.hidden, {row[4] for row in cues})
    if any("region" in element.attrib for element in document.root.iter()):
        notes.append(["changed", sentence(_ESTIMATED), None])
    return {"language": model.get_lang() or "", "cues": cues, "notes": notes}


def _modernise(root: Element) -> None:
    for element in root.iter():
        element.tag = _modern_name(element.tag)
        for name in [name for name in element.attrib if name.startswith("{")]:
            element.attrib[_modern_name(name)] = element.attrib.pop(name)


def _mend_times(document: Document) -> list[list[Any]]:
    """ttconv takes a time that it does not understand for none at all, and says nothing."""
    notes: list[list[Any]] = []
    for parent in list(document.root.iter()):
        for element in list(parent):
            wrong = [name for name in _TIMES if not _is_time(element, name)]
            line = document.line_of(element)
            words = " ".join("".join(element.itertext()).split())[:60]
            if local(element) == "p" and "begin" in wrong:
                reason = sentence(
                    "“{words}” begins at {begin!r}, which is not a time.",
                    words=words,
                    begin=element.get("begin", "")[:30],
                )
                notes.append(["dropped", reason, line])
                parent.remove(element)
                continue
            for name in wrong:
                reason = sentence(
                    "The {name} {value!r} is not a time: left out.",
                    name=name,
                    value=element.attrib.pop(name)[:30],
                )
                notes.append(["repaired", reason, line])
    return notes


def _is_time(element: Element, name: str) -> bool:
    """Once 1:02:03,500 is 01:02:03.500, as those who come from SubRip write it."""
    text = element.get(name)
    if text is None:
        return True
    text = plain_time(text)
    element.set(name, text)
    return _TIME.fullmatch(text) is not None


def _modern_name(name: str) -> str:
    for old in _OLD:
        if name.startswith(f"{{{old}"):
            return name.replace(old, _TT, 1)
    return name


@dataclass(slots=True)
class _Marks:
    """By the mark that each element gets: the lines of paragraphs, the names of speakers; and the
    marks of elements that say when they end."""

    lines: dict[str, int | None] = field(default_factory=dict)
    voices: dict[str, str] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)


def _marks(document: Document) -> _Marks:
    names = {
        agent.get(_XML_ID, ""): " ".join("".join(agent.itertext()).split())
        for agent in document.root.iter(_AGENT)
    }
    marks = _Marks()
    for number, element in enumerate(document.root.iter()):
        if local(element) not in ("body", "div", "p", "span"):
            continue
        mark = f"e{number}"
        element.set(_XML_LANG, mark)
        if local(element) == "p":
            marks.lines[mark] = document.line_of(element)
        if "end" in element.attrib or "dur" in element.attrib:
            marks.ended.add(mark)
        agents = element.get(_AGENT, "").split()
        if agents and names.get(agents[0]):
            marks.voices[mark] = names[agents[0]]
    return marks


def _lost_paragraphs(
    document: Document, lines: dict[str, int | None], hidden: list[str], seen: set[int | None]
) -> list[list[Any]]:
    """Paragraphs with words that became no cue."""
    notes = []
    for element in document.root.iter(f"{{{_TT}}}p"):
        mark = element.get(_XML_LANG, "")
        words = " ".join("".join(element.itertext()).split())
        if words and lines.get(mark) not in seen:
            reason = "is never shown" if mark in hidden else "has times that mean nothing"
            notes.append(["dropped", f"“{words[:60]}” {reason}.", lines.get(mark)])
    return notes


FORMAT = TextFormat(
    id="ttml",
    name="TTML",
    extensions=("ttml", "dfxp", "imsc", "xml", "itt"),
    media_type="application/ttml+xml",
    recognise=recognise,
    read=read,
    write=write,
)
