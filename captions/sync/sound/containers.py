"""Which files are opened for their sound, by their content and never by their name."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
from av.error import FFmpegError
from av.stream import Disposition

from captions.messages import sentence
from captions.sync.errors import NoSoundError, UnreadableSoundError
from captions.sync.language_tags import base_language

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
# Packets of 188 bytes, each with this sign before it (ISO 13818-1); three are no accident.
TS_PACKET, TS_SIGN = 188, 0x47
AC3_SIGN = b"\x0b\x77"
AC3_VERSION_BYTE, NEWEST_AC3 = 5, 10  # what is newer is E-AC-3 (ATSC A/52, bsid)
HEAD_BYTES = 2 * TS_PACKET + 1
# What is said over the film or about it is not what its transcript holds.
BESIDE_THE_FILM = Disposition.comment | Disposition.visual_impaired | Disposition.descriptions


@contextmanager
def open_container(path: Path) -> Iterator[Any]:
    """A PyAV container. Raises UnreadableSoundError with a sentence for the person."""
    with path.open("rb") as file:
        demuxer = demuxer_of(file.read(HEAD_BYTES))
    try:
        container = av.open(
            str(path), format=demuxer, container_options={"protocol_whitelist": "file"}
        )
    except (FFmpegError, EOFError, OSError) as error:
        raise UnreadableSoundError(
            sentence("The file is damaged or cut off and can’t be opened."),
            hint=sentence("Export it again."),
        ) from error
    with container:
        yield container


def demuxer_of(head: bytes) -> str:
    if not head:
        raise UnreadableSoundError(sentence("The file is empty."))
    for offset, signature, name in SIGNATURES:
        if head[offset:].startswith(signature):
            return name
    if len(head) == HEAD_BYTES and set(head[::TS_PACKET]) == {TS_SIGN}:
        return "mpegts"
    if head.startswith(AC3_SIGN) and len(head) > AC3_VERSION_BYTE:
        return "ac3" if head[AC3_VERSION_BYTE] >> 3 <= NEWEST_AC3 else "eac3"
    # Frames of MPEG sound begin with eleven ones; layer 0 is AAC's (ISO 13818-7).
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "mp3" if head[1] & 0x06 else "aac"
    raise UnreadableSoundError(
        sentence("This isn’t a video or sound file that can be read here, whatever its name says."),
        hint=sentence("Use MP4, MOV, WebM, MKV, MPEG-TS, MP3, M4A, AC-3, WAV, FLAC or Ogg."),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """Which sound track to hear: its number, from 1; else the one in `language`; else the one that
    a player would play."""

    language: str = ""
    number: int | None = None


ANY = Choice()


@dataclass(frozen=True, slots=True)
class SoundTrack:
    """`number`: from 1, among the sound tracks of the file. `language`: a base tag, or empty."""

    number: int
    language: str
    title: str
    channels: int


def sound_tracks(path: Path) -> tuple[SoundTrack, ...]:
    """Raises UnreadableSoundError."""
    with open_container(path) as container:
        return tuple(
            SoundTrack(number, _language(stream), stream.metadata.get("title", ""), stream.channels)
            for number, stream in enumerate(container.streams.audio, 1)
        )


def speech_stream(container: Any, choice: Choice = ANY) -> tuple[Any, str]:
    """The sound stream to hear, and a remark where there were several."""
    streams = list(container.streams.audio)
    if not streams:
        raise NoSoundError(sentence("There is no sound in this file."))
    if choice.number is not None and not 1 <= choice.number <= len(streams):
        raise NoSoundError(
            sentence("There is no sound track {number} in this file.", number=choice.number),
            hint=sentence("It has {tracks}.", tracks=_tracks(streams)),
        )
    if choice.number is not None:
        stream = streams[choice.number - 1]
    else:
        stream = min(streams, key=lambda each: _distance(each, choice.language))
    if stream.codec_context is None:
        raise UnreadableSoundError(sentence("The sound is in a coding that can’t be read here."))
    if len(streams) == 1:
        return stream, ""
    place = streams.index(stream) + 1
    return stream, sentence(
        "The file has {tracks}; track {number} was listened to.",
        tracks=_tracks(streams),
        number=place,
    )


def _tracks(streams: Sequence[Any]) -> str:
    names = [_language(stream) for stream in streams]
    listed = ", ".join(f"{number}: {name}" for number, name in enumerate(names, 1) if name)
    if len(streams) == 1:
        return sentence("one sound track")
    count = sentence("{count} sound tracks", count=len(streams))
    return sentence("{tracks} ({languages})", tracks=count, languages=listed) if listed else count


def _language(stream: Any) -> str:
    """`und` is what containers write for: nobody said."""
    language = base_language(stream.metadata.get("language", ""))
    return "" if language == "und" else language


def _distance(stream: Any, wanted: str) -> tuple[bool, bool, bool, bool, int]:
    disposition = stream.disposition
    return (
        stream.codec_context is None,
        bool(disposition & BESIDE_THE_FILM),
        not wanted or _language(stream) != base_language(wanted),
        not disposition & Disposition.default,
        stream.index,
    )
