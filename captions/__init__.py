"""Timed text: read whatever there is, lose nothing silently, write it well.

reading = captions.read(data, "episode.srt")
vtt = captions.write(reading.track, "vtt").data
"""

from captions import timecode
from captions.checks import PROFILES, Level, Problem, Profile, check
from captions.cue import Block, Cue, Track, Turn
from captions.cuetext import escape, plain_text, safe_html
from captions.errors import (
    BinaryFileError,
    CaptionError,
    EmptyFileError,
    LimitError,
    MalformedFileError,
    TimecodeError,
    UndecodableError,
    UnsupportedFormatError,
    WriteError,
)
from captions.formats import FORMATS, Format
from captions.formats import by_name as format_by_name
from captions.limits import DEFAULT_LIMITS, Limits
from captions.reading import Reading, read
from captions.report import Note
from captions.transcript import speaker_turns, speakers
from captions.voices import Speech
from captions.writing import Written, write

__all__ = [
    "DEFAULT_LIMITS",
    "FORMATS",
    "PROFILES",
    "BinaryFileError",
    "Block",
    "CaptionError",
    "Cue",
    "EmptyFileError",
    "Format",
    "Level",
    "LimitError",
    "Limits",
    "MalformedFileError",
    "Note",
    "Problem",
    "Profile",
    "Reading",
    "Speech",
    "TimecodeError",
    "Track",
    "Turn",
    "UndecodableError",
    "UnsupportedFormatError",
    "WriteError",
    "Written",
    "check",
    "escape",
    "format_by_name",
    "plain_text",
    "read",
    "safe_html",
    "speaker_turns",
    "speakers",
    "timecode",
    "write",
]
