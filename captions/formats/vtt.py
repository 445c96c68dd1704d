"""WebVTT, read as a browser reads it and written so that a browser reads the same."""

import re

from captions.cue import Block, Cue, Track
from captions.errors import MalformedFileError, WriteError
from captions.formats.base import Confidence, Format
from captions.formats.vtt_blocks import scan
from captions.formats.writable import report_never_shown
from captions.limits import Limits
from captions.messages import sentence
from captions.report import Report
from captions.timecode import format_vtt

_SIGNATURE = re.compile(r"WEBVTT(?:[ \t](?P<header>.*))?", re.DOTALL)
_NEARLY_SIGNED = re.compile(r"\W*webvtt", re.IGNORECASE)
_DOTTED_ARROW = re.compile(r"[ \t]*[0-9:]+\.[0-9]{3}[ \t]*-->")
_KINDS = ("subtitles", "captions", "descriptions", "chapters", "metadata")
_KIND_LINE = re.compile(r"kind[ \t]*:[ \t]*(?P<value>[a-z]+)[ \t]*", re.IGNORECASE)
_LANGUAGE_LINE = re.compile(
    r"lang(?:uage)?[ \t]*:[ \t]*(?P<value>[a-z]{2,8}(?:-[a-z0-9]{1,8})*)[ \t]*", re.IGNORECASE
)


def recognise(lines: list[str]) -> Confidence:
    if _SIGNATURE.fullmatch(lines[0]):
        return Confidence.CERTAIN
    first = next((line for line in lines if line.strip()), "")
    if first.startswith("WEBVTT") or first in ("WEB", "WEBV", "WEBVT"):
        return Confidence.CERTAIN
    # WEBVTTfoo, webvtt: meant as WebVTT, so the reader below says what is wrong with it.
    if _NEARLY_SIGNED.match(first) and any("-->" in line for line in lines[:1000]):
        return Confidence.CERTAIN
    if any(_DOTTED_ARROW.match(line) for line in lines[:100]):
        return Confidence.LIKELY
    return Confidence.NO


def read(lines: list[str], report: Report, limits: Limits) -> Track:
    signature = _SIGNATURE.fullmatch(lines[0])
    if signature is None:
        raise MalformedFileError(
            sentence("A WebVTT file begins with the line WEBVTT, and this one does not."),
            line=1,
            hint=sentence("Make WEBVTT the first line, followed by an empty one."),
        )
    file = scan(lines, report, limits)
    return Track(
        cues=tuple(file.cues),
        language=_declared_value(_LANGUAGE_LINE, file.metadata) or "",
        kind=_declared_kind(file.metadata) or "captions",
        header=signature["header"] or "",
        metadata=tuple(file.metadata),
        blocks=tuple(file.blocks),
    )


def _declared_value(pattern: re.Pattern[str], metadata: list[str] | tuple[str, ...]) -> str | None:
    matches = (pattern.fullmatch(line) for line in metadata)
    return next((match["value"] for match in matches if match), None)


def _declared_kind(metadata: list[str] | tuple[str, ...]) -> str | None:
    kind = (_declared_value(_KIND_LINE, metadata) or "").lower()
    return kind if kind in _KINDS else None


def write(track: Track, report: Report) -> str:
    """What was read comes back as it was; raises WriteError for an untimed transcript."""
    if not track.is_timed:
        raise WriteError(
            sentence("A transcript without times cannot become captions."),
            hint=sentence("Give it times first, or write it as plain text."),
        )
    parts = ["\n".join([_first_line(track), *_metadata(track)])]
    waiting = sorted(track.blocks, key=lambda block: block.before)
    position = 0
    for index, cue in enumerate(track.cues):
        while position < len(waiting) and waiting[position].before <= index:
            parts.extend(_block(waiting[position], report))
            position += 1
        parts.append(_cue(cue, index + 1, report))
    for block in waiting[position:]:
        parts.extend(_block(block, report))
    return "\n\n".join(parts) + "\n"


def _first_line(track: Track) -> str:
    header = track.header.replace("\r", " ").replace("\n", " ")
    return f"WEBVTT {header}" if header else "WEBVTT"


def _metadata(track: Track) -> list[str]:
    """The header's lines; language and kind are added where they say otherwise than the track."""
    lines = [line for line in track.metadata if line and "\n" not in line and "-->" not in line]
    if track.kind != (_declared_kind(lines) or "captions"):
        lines = [line for line in lines if not _KIND_LINE.fullmatch(line)]
        lines.append(f"Kind: {track.kind}")
    if track.language != (_declared_value(_LANGUAGE_LINE, lines) or ""):
        lines = [line for line in lines if not _LANGUAGE_LINE.fullmatch(line)]
        lines += [f"Language: {track.language}"] if track.language else []
    return lines


def _block(block: Block, report: Report) -> list[str]:
    name = block.kind.upper()
    under = block.kind != "note" or block.text.startswith("\n")
    text = _without_breaks(block.text.removeprefix("\n"))
    if text != block.text.removeprefix("\n"):
        report.add(
            "changed",
            sentence("Empty lines and arrows in a {name} block were taken out.", name=name),
        )
    if not text and block.kind != "note":
        report.add("dropped", sentence("A {name} block without content.", name=name))
        return []
    return [f"{name}\n{text}" if under else f"{name} {text}"] if text else [name]


def _cue(cue: Cue, number: int, report: Report) -> str:
    report_never_shown(cue, number, report)
    text = _without_breaks(cue.text)
    identifier = re.sub("--+>", "->", " ".join(re.split("[\r\n]+", cue.id)))
    settings = " ".join(s for s in re.split(r"[ \t\r\n\f]+", cue.settings) if "-->" not in s)
    if text != cue.text or identifier != cue.id or "-->" in cue.settings:
        report.add(
            "changed", sentence("Empty lines and arrows in the caption were taken out."), cue=number
        )
    times = f"{format_vtt(cue.start_ms)} --> {format_vtt(cue.end_ms)} {settings}".rstrip()
    return "\n".join(part for part in (identifier, times, text) if part)


def _without_breaks(text: str) -> str:
    """An empty line would end the block, an arrow begin another cue."""
    if "-->" not in text and "\n\n" not in text and "\r" not in text and text[:1] != "\n":
        return text if text[-1:] != "\n" else text.rstrip("\n")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("-->", "--&gt;").split("\n")
    return "\n".join(line for line in lines if line)


FORMAT = Format(
    id="vtt",
    name="WebVTT",
    extensions=("vtt", "webvtt"),
    media_type="text/vtt; charset=utf-8",
    recognise=recognise,
    read=read,
    write=write,
)
