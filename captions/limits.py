"""Bounds that hold before any parser sees a file."""

from dataclasses import dataclass

from captions.errors import LimitError
from captions.messages import sentence


@dataclass(frozen=True, slots=True)
class Limits:
    """`file_bytes` counts bytes, `line_chars` and `cue_chars` characters, the rest pieces.

    `values` are those of JSON; `tags` are those of XML and HTML, and style codes;
    `unpacked_bytes` is what a .docx holds. A parser of other hands gets files of
    `parser_file_bytes` at the most. It may take `parser_ms` of CPU time, as much again for each
    500 kB that the file has, and `parser_bytes` of memory.
    """

    file_bytes: int = 10_000_000
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


def guard_text(text: str, limits: Limits) -> list[str]:
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
    arrows = text.count("-->")
    if arrows > limits.cues:
        raise too_many_cues(arrows, limits)
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if len(line) > limits.line_chars:
            raise LimitError(
                sentence(
                    "The line has {count:,} characters; the limit is {line_chars:,}.",
                    count=len(line),
                    line_chars=limits.line_chars,
                ),
                bound="line_chars",
                limit=limits.line_chars,
                measured=len(line),
                line=number,
            )
    return lines


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
            "The file has {count:,} cues; the limit is {cues:,}.", count=count, cues=limits.cues
        ),
        bound="cues",
        limit=limits.cues,
        measured=count,
    )


def guard_cue(text: str, depth: int, limits: Limits, line: int | None, cue: int) -> None:
    """`depth`: how deep the tags of `text` are nested."""
    if len(text) > limits.cue_chars:
        raise too_long_cue(len(text), limits, line, cue)
    if depth > limits.tag_depth:
        raise LimitError(
            sentence(
                "Tags are nested {depth:,} deep; the limit is {tag_depth:,}.",
                depth=depth,
                tag_depth=limits.tag_depth,
            ),
            bound="tag_depth",
            limit=limits.tag_depth,
            measured=depth,
            line=line,
            cue=cue,
        )


def too_long_cue(count: int, limits: Limits, line: int | None, cue: int) -> LimitError:
    return LimitError(
        sentence(
            "The text of the cue has {count:,} characters; the limit is {cue_chars:,}.",
            count=count,
            cue_chars=limits.cue_chars,
        ),
        bound="cue_chars",
        limit=limits.cue_chars,
        measured=count,
        line=line,
        cue=cue,
    )
