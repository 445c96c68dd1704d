"""SAMI (.smi): HTML with a SYNC for each moment, in one or more languages side by side."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from captions.cue import Track
from captions.errors import MalformedFileError
from captions.formats.base import Confidence, TextFormat
from captions.formats.collecting import Collector
from captions.formats.html_tokens import HtmlToken, html_tokens
from captions.formats.json_tree import ms_of_ms
from captions.formats.runs import PLAIN, Run, Style, class_of_colour, cue_text
from captions.formats.sami_writing import write
from captions.limits import Limits, guard_cues, guard_tags, guard_words
from captions.messages import sentence
from captions.report import Report

_START = re.compile(r"\s*(?:<!--.*?-->\s*|<\?[^>]*>\s*|<!DOCTYPE[^>]*>\s*)*<sami[\s>]", re.I | re.S)
_LANGUAGE = re.compile(r"\.([\w-]{1,40})\s*\{[^}]{0,500}?lang\s*:\s*([A-Za-z0-9-]{2,20})", re.I)
_SPACES = re.compile(r"[ \t\n]{2,}|[\t\n]")
_SKIPPED = frozenset({"head", "style", "title"})
_LAST_MS = 4_000
# Of a time that needs no further look.
_MOST_DIGITS = 12
_STYLES = {"b": "bold", "i": "italic", "u": "underline", "strong": "bold", "em": "italic"}


@dataclass(slots=True)
class _Moment:
    """What is shown from a time on in one language. Until it is `finish`ed its words are in `runs`,
    then in `text`: that of 200,000 runs are kept would cost more than all else."""

    start_ms: int
    line: int
    runs: list[Run] | None = field(default_factory=list)
    length: int = 0
    text: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.text

    def finish(self) -> None:
        if self.runs is not None:
            self.text, self.runs = cue_text(self.runs), None


def recognise(text: str) -> Confidence:
    return Confidence.CERTAIN if _START.match(text[:20_000]) else Confidence.NO


def read(text: str, report: Report, limits: Limits) -> Track:
    # A caption is two moments of two tags each: those of 100,000 are within bounds.
    guard_tags(text.count("<") // 2, limits)
    by_class = _moments(text, report, limits)
    if not by_class:
        raise MalformedFileError(sentence("No SYNC says when a caption starts."), line=1)
    sizes = Counter(
        {name: sum(not m.is_empty for m in moments) for name, moments in by_class.items()}
    )
    chosen = sizes.most_common(1)[0][0]
    for name, size in sizes.items():
        if name != chosen and size:
            reason = sentence(
                "{size:,} captions of the class {name}: a track has one language.",
                size=size,
                name=name or "without name",
            )
            report.add("dropped", reason, line=by_class[name][0].line)
    guard_cues(sizes[chosen], limits)
    collector = Collector(report, limits)
    _collect(by_class[chosen], collector)
    languages = {name.lower(): language for name, language in _LANGUAGE.findall(text[:20_000])}
    return Track(cues=collector.cues(), language=languages.get(chosen, ""))


def _collect(moments: list[_Moment], collector: Collector) -> None:
    ordered = sorted(moments, key=lambda moment: moment.start_ms)
    if ordered != moments:
        collector.report.add(
            "repaired", sentence("The captions were not in the order of their times.")
        )
    starts = [moment.start_ms for moment in ordered]
    for moment in ordered:
        if moment.is_empty:
            continue
        following = bisect_right(starts, moment.start_ms)
        if following < len(starts):
            end_ms = starts[following]
        else:
            end_ms = moment.start_ms + _LAST_MS
            reason = sentence("Nothing says when the caption ends; its end is estimated.")
            cue = collector.next_number
            collector.report.add("changed", reason, line=moment.line, cue=cue)
        collector.add(moment.start_ms, end_ms, moment.text, line=moment.line)


def _moments(text: str, report: Report, limits: Limits) -> dict[str, list[_Moment]]:
    """By class, in small letters."""
    by_class: dict[str, list[_Moment]] = {}
    start_ms: int | None = None
    moment: _Moment | None = None
    styles: list[tuple[str, Style]] = []
    is_skipped = False
    for token in html_tokens(text):
        if token.tag == "sync":
            if moment is not None:
                moment.finish()
            start_ms, moment, styles = _start(token, report), None, []
        elif token.tag == "p" and start_ms is not None:
            if moment is not None:
                moment.finish()
            moment = _Moment(start_ms, token.line)
            by_class.setdefault(token.attributes.get("class", "").lower(), []).append(moment)
        elif token.tag.removeprefix("/") in _SKIPPED:
            is_skipped = not token.tag.startswith("/")
        elif start_ms is not None and not is_skipped:
            if moment is None and token.text.strip():
                moment = _Moment(start_ms, token.line)
                by_class.setdefault("", []).append(moment)
            if moment is not None:
                _add_token(token, moment, styles)
                if moment.length > limits.cue_chars:
                    guard_words(moment.length, limits, moment.line, len(by_class))
    if moment is not None:
        moment.finish()
    return by_class


def _start(token: HtmlToken, report: Report) -> int | None:
    start = token.attributes.get("start", "")
    if start.isdecimal() and start.isascii() and len(start) < _MOST_DIGITS:
        return int(start)
    start_ms = ms_of_ms(start.lower().removesuffix("ms"))
    if start_ms is None:
        report.add(
            "dropped", sentence("A SYNC without a time, with what it shows."), line=token.line
        )
    return start_ms


def _add_token(token: HtmlToken, moment: _Moment, styles: list[tuple[str, Style]]) -> None:
    style = styles[-1][1] if styles else PLAIN
    runs = moment.runs or []
    moment.runs = runs
    if not token.tag:
        # Line breaks of the file are spaces, as in HTML; those that show are <br>.
        words = _SPACES.sub(" ", token.text)
        runs.append(Run(words, style))
        moment.length += len(words)
    elif token.tag == "br":
        runs.append(Run("\n", style))
    elif token.tag in _STYLES or token.tag == "font":
        # What is nested deeper than this is not emphasis.
        if len(styles) < 50:
            styles.append((token.tag, _style_within(style, token)))
    elif any(name == token.tag[1:] for name, _ in styles):
        while styles.pop()[0] != token.tag[1:]:
            pass


def _style_within(style: Style, token: HtmlToken) -> Style:
    bold, italic, underline = style.bold, style.italic, style.underline
    kind = _STYLES.get(token.tag, "")
    colour = _colour(token.attributes["color"]) if "color" in token.attributes else style.colour
    return Style(
        bold or kind == "bold", italic or kind == "italic", underline or kind == "underline", colour
    )


def _colour(value: str) -> str:
    return class_of_colour(value) or ""


FORMAT = TextFormat(
    id="sami",
    name="SAMI",
    extensions=("smi", "sami"),
    media_type="application/x-sami",
    recognise=recognise,
    read=read,
    write=write,
)
