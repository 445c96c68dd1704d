"""MicroDVD: times as numbers of frames, styles in braces, `|` between lines."""

import re
from fractions import Fraction

from captions.cue import Track
from captions.errors import MalformedFileError
from captions.formats.base import Confidence, Format
from captions.formats.collecting import Collector
from captions.formats.microdvd_writing import write
from captions.formats.runs import Run, Style, colour_class, cue_text
from captions.formats.vtt_blocks import quotation
from captions.frames import FILM, ms_of_frames
from captions.limits import Limits, guard_cues, guard_tags
from captions.messages import sentence
from captions.report import Report

_LINE = re.compile(r"\s*\{\s*([0-9]{1,15})\s*\}\s*\{\s*([0-9]{0,15})\s*\}(.*)", re.DOTALL)
_RATE = re.compile(r"\s*([0-9]{1,3})(?:[.,]([0-9]{1,6}))?\s*(?:fps)?\s*", re.IGNORECASE)
_CODE = re.compile(r"\{([A-Za-z]):([^{}]{0,200})\}")
_COLOUR = re.compile(r"\$([0-9A-Fa-f]{6})")
# What {1}{1}23.976 and its like stand for.
_EXACT_RATES = {
    Fraction(23_976, 1000): FILM, Fraction(2398, 100): FILM,
    Fraction(2997, 100): Fraction(30_000, 1001), Fraction(5994, 100): Fraction(60_000, 1001),
}  # fmt: skip


def recognise(lines: list[str]) -> Confidence:
    first = next((line for line in lines if line.strip()), "")
    if _LINE.fullmatch(first):
        return Confidence.CERTAIN
    return Confidence.LIKELY if any(map(_LINE.fullmatch, lines[:20])) else Confidence.NO


def read(lines: list[str], report: Report, limits: Limits) -> Track:
    guard_tags(sum(line.count("{") for line in lines), limits)
    rows = [(number, _LINE.fullmatch(line)) for number, line in enumerate(lines, 1)]
    matches = [(number, match) for number, match in rows if match]
    for number, match in rows:
        if match is None and lines[number - 1].strip():
            reason = sentence("{text} has no times.", text=quotation(lines[number - 1].strip()))
            report.add("dropped", reason, line=number)
    if not matches:
        raise MalformedFileError(sentence("No line has times like {{100}}{{150}}."), line=1)
    rate = _declared_rate(matches[0][1])
    if rate is None and report.frame_rate is not None:
        rate = report.frame_rate
    elif rate is None:
        rate = FILM
        reason = sentence(
            "The file does not say its frame rate: 23.976 frames a second were assumed."
        )
        report.add("noted", reason, line=matches[0][0])
    else:
        matches = matches[1:]
    guard_cues(len(matches), limits)
    collector = Collector(report, limits)
    for position, (number, match) in enumerate(matches):
        following = matches[position + 1][1] if position + 1 < len(matches) else None
        _add_cue(number, match, following, rate, collector)
    return Track(cues=collector.cues())


def _declared_rate(first: re.Match[str]) -> Fraction | None:
    """`{1}{1}25.000`; the frames are 0 or 1, so that no caption is taken for it."""
    rate = _RATE.fullmatch(first[3])
    if rate is None or int(first[1]) > 1 or int(first[2] or 0) > 1:
        return None
    whole, part = rate[1], rate[2] or "0"
    value = Fraction(int(whole + part), 10 ** len(part))
    return _EXACT_RATES.get(value, value) if 1 <= value <= 240 else None


def _add_cue(
    number: int,
    match: re.Match[str],
    following: re.Match[str] | None,
    rate: Fraction,
    collector: Collector,
) -> None:
    start = int(match[1])
    if match[2]:
        end = int(match[2])
    else:
        end = int(following[1]) if following else start + int(rate * 3)
        reason = sentence("Nothing says when the caption ends; it now lasts until the next.")
        cue = collector.next_number
        collector.report.add("changed", reason, line=number, cue=cue)
    times_ms = ms_of_frames(start, rate), ms_of_frames(end, rate)
    lost: set[str] = set()
    text = cue_text(_runs(match[3], lost))
    if lost:
        codes = ", ".join(sorted(lost))
        reason = sentence("The style codes {codes} have no place in WebVTT.", codes=codes)
        collector.report.add("changed", reason, line=number, cue=collector.next_number)
    collector.add(*times_ms, text, line=number)


def _runs(text: str, lost: set[str]) -> list[Run]:
    """A capital letter styles all lines of the caption, a small one its own."""
    runs: list[Run] = []
    everywhere: list[tuple[str, str]] = []
    for position, line in enumerate(text.split("|")):
        codes = _CODE.findall(line)
        for name, value in codes:
            if not _style_of([(name.lower(), value)], Style()).tags():
                lost.add(f"{{{name}:…}}")
        lasting = [(name.lower(), value) for name, value in codes if name.isupper()]
        everywhere += lasting
        here = everywhere + [(n, v) for n, v in codes if n.islower()]
        words = _CODE.sub("", line)
        style = _style_of(here, Style())
        if words.startswith("/"):
            words, style = words[1:], _style_of([("y", "i")], style)
        runs.append(Run(f"{chr(10) if position else ''}{words}", style))
    return runs


def _style_of(codes: list[tuple[str, str]], style: Style) -> Style:
    bold, italic, underline, colour = style.bold, style.italic, style.underline, style.colour
    for name, value in codes:
        if name == "y":
            bold, italic = bold or "b" in value, italic or "i" in value
            underline = underline or "u" in value
        elif name == "c" and (match := _COLOUR.fullmatch(value)):
            # $BBGGRR
            blue, green, red = bytes.fromhex(match[1])
            colour = colour_class(red, green, blue) or ""
    return Style(bold, italic, underline, colour)


FORMAT = Format(
    id="microdvd",
    name="MicroDVD",
    extensions=("sub",),
    media_type="text/plain; charset=utf-8",
    recognise=recognise,
    read=read,
    write=write,
)
