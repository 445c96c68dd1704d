"""What kind of media file it is, by how it begins and never by its name."""

from dataclasses import dataclass
from pathlib import Path

from episodes.media.errors import NotPlayableError
from episodes.messages import Message

SIGNATURE_BYTES = 64
REFUSAL = Message(
    "This isn’t a video or sound file that we can read, whatever its name says."
    " Export it as MP4 (H.264 and AAC)."
)
# QuickTime's older files begin with any of these boxes.
_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
_EBML = b"\x1aE\xdf\xa3"


@dataclass(frozen=True, slots=True)
class Container:
    """demuxer: the only one of FFmpeg's that may open it. A playlist or a concat script would make
    FFmpeg open other files and addresses, so nothing is ever guessed. suffix: as in `.mp4`."""

    name: str
    demuxer: str
    suffix: str


MP4 = Container("MP4", "mov", ".mp4")
MOV = Container("MOV", "mov", ".mov")
M4A = Container("M4A", "mov", ".m4a")
WEBM = Container("WebM", "matroska", ".webm")
MKV = Container("MKV", "matroska", ".mkv")
MP3 = Container("MP3", "mp3", ".mp3")
WAV = Container("WAV", "wav", ".wav")
OGG = Container("Ogg", "ogg", ".ogg")
FLAC = Container("FLAC", "flac", ".flac")


def container_of(start: bytes) -> Container:
    """start: the first SIGNATURE_BYTES, or all there is. Raises NotPlayableError."""
    container = _iso(start) or _matroska(start) or _sound(start)
    if container is None:
        raise NotPlayableError(REFUSAL)
    return container


def known_container(path: Path) -> Container:
    with path.open("rb") as file:
        return container_of(file.read(SIGNATURE_BYTES))


def _iso(start: bytes) -> Container | None:
    """ISO 14496-12 and QuickTime: a length, then the name of the box."""
    if start[4:8] not in _BOXES or len(start) < 16:
        return None
    brand = start[8:12] if start[4:8] == b"ftyp" else b"qt  "
    if brand in (b"M4A ", b"M4B "):
        return M4A
    return MOV if brand == b"qt  " else MP4


def _matroska(start: bytes) -> Container | None:
    if not start.startswith(_EBML):
        return None
    return WEBM if b"webm" in start else MKV


def _sound(start: bytes) -> Container | None:
    if start[:4] in (b"RIFF", b"RF64") and start[8:12] == b"WAVE":
        return WAV
    if start.startswith(b"OggS"):
        return OGG
    if start.startswith(b"fLaC"):
        return FLAC
    return MP3 if start.startswith(b"ID3") or _is_mp3_frame(start) else None


def _is_mp3_frame(start: bytes) -> bool:
    """Eleven set bits, a version and layer III (ISO 11172-3, section 2.4.2.3)."""
    if len(start) < 4 or start[0] != 0xFF or start[1] & 0xE6 != 0xE2:
        return False
    return start[2] & 0xF0 != 0xF0 and start[2] & 0x0C != 0x0C
