"""SubRip as it is found in the wild: numbered or not, with commas or dots, glued or apart."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from captions.cue import Cue, Track
from captions.cuetext import plain_text
from captions.errors import MalformedFileError
from captions.formats.base import Confidence, Format
from captions.formats.srt_text import from_payload, position_tag, to_payload
from captions.formats.styled import lost_voices
from captions.formats.vtt_blocks import quotation
from captions.formats.writable import (
    report_losses,
    report_lost_blocks,
    report_lost_language,
    report_never_shown,
    timed_cues,
)
from captions.frames import ms_of_timecode, rate_of_file
from captions.limits import Limits, bounded_text, guard_words
from captions.messages import sentence
from captions.report import Report
from captions.rolling import is_rolling, unrolled
from captions.timecode import MAX_MS, format_srt, to_ms
from captions.voices import is_name

_STAMP = (
    r"(?:([0-9]{1,10})[ \t]?[:;][ \t]?)?([0-9]{1,2})[ \t]?[:;][ \t]?([0-9]{1,2})"
    r"(?:[ \t]?([.,:;])[ \t]?([0-9]{1,6}))?(?![0-9])"
)
_TIMING = re.compile(
    rf"(?:([0-9]{{1,9}})[ \t]+)?{_STAMP}[ \t]*(-{{1,3}}[ \t]?>)[ \t]*{_STAMP}(.*)", re.DOTALL
)
_USUAL_STAMP = r"[0-9]{2,}:[0-5][0-9]:[0-5][0-9],[0-9]{3}"
_USUAL_TIMING = re.compile(rf"{_USUAL_STAMP} *--> *{_USUAL_STAMP}(?![0-9])")
_MEANT_AS_TIMING = re.compile(r"-?[0-9][-0-9:.,; \t]{0,60}-->|-->$")
# What stands after a colon or a semicolon in one or two digits counts frames.
_FRAMES = re.compile(r"(?:[0-9]{1,10}[:;]){2}[0-9]{1,2}([:;])([0-9]{1,2})(?![0-9])")
_LOOKED_AT = 1000
# From this share of the cues on, a line that only says `Name:` is not an accident.
_NAMED_SHARE = 0.6
_INDEX = re.compile(r"[ \t]*[0-9]{1,9}[ \t]*")


@dataclass(frozen=True, slots=True)
class _Timing:
    """`line` is an index into the lines; `times` is None where they cannot be understood."""

    line: int
    times: tuple[int, int] | None
    rest: str = ""
    is_odd: bool = False


def recognise(lines: list[str]) -> Confidence:
    for line in lines[:1000]:
        match = _TIMING.fullmatch(line.strip(" \t")) if ">" in line else None
        if match:
            return Confidence.LIKELY if match[5] == "." else Confidence.CERTAIN
    return Confidence.NO


def read(lines: list[str], report: Report, limits: Limits) -> Track:
    timings = _timings(lines, _frame_rate(lines, report))
    if not any(timing.times for timing in timings):
        raise MalformedFileError(
            sentence("No line says when a caption starts and ends."),
            hint=sentence("SubRip needs lines like 00:00:01,000 --> 00:00:02,500."),
        )
    # Only where the file numbers its captions is a number above the times one of them.
    numbered = _first_line(lines, timings[0].line, True) < timings[0].line
    starts = [_first_line(lines, timing.line, numbered) for timing in timings]
    _report_text_before(lines[: starts[0]], report)
    cues: list[Cue] = []
    for timing, end in zip(timings, [*starts[1:], len(lines)], strict=True):
        text_lines = lines[timing.line + 1 : end]
        if timing.times is None:
            _report_dropped(lines[timing.line], timing.line, text_lines, report)
        else:
            cues.append(_cue(timing, text_lines, len(cues) + 1, report, limits))
    return Track(cues=tuple(_with_speakers(cues, report)))


def _with_speakers(cues: list[Cue], report: Report) -> list[Cue]:
    """Tools that transcribe put `Name:` on a line of its own under the times."""
    heads = [cue.text.partition("\n") for cue in cues]
    named = [
        bool(words) and head.endswith(":") and is_name(head.rstrip(": "))
        for head, _, words in heads
    ]
    if (
        len(cues) > 1
        and all(_is_bare_name(head) and words for head, _, words in heads)
        and (sum(" " in head for head, _, _ in heads) * 2 >= len(heads))
    ):
        # Teams names each speaker under the times, without a colon.
        named = [True] * len(cues)
    if not cues or sum(named) < max(1, len(cues) * _NAMED_SHARE):
        return cues
    report.add("changed", sentence("The lines that only name a speaker became their voices."))
    return [
        replace(cue, text=f"<v {head.rstrip(': ')}>{words}") if is_named else cue
        for cue, (head, _, words), is_named in zip(cues, heads, named, strict=True)
    ]


def _is_bare_name(head: str) -> bool:
    return head[-1:] not in ".!?…,:" and is_name(head)


def _frame_rate(lines: list[str], report: Report) -> Fraction | None:
    """How many frames a second the times count; None where they have milliseconds."""
    frames = [
        (number, match)
        for number, line in enumerate(lines[:_LOOKED_AT], 1)
        if ">" in line and _TIMING.fullmatch(line.strip(" \t"))
        for match in _FRAMES.finditer(line)
    ]
    if not frames:
        return None
    highest = max(int(match[2]) for _, match in frames)
    drops = any(match[1] == ";" for _, match in frames)
    return rate_of_file(highest, drops=drops, report=report, line=frames[0][0])


def _timings(lines: list[str], rate: Fraction | None) -> list[_Timing]:
    timings = []
    for index, line in enumerate(lines):
        if ">" not in line or "-" not in line:
            continue
        stripped = line.strip(" \t")
        match = _TIMING.fullmatch(stripped)
        if match:
            timings.append(_timing(index, match, rate))
        elif _MEANT_AS_TIMING.match(stripped):
            timings.append(_Timing(index, None))
    return timings


def _timing(index: int, match: re.Match[str], rate: Fraction | None) -> _Timing:
    parts = match.groups()[1:]
    start_ms, end_ms = _milliseconds(parts[0:5], rate), _milliseconds(parts[6:11], rate)
    if max(start_ms, end_ms) > MAX_MS:
        return _Timing(index, None)
    is_odd = _USUAL_TIMING.match(match[0]) is None
    return _Timing(index, (start_ms, end_ms), parts[11].strip(), is_odd)


def _milliseconds(parts: tuple[str | None, ...], rate: Fraction | None) -> int:
    hours, minutes, seconds, separator, fraction = parts
    if rate is not None and separator in (":", ";") and fraction and len(fraction) < 3:
        whole = int(hours or 0), int(minutes or 0), int(seconds or 0)
        return ms_of_timecode(*whole, int(fraction), rate, drops=separator == ";")
    digits = (fraction or "0")[:3]
    # After a dot it is a decimal fraction; after a comma players read a number.
    milliseconds = int(digits.ljust(3, "0") if separator == "." else digits)
    return to_ms(int(hours or 0), int(minutes or 0), int(seconds or 0), milliseconds)


def _first_line(lines: list[str], timing_line: int, numbered: bool) -> int:
    """Where the caption begins: at its number, if it has one, else at its times."""
    if numbered and timing_line > 0:
        if _INDEX.fullmatch(lines[timing_line - 1]):
            return timing_line - 1
        apart = timing_line > 1 and not lines[timing_line - 1].strip()
        alone = timing_line < 3 or not lines[timing_line - 3].strip()
        if apart and alone and _INDEX.fullmatch(lines[timing_line - 2]):
            return timing_line - 2
    return timing_line


def _report_text_before(lines: list[str], report: Report) -> None:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            report.add(
                "dropped",
                sentence("{text} stands before any time.", text=quotation(line.strip())),
                line=number,
            )


def _report_dropped(line: str, index: int, text_lines: list[str], report: Report) -> None:
    words = [text.strip() for text in text_lines if text.strip()]
    times = quotation(line.strip())
    reason = sentence("{text} is not `hh:mm:ss,mmm --> hh:mm:ss,mmm`.", text=times)
    if words:
        reason = sentence(
            "{text} is not `hh:mm:ss,mmm --> hh:mm:ss,mmm`, so {lost} is left out too.",
            text=times,
            lost=quotation(" / ".join(words)),
        )
    report.add("dropped", reason, line=index + 1)


def _cue(
    timing: _Timing, text_lines: list[str], number: int, report: Report, limits: Limits
) -> Cue:
    line = timing.line + 1
    text = "\n".join(text_lines).strip("\n")
    while text and not text.split("\n", 1)[0].strip():
        text = text.partition("\n")[2]
    text = "\n".join(_without_trailing_blanks(text.split("\n")))
    guard_words(len(text), limits, line, number)
    if any(not part.strip() for part in text.split("\n")) and text:
        report.add(
            "repaired",
            sentence("Empty lines within the text were taken out."),
            line=line,
            cue=number,
        )
    if timing.is_odd:
        reason = sentence("The times are not written the way SubRip writes them.")
        report.add("repaired", reason, line=line, cue=number)
    if timing.rest:
        reason = sentence("{text} after the times is left out.", text=quotation(timing.rest))
        report.add("changed", reason, line=line, cue=number)
    converted = to_payload(text)
    for change in converted.changes:
        report.add("changed", change, line=line, cue=number)
    payload = bounded_text(converted.payload, report, limits, line, number)
    assert timing.times is not None  # noqa: S101 - the caller drops those
    return Cue(*timing.times, payload, settings=converted.settings, line=line + 1)


def _without_trailing_blanks(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def write(track: Track, report: Report) -> str:
    """Numbered from 1; raises WriteError for an untimed transcript."""
    cues = timed_cues(track)
    report_lost_blocks(track, "SubRip", report)
    report_lost_language(track, "SubRip", report)
    if is_rolling(track):
        cues = unrolled(track).cues
        report.add("changed", sentence("The captions roll: each line was written once."))
    return "\n".join(_block(cue, number, report) for number, cue in enumerate(cues, 1))


def _block(cue: Cue, number: int, report: Report) -> str:
    report_never_shown(cue, number, report)
    text, losses = from_payload(cue.text)
    tag = position_tag(cue.settings)
    if cue.settings and tag is None:
        losses.append(sentence("the position ({settings})", settings=cue.settings))
    if cue.id:
        losses.append(sentence("the name of the caption ({name})", name=quotation(cue.id)))
    if "<v" in cue.text:
        losses += lost_voices(cue, plain_text(to_payload(text).payload))
    report_losses(losses, "SubRip", report, number)
    times = f"{format_srt(cue.start_ms)} --> {format_srt(cue.end_ms)}"
    return f"{number}\n{times}\n{tag or ''}{text}\n"


FORMAT = Format(
    id="srt",
    name="SubRip",
    extensions=("srt",),
    media_type="application/x-subrip; charset=utf-8",
    recognise=recognise,
    read=read,
    write=write,
)
