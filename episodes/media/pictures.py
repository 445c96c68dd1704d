"""What a picture file is, by its content. SVG is no picture here: it can carry scripts."""

from dataclasses import dataclass

from episodes.media.errors import NotPlayable

LARGEST_POSTER_BYTES = 10_000_000
KINDS = (
    (0, b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (8, b"WEBP", "image/webp", ".webp"),
)


@dataclass(frozen=True)
class PictureKind:
    media_type: str
    suffix: str


def picture_kind(start: bytes) -> PictureKind:
    """start: the first 12 bytes or more. Raises NotPlayable for anything but JPEG, PNG, WebP."""
    for offset, signature, media_type, suffix in KINDS:
        if start[offset : offset + len(signature)] == signature:
            return PictureKind(media_type, suffix)
    raise NotPlayable("This is no picture that a poster can be: use JPEG, PNG or WebP.")
