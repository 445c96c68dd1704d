"""Whether a film's file reaches as far as its own structure says. One whose upload broke off may
still open, show its first picture and claim its full length."""

from pathlib import Path
from typing import IO

EBML_HEADER = b"\x1aE\xdf\xa3"
SEGMENT = b"\x18S\x80g"
MOST_BOXES = 100_000
# What recorders write that do not know yet how long it will be.
UNKNOWN_LENGTHS = frozenset({0, 2**32 - 1})


def is_cut_off(path: Path) -> bool:
    """For MP4 (ISO 14496-12, section 4.2), WebM (RFC 8794, sections 4 and 6) and WAV. What has
    another structure, or none, is left to the demuxer."""
    size_bytes = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(4)
        if start == EBML_HEADER:
            return _segment_end(file) > size_bytes
        if start == b"RIFF":
            return _riff_end(file) > size_bytes
        if start in (b"RF64", b"OggS", b"fLaC") or start[:3] == b"ID3" or start[:1] == b"\xff":
            return False
        return _boxes_end(file, size_bytes) > size_bytes


def _riff_end(file: IO[bytes]) -> int:
    length = int.from_bytes(file.read(4), "little")
    return 0 if length in UNKNOWN_LENGTHS else length + 8


def _boxes_end(file: IO[bytes], size_bytes: int) -> int:
    """Where the last of the outermost boxes ends, as far as they can be followed."""
    position = 0
    for _ in range(MOST_BOXES):
        file.seek(position)
        header = file.read(16)
        length = int.from_bytes(header[:4])
        if length == 1:
            length = int.from_bytes(header[8:16])
        if len(header) < 8 or length < 8:
            break
        position += length
        if position >= size_bytes:
            break
    return position


def _segment_end(file: IO[bytes]) -> int:
    """0 where the file does not say, as a live recording does not."""
    header_bytes = _variable_size(file)
    file.seek(header_bytes or 0, 1)
    if file.read(4) != SEGMENT:
        return 0
    length = _variable_size(file)
    return file.tell() + length if length else 0


def _variable_size(file: IO[bytes]) -> int | None:
    """None for "unknown", which is written as all ones."""
    first = file.read(1)
    if not first or not first[0]:
        return None
    more = 8 - first[0].bit_length()
    value_bits = 7 * (more + 1)
    value = int.from_bytes(first + file.read(more)) & ((1 << value_bits) - 1)
    return None if value == (1 << value_bits) - 1 else value
