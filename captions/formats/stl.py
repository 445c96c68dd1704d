"""EBU STL (Tech 3264), the binary exchange format of broadcasters, read by ttconv."""

import io
import re
from typing import Any

from captions.cue import Track
from captions.errors import MalformedFileError
from captions.formats.base import BinaryFormat, Confidence
from captions.formats.stl_writing import write
from captions.formats.ttconv_cues import lost_styles, read_guarded
from captions.limits import Limits
from captions.messages import sentence
from captions.report import Report

_HEADER_BYTES = 1024
_BLOCK_BYTES = 128
_SIGNATURE = re.compile(rb"[0-9A-Z ]{3}STL[0-9]{2}\.[0-9]{2}", re.DOTALL)
# Offsets within the header and a block, Tech 3264 tables 3 and 5.
_PROGRAMME_START = slice(256, 264)
_TIME_IN = slice(5, 9)
_EXTENSION_BLOCK = 3
_USER_DATA = range(0xF0, 0xFF)


def recognise(data: bytes) -> Confidence:
    return Confidence.CERTAIN if _SIGNATURE.match(data) else Confidence.NO


def read(data: bytes, report: Report, limits: Limits) -> Track:
    if len(data) < _HEADER_BYTES + _BLOCK_BYTES:
        raise MalformedFileError(sentence("The EBU STL file ends before its first caption."))
    cut = (len(data) - _HEADER_BYTES) % _BLOCK_BYTES
    if cut:
        report.add(
            "dropped", sentence("The last {cut} bytes, which are not a whole block.", cut=cut)
        )
        data = data[:-cut]
    return read_guarded("captions.formats.stl:parse_file", data, report, limits, what="EBU STL")


def parse_file(data: bytes, _limits: Limits) -> dict[str, Any]:
    """For the child process; what it returns: ttconv_cues.py."""
    from ttconv.stl import reader
    from ttconv.stl.config import STLReaderConfiguration

    from captions.formats.ttconv_model import ModelReader

    offset = _programme_start(data)
    config = STLReaderConfiguration(program_start_tc="TCP") if offset else None
    model = ModelReader(reader.to_model(io.BytesIO(data), config))
    cues = [[cue.start_ms, cue.end_ms, cue.text, cue.settings, None] for cue in model.cues()]
    notes = lost_styles(model.lost)
    if offset:
        notes.append(
            [
                "changed",
                sentence("Times are counted from the programme's start, {offset}.", offset=offset),
                None,
            ]
        )
    lost = len(_time_blocks(data)) - len(cues)
    if lost > 0:
        reason = sentence(
            "{lost} blocks with times did not become captions of their own.", lost=lost
        )
        notes.append(["noted", reason, None])
    return {"language": model.document.get_lang() or "", "cues": cues, "notes": notes}


def _time_blocks(data: bytes) -> list[bytes]:
    """The blocks that end a caption; those before it only hold more of its text."""
    blocks = (
        data[position : position + _BLOCK_BYTES]
        for position in range(_HEADER_BYTES, len(data), _BLOCK_BYTES)
    )
    return [block for block in blocks if block[_EXTENSION_BLOCK] not in _USER_DATA]


def _programme_start(data: bytes) -> str:
    """As `hh:mm:ss:ff`, where the captions are counted from it; else empty."""
    digits = data[_PROGRAMME_START]
    if not digits.isdigit() or digits == b"00000000":
        return ""
    start = [int(digits[position : position + 2]) for position in range(0, 8, 2)]
    times = [list(block[_TIME_IN]) for block in _time_blocks(data)]
    if not times or min(times) < start:
        return ""
    return ":".join(f"{part:02d}" for part in start)


FORMAT = BinaryFormat(
    id="stl",
    name="EBU STL",
    extensions=("stl",),
    media_type="application/octet-stream",
    recognise=recognise,
    read=read,
    write=write,
)
