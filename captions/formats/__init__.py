"""The formats that are read and written. How to add one: README.md in this folder."""

from pathlib import PurePath

from captions.errors import UnsupportedFormatError
from captions.formats import srt, txt, vtt
from captions.formats.base import Confidence, Format

# Where content and name leave two formats equal, the earlier wins.
FORMATS: tuple[Format, ...] = (srt.FORMAT, vtt.FORMAT, txt.FORMAT)


def by_id(format_id: str) -> Format:
    for known in FORMATS:
        if known.id == format_id:
            return known
    raise UnsupportedFormatError(
        f"There is no format {format_id!r}.",
        hint=f"Known are {', '.join(known.id for known in FORMATS)}.",
    )


def by_name(name: str) -> Format | None:
    """The format that a file's extension announces."""
    suffix = PurePath(name).suffix.lower().lstrip(".")
    return next((known for known in FORMATS if suffix in known.extensions), None)


def recognised(lines: list[str], name: str | None) -> Format:
    """By content; the name only breaks a tie."""
    scores = [(known.recognise(lines), known) for known in FORMATS]
    best = max(score for score, _ in scores)
    candidates = [known for score, known in scores if score == best]
    announced = by_name(name) if name else None
    if announced in candidates:
        return announced
    return candidates[0]


__all__ = ["FORMATS", "Confidence", "Format", "by_id", "by_name", "recognised"]
