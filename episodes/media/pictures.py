"""What a picture file is, by its content. SVG is not a picture here: it can carry scripts."""

from dataclasses import dataclass

from episodes.media.errors import NotPlayableError
from episodes.messages import Message

LARGEST_POSTER_BYTES = 10_000_000
MOST_PIXELS_A_SIDE = 8192
KINDS = (
    (0, b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (8, b"WEBP", "image/webp", ".webp"),
)
# JPEG's frame headers, which carry the size (ITU-T T.81, table B.1).
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_MOST_JPEG_SEGMENTS = 1_000


@dataclass(frozen=True)
class PictureKind:
    media_type: str
    suffix: str


def picture_kind(start: bytes) -> PictureKind:
    """start: the first 12 bytes or more. NotPlayableError: not JPEG, PNG, WebP."""
    for offset, signature, media_type, suffix in KINDS:
        if start[offset : offset + len(signature)] == signature:
            return PictureKind(media_type, suffix)
    raise NotPlayableError(Message("This isn’t a picture we can use. Use JPEG, PNG or WebP."))


def check_picture(data: bytes, *, most_pixels_a_side: int = MOST_PIXELS_A_SIDE) -> None:
    """A few bytes can unpack to a picture that stops a viewer's browser.

    Raises NotPlayableError where the size is beyond what is needed, or cannot be told."""
    size = picture_size(data)
    if max(size) > most_pixels_a_side:
        raise NotPlayableError(
            Message(
                "The picture is %(width)s by %(height)s pixels. It can have at most %(most)s"
                " on each side.",
                width=size[0],
                height=size[1],
                most=most_pixels_a_side,
            )
        )


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height, from the file's head. Raises NotPlayableError where it does not tell."""
    readers = {"image/jpeg": _jpeg_size, "image/png": _png_size, "image/webp": _webp_size}
    size = readers[picture_kind(data).media_type](data)
    if size is None or min(size) < 1:
        raise NotPlayableError(Message("We can’t read the picture: it’s damaged or cut off."))
    return size


def _png_size(data: bytes) -> tuple[int, int] | None:
    if data[12:16] != b"IHDR" or len(data) < 24:
        return None
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def _webp_size(data: bytes) -> tuple[int, int] | None:
    """RFC 9649, section 2: lossy, lossless or extended."""
    chunk, body = data[12:16], data[20:30]
    if len(body) < 10:
        return None
    if chunk == b"VP8X":
        return _little(body[4:7]) + 1, _little(body[7:10]) + 1
    if chunk == b"VP8L":
        bits = _little(body[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        return _little(body[6:8]) & 0x3FFF, _little(body[8:10]) & 0x3FFF
    return None


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    position = 2
    for _ in range(_MOST_JPEG_SEGMENTS):
        marker = data[position : position + 2]
        if len(marker) < 2 or marker[0] != 0xFF:
            return None
        if marker[1] == 0xFF:  # a filling byte
            position += 1
            continue
        if marker[1] in _JPEG_FRAMES:
            frame = data[position + 5 : position + 9]
            return int.from_bytes(frame[2:]), int.from_bytes(frame[:2])
        position += 2 + int.from_bytes(data[position + 2 : position + 4])
    return None
