"""What a format is to the rest of the library."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

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
Write = Callable[[Track, Report], str]


@dataclass(frozen=True, slots=True)
class Format:
    """`recognise` and `read` get the file's lines without line breaks, decoded and within bounds;
    both `read` and `write` say in the report what they could not carry."""

    id: str
    name: str
    extensions: tuple[str, ...]
    media_type: str
    recognise: Recognise
    read: Read
    write: Write
