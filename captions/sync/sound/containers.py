"""Which files are opened for their sound, by their content and never by their name."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
from av.error import FFmpegError
from av.stream import Disposition

from captions.sync.errors import NoSoundError, UnreadableSoundError

# Only these demuxers are tried: a playlist or a concat script would make FFmpeg open other files
# and addresses. (offset, bytes that stand there, demuxer)
SIGNATURES = (
    (4, b"ftyp", "mov"),
    (4, b"moov", "mov"),
    (4, b"mdat", "mov"),
    (4, b"wide", "mov"),
    (0, b"\x1aE\xdf\xa3", "matroska"),
    (8, b"WAVE", "wav"),
    (0, b"fLaC", "flac"),
    (0, b"OggS", "ogg"),
    (8, b"AIFF", "aiff"),
    (8, b"AIFC", "aiff"),
    (0, b"ID3", "mp3"),
)
HEAD_BYTES = 16
# What is said over the film or about it is not what its transcript holds.
BESIDE_THE_FILM = Disposition.comment | Disposition.visual_impaired | Disposition.descriptions


@contextmanager
def open_container(path: Path) -> Iterator[Any]:
    """A PyAV container. Raises UnreadableSoundError with a sentence for the person."""
    with path.open("rb") as file:
        demuxer = _demuxer(file.read(HEAD_BYTES))
    try:
        container = av.open(
            str(path), format=demuxer, container_options={"protocol_whitelist": "file"}
        )
    except (FFmpegError, EOFError, OSError) as error:
        raise UnreadableSoundError(
            "The file is damaged or cut off and cannot be opened.", hint="Export it again."
        ) from error
    with container:
        yield container


def _demuxer(head: bytes) -> str:
    if not head:
        raise UnreadableSoundError("The file is empty.")
    for offset, signature, name in SIGNATURES:
        if head[offset:].startswith(signature):
            return name
    # Frames of MPEG sound begin with eleven ones; layer 0 is AAC's (ISO 13818-7).
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "mp3" if head[1] & 0x06 else "aac"
    raise UnreadableSoundError(
        "The file is no video and no sound that can be read here, whatever its name says.",
        hint="Use MP4, MOV, WebM, MKV, MP3, M4A, WAV, FLAC or Ogg.",
    )


def speech_stream(container: Any) -> tuple[Any, str]:
    """The sound stream that a player would play, and a remark where there were several."""
    streams = list(container.streams.audio)
    if not streams:
        raise NoSoundError("There is no sound in this file.")
    stream = min(streams, key=_distance)
    if stream.codec_context is None:
        raise UnreadableSoundError("The sound is in a coding that cannot be read here.")
    if len(streams) == 1:
        return stream, ""
    place = streams.index(stream) + 1
    return stream, f"The file has {len(streams)} sound tracks; track {place} was listened to."


def _distance(stream: Any) -> tuple[bool, bool, bool, int]:
    disposition = stream.disposition
    return (
        stream.codec_context is None,
        bool(disposition & BESIDE_THE_FILM),
        not disposition & Disposition.default,
        stream.index,
    )
