"""Whether an MP4 claims more samples than its bytes can hold (ISO 14496-12, sections 8.6 and 8.7).
Its tables are believed by whatever opens it, which takes memory for all that they claim."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

CONTAINERS = frozenset(
    (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"moof", b"traf", b"mfra")
)
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
    head = file.read(min(HEAD_BYTES, table_bytes)).ljust(HEAD_BYTES, b"\0")
    first, second = int.from_bytes(head[4:8]), int.from_bytes(head[8:12])
    if name == b"stsz" and first:  # one size for all
        return second > most_samples
    if _least_bytes(file, name, start, head, most_samples) > table_bytes:
        return True
    return name in (b"stts", b"ctts") and _moments(file, start + 8, first) > most_samples


def _least_bytes(file: IO[bytes], name: bytes, start: int, head: bytes, most_samples: int) -> int:
    """That a table takes for what it says it holds; 0 where it is none."""
    first, second = int.from_bytes(head[4:8]), int.from_bytes(head[8:12])
    if name == b"stsz":
        return 12 + 4 * second
    if name == b"stz2":  # each has 4, 8 or 16 bits
        return 12 + second * head[7] // 8
    if name in (b"trun", b"sidx"):
        return _fragment_bytes(file, name, start, head)
    if name in BESIDE_SAMPLES:
        return BESIDE_SAMPLES[name](head, most_samples)
    return 8 + ENTRY_BYTES[name] * first if name in ENTRY_BYTES else 0


def _fragment_bytes(file: IO[bytes], name: bytes, start: int, head: bytes) -> int:
    """The least that a fragment's table of samples, or the index of all fragments, takes."""
    if name == b"trun":  # version, flags, number, then what the flags say is there
        flags, count = int.from_bytes(head[1:4]), int.from_bytes(head[4:8])
        fixed_bytes = 8 + 4 * (flags & TRUN_FIXED).bit_count()
        return fixed_bytes + 4 * (flags & TRUN_LISTED).bit_count() * count
    fixed_bytes = 32 if head[0] else 24  # the later version has times of 64 bits
    file.seek(start + fixed_bytes - 2)
    return fixed_bytes + 12 * int.from_bytes(file.read(2))


def _groups_bytes(head: bytes, _most: int) -> int:
    """sbgp (8.9.2): runs of samples that belong together."""
    fixed_bytes = 16 if head[0] else 12  # the later version has a parameter
    return fixed_bytes + 8 * int.from_bytes(head[fixed_bytes - 4 : fixed_bytes])


def _sizes_bytes(head: bytes, most_samples: int) -> int:
    """saiz (8.7.8): of each sample's further information, or one for all of them."""
    at = _after_kind(head)
    count = int.from_bytes(head[at + 1 : at + 5])
    return at + 5 + (count if not head[at] or count > most_samples else 0)


def _places_bytes(head: bytes, _most: int) -> int:
    """saio (8.7.9): where that information stands."""
    at = _after_kind(head)
    return at + 4 + (8 if head[0] else 4) * int.from_bytes(head[at : at + 4])


def _after_kind(head: bytes) -> int:
    """Behind version and flags, and behind whose information it is, where the flags say so."""
    return 12 if head[3] & 1 else 4


def _entries_bytes(head: bytes, _most: int) -> int:
    """tfra (8.8.10): a time and a place for each moment to begin at, and three numbers, whose
    sizes less one have two bits each."""
    sizes = sum((head[11] >> shift & 3) + 1 for shift in (0, 2, 4))
    return 16 + ((16 if head[0] else 8) + sizes) * int.from_bytes(head[12:16])


BESIDE_SAMPLES = {
    b"sbgp": _groups_bytes, b"saiz": _sizes_bytes, b"saio": _places_bytes, b"tfra": _entries_bytes,
}  # fmt: skip
HEAD_BYTES = 20  # as far as any of them says how much follows


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
