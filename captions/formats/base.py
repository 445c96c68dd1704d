"""What a format is to the rest of the library."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import PurePath
from typing import TypeVar

from captions.cue import Track
from captions.limits import Limits
from captions.report import Report


class Confidence(IntEnum):
    NO = 0
    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


Recognise = Callable[[list[str]], Confidence]
Read = Callable[[list[str], Report, Limits], Track]
# Bytes where the format is not text.
Write = Callable[[Track, Report], str | bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFormat:
    """A format that is at least written, where `write` is not None; those below are also read.

    `write` and `read` say in the report what they could not carry."""

    id: str
    name: str
    extensions: tuple[str, ...]
    media_type: str
    write: Write | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Format(WrittenFormat):
    """A text of lines: both functions get them without line breaks, decoded and within bounds."""

    recognise: Recognise
    read: Read


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFormat(WrittenFormat):
    """XML and its like, where a line says nothing and may be as long as the file."""

    recognise: Callable[[str], Confidence]
    read: Callable[[str, Report, Limits], Track]


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonFormat(WrittenFormat):
    """Both functions get the document as `json_tree.parse` returns it."""

    recognise: Callable[[object], Confidence]
    read: Callable[[object, Report, Limits], Track]


@dataclass(frozen=True, slots=True, kw_only=True)
class BinaryFormat(WrittenFormat):
    """Both functions get the bytes of the file, within the bound for its size."""

    recognise: Callable[[bytes], Confidence]
    read: Callable[[bytes, Report, Limits], Track]


AnyFormat = WrittenFormat
_Any = TypeVar("_Any", bound=WrittenFormat)


def best_format(scores: Sequence[tuple[Confidence, _Any]], name: str | None) -> _Any | None:
    """The most certain; the name only breaks a tie. None where no format fits."""
    highest = max((score for score, _ in scores), default=Confidence.NO)
    if highest is Confidence.NO:
        return None
    candidates = [each for score, each in scores if score == highest]
    fitting = formats_by_extension(name, candidates) if name else []
    return fitting[0] if fitting else candidates[0]


def formats_by_extension(name: str, formats: Sequence[_Any]) -> list[_Any]:
    suffix = PurePath(name).suffix.lower().lstrip(".")
    return [each for each in formats if suffix in each.extensions]
