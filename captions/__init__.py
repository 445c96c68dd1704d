"""Timed text: read whatever there is, lose nothing silently, write it well.

reading = captions.read(data, "episode.srt")
vtt = captions.write(reading.track, "vtt").data
"""

from captions import timecode
from captions.checks import PROFILES, Level, Problem, Profile, check
from captions.compare import Comparison, Difference, WordEdit, compare, readable
from captions.cue import Block, Cue, Track, Turn
from captions.cuelines import Line
from captions.cuetext import escape, plain_text, safe_html
from captions.errors import (
    BinaryFileError,
    CaptionError,
    EmptyFileError,
    LimitError,
    MalformedFileError,
    MissingExtraError,
    TimecodeError,
    UndecodableError,
    UnsupportedFormatError,
    WriteError,
)
from captions.fixes import FIX_KINDS, Change, Fixed, fix
from captions.formats import FORMATS, Format
from captions.formats import by_name as format_by_name
from captions.frames import frame_rate
from captions.layout import TimedWord, break_lines, layout
from captions.limits import DEFAULT_LIMITS, Limits
from captions.merge import Conflict, Merged, merge
from captions.messages import Message
from captions.placement import Placement, Region
from captions.reading import Reading, read
from captions.report import Note
from captions.retime import (
    Retimed,
    converted,
    cut,
    joined,
    scaled,
    shifted,
    snapped,
    without,
)
from captions.transcript import speaker_turns, speakers
from captions.voices import Speech
from captions.writing import Written, write

__version__ = "0.2.0"

__all__ = [
    "DEFAULT_LIMITS",
    "FIX_KINDS",
    "FORMATS",
    "PROFILES",
    "BinaryFileError",
    "Block",
    "CaptionError",
    "Change",
    "Comparison",
    "Conflict",
    "Cue",
    "Difference",
    "EmptyFileError",
    "Fixed",
    "Format",
    "Level",
    "LimitError",
    "Limits",
    "Line",
    "MalformedFileError",
    "Merged",
    "Message",
    "MissingExtraError",
    "Note",
    "Placement",
    "Problem",
    "Profile",
    "Reading",
    "Region",
    "Retimed",
    "Speech",
    "TimecodeError",
    "TimedWord",
    "Track",
    "Turn",
    "UndecodableError",
    "UnsupportedFormatError",
    "WordEdit",
    "WriteError",
    "Written",
    "__version__",
    "break_lines",
    "check",
    "compare",
    "converted",
    "cut",
    "escape",
    "fix",
    "format_by_name",
    "frame_rate",
    "joined",
    "layout",
    "merge",
    "plain_text",
    "read",
    "readable",
    "safe_html",
    "scaled",
    "shifted",
    "snapped",
    "speaker_turns",
    "speakers",
    "timecode",
    "without",
    "write",
]
