"""TTML in the text profile of IMSC 1.1: https://www.w3.org/TR/ttml-imsc1.1/."""

import re
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from captions.cue import Cue, Track
from captions.cuetext import KNOWN_CLASSES, Piece, pieces
from captions.formats.writable import report_lost_blocks, report_never_shown, timed_cues
from captions.messages import listed, sentence
from captions.report import Report
from captions.timecode import format_vtt

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<tt xml:lang={language} xmlns="http://www.w3.org/ns/ttml"
    xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"
    xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
    ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text" xml:space="preserve">
<head>
{metadata}<layout>
<region xml:id="bottom" tts:origin="10% 70%" tts:extent="80% 20%" tts:displayAlign="after" """
_HEAD += """tts:textAlign="center"/>
<region xml:id="middle" tts:origin="10% 40%" tts:extent="80% 20%" tts:displayAlign="center" """
_HEAD += """tts:textAlign="center"/>
<region xml:id="top" tts:origin="10% 10%" tts:extent="80% 20%" tts:displayAlign="before" """
_HEAD += """tts:textAlign="center"/>
</layout>
</head>
<body>
<div>
"""
_REGIONS = {"": "bottom", "line:0": "top", "line:50%": "middle"}
_SPANS = {
    "b": 'tts:fontWeight="bold"',
    "i": 'tts:fontStyle="italic"',
    "u": 'tts:textDecoration="underline"',
}
_RUBY = 'tts:ruby="container"'
# XML 1.0 has no way at all to say these.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(track: Track, report: Report) -> str:
    cues = timed_cues(track)
    report_lost_blocks(track, "TTML", report)
    names = dict.fromkeys(
        piece.value
        for cue in cues
        for piece in pieces(cue.text)
        if piece.name == "v" and piece.kind == "open" and piece.value
    )
    agents = {name: f"a{number}" for number, name in enumerate(names, 1)}
    paragraphs = [_paragraph(cue, number, agents, report) for number, cue in enumerate(cues, 1)]
    head = _HEAD.format(language=quoteattr(_sayable(track.language)), metadata=_metadata(agents))
    return head + "".join(paragraphs) + "</div>\n</body>\n</tt>\n"


def _metadata(agents: dict[str, str]) -> str:
    if not agents:
        return ""
    named = "\n".join(
        f'<ttm:agent xml:id="{key}" type="person"><ttm:name type="full">{escape(_sayable(name))}'
        "</ttm:name></ttm:agent>"
        for name, key in agents.items()
    )
    return f"<metadata>\n{named}\n</metadata>\n"


def _paragraph(cue: Cue, number: int, agents: dict[str, str], report: Report) -> str:
    losses: list[str] = []
    row, align = _place(cue.settings, losses)
    if cue.id:
        losses.append(sentence("names of captions"))
    text = _spans(cue.text, agents, losses)
    if losses:
        reason = sentence("TTML cannot hold {names}.", names=listed(losses))
        report.add("dropped", reason, cue=number)
    report_never_shown(cue, number, report)
    times = f'begin="{format_vtt(cue.start_ms)}" end="{format_vtt(cue.end_ms)}"'
    return f'<p {times} region="{_REGIONS[row]}"{align}>{text}</p>\n'


def _place(settings: str, losses: list[str]) -> tuple[str, str]:
    row, align = "", ""
    for setting in settings.split():
        if setting in _REGIONS:
            row = setting
        elif setting in ("align:start", "align:end", "align:left", "align:right", "align:center"):
            align = f' tts:textAlign="{setting.removeprefix("align:")}"'
        else:
            losses.append(sentence("the setting {setting}", setting=setting))
    return row, align


@dataclass(slots=True)
class _Spans:
    """The markup so far, innermost last: of the cue, of a ruby's base, of what stands above it.
    `open_counts` are how many elements each open span of the cue became."""

    agents: dict[str, str]
    losses: list[str]
    outs: list[list[str]] = field(default_factory=lambda: [[]])
    open_counts: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def _spans(text: str, agents: dict[str, str], losses: list[str]) -> str:
    spans = _Spans(agents, losses)
    for piece in pieces(text):
        if piece.kind == "text":
            words = (escape(part) for part in _sayable(piece.value).split("\n"))
            spans.outs[-1].append("<br/>".join(words))
        elif piece.kind == "timestamp":
            losses.append(sentence("times within a caption"))
        elif piece.kind == "open":
            _open(piece, spans)
        else:
            _close(spans)
    return "".join(spans.outs[0])


def _open(piece: Piece, spans: _Spans) -> None:
    attributes = _attributes(piece, spans.agents, spans.losses)
    spans.outs[-1] += [f"<span {one}>" for one in attributes]
    spans.open_counts.append(len(attributes))
    if piece.name == "ruby" and "ruby" in spans.names:
        spans.losses.append(sentence("ruby within ruby"))
    elif piece.name in ("ruby", "rt") and spans.names.count("ruby") < 2:
        spans.outs.append([])
    spans.names.append(piece.name)


def _close(spans: _Spans) -> None:
    """A base and what stands above it are one container; a base with nothing above is only text."""
    name = spans.names.pop()
    is_ruby = name in ("ruby", "rt") and spans.names.count("ruby") < (2 if name == "rt" else 1)
    if is_ruby and name == "rt":
        above, base = "".join(spans.outs.pop()), "".join(spans.outs.pop())
        container = f"<span {_RUBY}>{_ruby_part('base', base)}{_ruby_part('text', above)}</span>"
        spans.outs[-1].append(container if base and above else base + above)
        spans.outs.append([])
    elif is_ruby:
        rest = spans.outs.pop()
        spans.outs[-1] += rest
    spans.outs[-1].append("</span>" * spans.open_counts.pop())


def _ruby_part(kind: str, markup: str) -> str:
    return f'<span tts:ruby="{kind}">{markup}</span>'


def _attributes(piece: Piece, agents: dict[str, str], losses: list[str]) -> list[str]:
    attributes = []
    if piece.name == "v" and piece.value:
        attributes.append(f'ttm:agent="{agents[piece.value]}"')
    elif piece.name == "lang" and piece.value:
        attributes.append(f"xml:lang={quoteattr(_sayable(piece.value))}")
    elif piece.name in _SPANS:
        attributes.append(_SPANS[piece.name])
    for name in piece.classes:
        if name not in KNOWN_CLASSES:
            losses.append(sentence("the class {name}", name=name[:40]))
        elif name.startswith("bg_"):
            attributes.append(f'tts:backgroundColor="{name.removeprefix("bg_")}"')
        else:
            attributes.append(f'tts:color="{name}"')
    return attributes


def _sayable(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
