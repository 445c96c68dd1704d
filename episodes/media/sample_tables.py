"""Whether an MP4 claims more samples than its bytes can hold (ISO 14496-12, sections 8.6 and 8.7).
Its tables are believed by whatever opens it, which takes memory for all that they claim."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

CONTAINERS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"moof", b"traf"))
# Tables of entries of one size, in bytes, whose number stands after version and flags.
ENTRY_BYTES = {
    b"stts": 8, b"ctts": 8, b"stsc": 12, b"stco": 4, b"co64": 8, b"stss": 4, b"stps": 4,
    b"elst": 12,
}  # fmt: skip
# Flags of a fragment's table (8.8.8): fields before its samples, and fields of each sample.
TRUN_FIXED, TRUN_LISTED = 0x005, 0xF00
# QuickTime counts packed sound by its moments before it was packed: some to each byte.
MOST_SAMPLES_A_BYTE = 16
MOST_BOXES = 100_000
DEEPEST = 8
MOST_TABLE_BYTES = 8 * 2**20


def claims_too_much(path: Path) -> bool:
    """Reads the headers of boxes, and of the tables of times at most MOST_TABLE_BYTES."""
    size_bytes = path.stat().st_size
    with path.open("rb") as file:
        alike = 0  # samples of fragments that list none of them
        for number, (name, start, stop) in enumerate(_boxes(file, 0, size_bytes, DEEPEST)):
            if number >= MOST_BOXES or _is_impossible(file, name, start, stop, size_bytes):
                return True
            if name == b"trun":
                alike += _alike_samples(file, start)
        return alike > size_bytes * MOST_SAMPLES_A_BYTE


def _boxes(file: IO[bytes], at: int, end: int, deepest: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, and where the content begins and ends, also of those within."""
    while at + 8 <= end:
        file.seek(at)
        header = file.read(16)
        length, name, content = int.from_bytes(header[:4]), header[4:8], at + 8
        if length == 1:
            length, content = int.from_bytes(header[8:16]), at + 16
        stop = end if length == 0 else at + length
        if stop <= at + 7:
            return
        yield name, content, min(stop, end)
        if name in CONTAINERS and deepest:
            yield from _boxes(file, content, min(stop, end), deepest - 1)
        at = stop


def _is_impossible(file: IO[bytes], name: bytes, start: int, stop: int, size_bytes: int) -> bool:
    most_samples, table_bytes = size_bytes * MOST_SAMPLES_A_BYTE, stop - start
    file.seek(start)
    head = file.read(min(12, table_bytes)).ljust(12, b"\0")
    first, second = int.from_bytes(head[4:8]), int.from_bytes(head[8:12])
    if name == b"stsz":  # a size for all, or one for each
        return second > most_samples if first else 12 + 4 * second > table_bytes
    if name == b"stz2":  # each has 4, 8 or 16 bits
        return 12 + second * head[7] // 8 > table_bytes
    if name in (b"trun", b"sidx"):
        return _fragment_bytes(file, name, start, head) > table_bytes
    if name not in ENTRY_BYTES:
        return False
    if 8 + ENTRY_BYTES[name] * first > table_bytes:
        return True
    return name in (b"stts", b"ctts") and _moments(file, start + 8, first) > most_samples


def _fragment_bytes(file: IO[bytes], name: bytes, start: int, head: bytes) -> int:
    """The least that a fragment's table of samples, or the index of all fragments, takes."""
    if name == b"trun":  # version, flags, number, then what the flags say is there
        flags, count = int.from_bytes(head[1:4]), int.from_bytes(head[4:8])
        fixed_bytes = 8 + 4 * (flags & TRUN_FIXED).bit_count()
        return fixed_bytes + 4 * (flags & TRUN_LISTED).bit_count() * count
    fixed_bytes = 32 if head[0] else 24  # the later version has times of 64 bits
    file.seek(start + fixed_bytes - 2)
    return fixed_bytes + 12 * int.from_bytes(file.read(2))


def _alike_samples(file: IO[bytes], start: int) -> int:
    """How many a fragment speaks of without a byte for any of them."""
    file.seek(start)
    head = file.read(8)
    return 0 if int.from_bytes(head[1:4]) & TRUN_LISTED else int.from_bytes(head[4:8])


def _moments(file: IO[bytes], start: int, count: int) -> int:
    """How many samples a table of (number, time) speaks of, as far as it is read."""
    file.seek(start)
    table = file.read(min(8 * count, MOST_TABLE_BYTES))
    return sum(int.from_bytes(table[at : at + 4]) for at in range(0, len(table), 8))
