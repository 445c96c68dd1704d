"""Small files in WebM, Ogg, WAV, FLAC and MP3 that claim what they don't hold, byte by byte."""

import struct
import zlib
from collections.abc import Callable

from episodes.media.signatures import FLAC, MP3, OGG, WAV, WEBM, Container

HUGE = 900_000_000


def size(number: int) -> bytes:
    """Of an element of Matroska, in eight bytes (RFC 8794, section 6)."""
    return (number | 1 << 56).to_bytes(8)


def element(name: str, content: bytes, claimed: int | None = None) -> bytes:
    return bytes.fromhex(name) + size(len(content) if claimed is None else claimed) + content


def number(name: str, value: int) -> bytes:
    return element(name, value.to_bytes(4))


def a_track(more: bytes = b"") -> bytes:
    sound = element("E1", element("B5", struct.pack(">d", 8000.0)) + number("6264", 16))
    pcm = number("D7", 1) + number("73C5", 1) + number("83", 2) + element("86", b"A_PCM/INT/LIT")
    return element("1654AE6B", element("AE", pcm + more + sound))


def webm(*parts: bytes) -> bytes:
    header = element("1A45DFA3", element("4282", b"webm"))
    return header + element("18538067", number("2AD7B1", 1_000_000) + b"".join(parts))


def block(content: bytes, flags: int = 0x80) -> bytes:
    return element("A3", b"\x81\0\0" + bytes((flags,)) + content)


def cluster(*blocks: bytes) -> bytes:
    return element("1F43B675", number("E7", 0) + b"".join(blocks))


def packed_track() -> bytes:
    """Its blocks are packed by zlib."""
    packing = element("5034", number("4254", 0))
    return a_track(element("6D80", element("6240", number("5032", 1) + packing)))


def page(at: int, flags: int, lacing: bytes, content: bytes, stream: int = 1) -> bytes:
    """Of Ogg (RFC 3533), with its check sum. at: the granule position."""
    head = b"OggS\0" + bytes((flags,)) + struct.pack("<qIII", at, stream, 0, 0)
    whole = head + bytes((len(lacing),)) + lacing + content
    return whole[:22] + struct.pack("<I", _ogg_sum(whole)) + whole[26:]


def _ogg_sum(data: bytes) -> int:
    """CRC-32 as Ogg has it: bits not turned round, begun with nothing."""
    total = 0
    for byte in data:
        total ^= byte << 24
        for _ in range(8):
            total = (total << 1 ^ (0x04C11DB7 if total & 0x80000000 else 0)) & 0xFFFFFFFF
    return total


OPUS = b"OpusHead\x01\x01\x38\x01" + struct.pack("<IhB", 48_000, 0, 0)


def ogg(*pages: bytes, comments: int = 0, stream: int = 1) -> bytes:
    tags = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", comments)
    first = page(0, 2, bytes((len(OPUS),)), OPUS, stream)
    return first + page(0, 0, bytes((len(tags),)), tags, stream) + b"".join(pages)


def many_streams(count: int) -> bytes:
    one = ogg()
    both = [one.replace(struct.pack("<I", 1), struct.pack("<I", n), 1) for n in range(count)]
    return b"".join(both)


WAV_START = b"RIFF" + bytes(4) + b"WAVE"
SOUND = page(9, 4, b"\x03", b"\xfc\xff\xfe")
FILMS: dict[str, tuple[Container, Callable[[], bytes]]] = {
    "codec data of 900 MB": (
        WEBM, lambda: webm(a_track(element("63A2", b"x", HUGE)))
    ),
    "a block of 900 MB": (
        WEBM,
        lambda: webm(
            a_track(), element("1F43B675", element("A3", b"\x81\0\0\x80", HUGE), HUGE)
        ),
    ),
    "a file within of 900 MB": (
        WEBM,
        lambda: webm(
            a_track(), element("1941A469", element("61A7", element("465C", b"x", HUGE), HUGE))
        ),
    ),
    "blocks of 255 frames without a byte": (
        WEBM, lambda: webm(a_track(), cluster(*[block(b"\xfe" + b"\x80" * 255, 0x86)] * 500))
    ),
    "a block that unpacks to 100 MB": (
        WEBM, lambda: webm(packed_track(), cluster(block(zlib.compress(bytes(100_000_000), 1))))
    ),
    "a million empty tags": (
        WEBM, lambda: webm(a_track(), element("1254C367", b"\x73\x73\x80" * 1_000_000))
    ),
    "a million empty cues": (
        WEBM, lambda: webm(a_track(), element("1C53BB6B", b"\xbb\x80" * 1_000_000))
    ),
    "the last moment there is": (OGG, lambda: ogg(page(2**63 - 1, 4, b"\x03", b"\xfc\xff\xfe"))),
    "four billion comments": (OGG, lambda: ogg(SOUND, comments=2**32 - 1)),
    "pages of 255 packets without a byte": (OGG, lambda: ogg(page(9, 0, bytes(255), b"") * 2_000)),
    "two thousand streams": (OGG, lambda: many_streams(2_000)),
    "a format of 2 GB": (
        WAV, lambda: WAV_START + b"fmt " + struct.pack("<I", 2 * 10**9) + bytes(90)
    ),
    "a table of 16 MB": (
        FLAC, lambda: b"fLaC\0\0\0\x22" + bytes(34) + b"\x83\xff\xff\xf0" + bytes(90)
    ),
    "a tag of 256 MB": (
        MP3, lambda: b"ID3\4\0\0\x7f\x7f\x7f\x7fAPIC\x7f\x7f\x7f\x70" + bytes(90)
    ),
}  # fmt: skip
