"""Bounds that hold before any parser sees a file."""

import re
from dataclasses import dataclass

from captions.cuetext import escape, plain_text, tag_depth
from captions.errors import LimitError
from captions.messages import sentence
from captions.report import Report


@dataclass(frozen=True, slots=True)
class Limits:
    """`file_bytes` counts bytes, `line_chars` and `cue_chars` characters, the rest pieces.

    `values` are those of JSON; `tags` are those of XML and HTML, and style codes;
    `unpacked_bytes` is what a .docx holds. A third-party parser gets files of
    `parser_file_bytes` at the most. It may take `parser_ms` of CPU time, as much again for each
    500 kB that the file has, and `parser_bytes` of memory.
    """

    file_bytes: int = 16_000_000
    lines: int = 1_000_000
    line_chars: int = 10_000
    cues: int = 100_000
    cue_chars: int = 2_000
    tag_depth: int = 50
    values: int = 1_000_000
    tags: int = 300_000
    unpacked_bytes: int = 20_000_000
    parser_file_bytes: int = 2_000_000
    parser_ms: int = 1_500
    parser_bytes: int = 400_000_000


DEFAULT_LIMITS = Limits()
# Times as many characters as a cue should have at most are still kept.
_HARD_LIMIT = 5
# And as many are no cue at all, but another file, or an attack.
_ABSURD = 50
_TIMES = re.compile(r".{0,60}-->[ \t]*[0-9:.,;]{0,30}", re.DOTALL)


def guard_size(data: bytes, limits: Limits) -> None:
    if len(data) > limits.file_bytes:
        raise LimitError(
            sentence(
                "The file is {count:,} bytes long; the limit is {file_bytes:,}.",
                count=len(data),
                file_bytes=limits.file_bytes,
            ),
            bound="file_bytes",
            limit=limits.file_bytes,
            measured=len(data),
            hint=sentence("Captions of an hour are about 100 kB: is this the right file?"),
        )


def guard_parser_size(data: bytes, limits: Limits) -> None:
    if len(data) > limits.parser_file_bytes:
        raise LimitError(
            sentence(
                "The file is {count:,} bytes long; for its format the limit is {limit:,}.",
                count=len(data),
                limit=limits.parser_file_bytes,
            ),
            bound="parser_file_bytes",
            limit=limits.parser_file_bytes,
            measured=len(data),
            hint=sentence("Save it as WebVTT or SubRip."),
        )


def guard_text(text: str, limits: Limits, report: Report) -> list[str]:
    """The lines of `text` (which has `\\n` alone as line break), once they are within bounds."""
    count = text.count("\n") + 1
    if count > limits.lines:
        raise LimitError(
            sentence(
                "The file has {count:,} lines; the limit is {lines:,}.",
                count=count,
                lines=limits.lines,
            ),
            bound="lines",
            limit=limits.lines,
            measured=count,
        )
    blocks = max(text.count("-->"), text.count("\nNOTE"))
    if blocks > limits.cues:
        raise too_many_cues(blocks, limits)
    lines = text.split("\n")
    if len(text) > limits.line_chars:
        for number, line in enumerate(lines):
            if len(line) > limits.line_chars:
                lines[number] = _shortened_line(line, number + 1, limits, report)
    return lines


def _shortened_line(line: str, number: int, limits: Limits, report: Report) -> str:
    """Times keep their place whatever follows them; a line of text is cut."""
    times = _TIMES.match(line)
    short = times[0] if times else line[: limits.line_chars]
    reason = sentence(
        "The line has {count:,} characters; everything after the first {kept:,} is left out.",
        count=len(line),
        kept=len(short),
    )
    report.add("dropped", reason, line=number)
    return short


def guard_values(count: int, limits: Limits) -> None:
    if count > limits.values:
        raise LimitError(
            sentence(
                "The file has about {count:,} values; the limit is {values:,}.",
                count=count,
                values=limits.values,
            ),
            bound="values",
            limit=limits.values,
            measured=count,
        )


def guard_tags(count: int, limits: Limits) -> None:
    if count > limits.tags:
        raise LimitError(
            sentence(
                "The file has {count:,} tags; the limit is {tags:,}.", count=count, tags=limits.tags
            ),
            bound="tags",
            limit=limits.tags,
            measured=count,
        )


def guard_cues(count: int, limits: Limits) -> None:
    """Before any of them is made: to make the first 100,000 takes seconds."""
    if count > limits.cues:
        raise too_many_cues(count, limits)


def too_many_cues(count: int, limits: Limits) -> LimitError:
    return LimitError(
        sentence(
            "The file has {count:,} captions; the limit is {cues:,}.", count=count, cues=limits.cues
        ),
        bound="cues",
        limit=limits.cues,
        measured=count,
    )


def guard_words(count: int, limits: Limits, line: int | None, cue: int) -> None:
    if count > limits.cue_chars * _ABSURD:
        raise too_long_cue(count, limits, line, cue)


def bounded_text(text: str, report: Report, limits: Limits, line: int | None, cue: int) -> str:
    """The cue text, or what of it is within bounds: one cue must not cost the others."""
    if len(text) > limits.cue_chars:
        text = _shortened(text, report, limits, line, cue)
    # Counting tags is quick, following them is not.
    depth = tag_depth(text) if text.count("<") > limits.tag_depth else 0
    if depth > limits.tag_depth:
        reason = sentence(
            "Tags are nested {depth:,} deep; the limit is {limit:,}, so the deeper ones "
            "are left out.",
            depth=depth,
            limit=limits.tag_depth,
        )
        report.add("changed", reason, line=line, cue=cue)
        text = escape(plain_text(text))[: limits.cue_chars]
    return text


def _shortened(text: str, report: Report, limits: Limits, line: int | None, cue: int) -> str:
    """Long text stays, and is worth a look; what nobody could read in one caption is cut."""
    most = limits.cue_chars * _HARD_LIMIT
    values = {"count": len(text), "limit": limits.cue_chars}
    if len(text) <= most:
        template = "The text has {count:,} characters; more than {limit:,} are hard to read."
        report.add("noted", sentence(template, **values), line=line, cue=cue)
        return text
    words = plain_text(text[:most])
    end = limits.cue_chars // 5 * 4
    space = words.rfind(" ", end // 2, end)
    cut = escape(words[: end if space < 0 else space])
    template = "The text has {count:,} characters: cut after {kept:,}."
    reason = sentence(template, kept=len(cut), **values)
    report.add("dropped", reason, line=line, cue=cue)
    return cut


def too_long_cue(count: int, limits: Limits, line: int | None, cue: int) -> LimitError:
    return LimitError(
        sentence(
            "The text of the caption has {count:,} characters; the limit is {limit:,}.",
            count=count,
            limit=limits.cue_chars * _ABSURD,
        ),
        bound="cue_chars",
        limit=limits.cue_chars * _ABSURD,
        measured=count,
        line=line,
        cue=cue,
    )
