"""oTranscribe (.otr): JSON around HTML with the time of each mark, read as a transcript."""

from captions.cue import Track
from captions.formats import txt
from captions.formats.base import Confidence, JsonFormat
from captions.formats.html_tokens import html_tokens
from captions.formats.json_tree import ms_of_seconds, text_of
from captions.formats.runs import clean_text
from captions.limits import Limits, guard_tags, guard_text
from captions.messages import sentence
from captions.report import Report
from captions.timecode import MAX_MS, format_vtt

_BREAKS = frozenset({"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "blockquote"})
_STYLES = frozenset({"b", "i", "u", "em", "strong"})


def recognise(document: object) -> Confidence:
    if not isinstance(document, dict) or not isinstance(document.get("text"), str):
        return Confidence.NO
    if "media" in document or "media-time" in document or "media-source" in document:
        return Confidence.CERTAIN
    return Confidence.LIKELY if 'class="timestamp"' in document["text"] else Confidence.NO


def read(document: object, report: Report, limits: Limits) -> Track:
    assert isinstance(document, dict)  # noqa: S101 - as recognised
    text = clean_text(text_of(document["text"]))
    # A line is a paragraph with its mark, each begun and ended: those of 100,000 are within bounds.
    guard_tags(text.count("<") // 2, limits)
    lines = _lines(text, report)
    inner = Report()
    track = txt.read(guard_text("\n".join(lines), limits, inner), inner, limits)
    for note in inner.notes():
        # Its lines are ours, and not those of the file.
        report.add(note.kind, note.reason, cue=note.cue)
    return track


def _lines(text: str, report: Report) -> list[str]:
    """Each mark begins a line, and so does each paragraph."""
    parts: list[str] = []
    is_mark = has_styles = False
    for token in html_tokens(text):
        name = token.tag.removeprefix("/")
        has_styles = has_styles or name in _STYLES
        if name in _BREAKS:
            parts.append("\n")
        elif token.tag == "span" and "timestamp" in token.attributes.get("class", ""):
            time_ms = ms_of_seconds(token.attributes.get("data-timestamp"))
            is_mark = time_ms is not None and 0 <= time_ms <= MAX_MS
            parts.append(f"\n{format_vtt(time_ms or 0)} " if is_mark else "")
        elif token.tag == "/span":
            is_mark = False
        elif not token.tag and not is_mark:
            # Within a mark stands its time again, cut to the second.
            parts.append(token.text.replace("\n", " ").replace("\xa0", " "))
    if has_styles:
        report.add("changed", sentence("Bold, italic and underline are left out."))
    return [line.strip() for line in "".join(parts).split("\n") if line.strip()]


FORMAT = JsonFormat(
    id="otr",
    name="oTranscribe",
    extensions=("otr",),
    media_type="application/json",
    recognise=recognise,
    read=read,
)
