"""What a media file is, by its content and never by its name."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
from av.error import FFmpegError

from episodes.media.errors import NotPlayable
from episodes.media.wholeness import is_cut_off

# Only these demuxers are tried: a playlist or a concat script would make FFmpeg open other files
# and addresses.
DEMUXERS = {
    b"ftyp": ("mov,mp4,m4a,3gp,3g2,mj2", "video/mp4", ".mp4"),
    b"\x1aE\xdf\xa3": ("matroska,webm", "video/webm", ".webm"),
}
# What browsers play is a matter of the container, too: H.264 in Matroska opens in some only.
BROWSER_CODECS = {
    "video/mp4": frozenset({"h264", "vp9", "av1", "aac", "mp3", "opus", "flac"}),
    "video/webm": frozenset({"vp8", "vp9", "av1", "opus", "vorbis"}),
}
MOST_PIXELS_A_SIDE = 8192
LONGEST_MS = 2**31 - 1
BROKEN = "The video cannot be read: it is damaged or cut off. Export it again as MP4."
SIGNATURE_BYTES = 12


@dataclass(frozen=True)
class MediaFacts:
    """width and height as shown, in pixels, 0 for sound alone. suffix: as in `.mp4`."""

    media_type: str
    suffix: str
    duration_ms: int
    width: int
    height: int
    has_video: bool
    has_audio: bool


def probe(path: Path) -> MediaFacts:
    """Raises NotPlayable with a sentence where a browser could not play the file."""
    with path.open("rb") as file:
        demuxer, media_type, suffix = _kind(file.read(SIGNATURE_BYTES))
    if is_cut_off(path):
        raise NotPlayable(BROKEN)
    name = demuxer.partition(",")[0]
    try:
        with av.open(
            str(path), format=name, container_options={"protocol_whitelist": "file"}
        ) as container:
            return _facts(container, media_type, suffix)
    except (FFmpegError, EOFError) as error:
        raise NotPlayable(BROKEN) from error


def _kind(start: bytes) -> tuple[str, str, str]:
    for signature, kind in DEMUXERS.items():
        if start.startswith(signature) or start[4:8] == signature:
            return kind
    raise NotPlayable(
        "This is no MP4 or WebM video, whatever its name says. Export it as MP4 (H.264 and AAC)."
    )


def _facts(container: Any, media_type: str, suffix: str) -> MediaFacts:
    video = next(iter(container.streams.video), None)
    audio = next(iter(container.streams.audio), None)
    if video is None:
        raise NotPlayable("There is no picture in this file.")
    for stream in filter(None, (video, audio)):
        codec = stream.codec_context.codec.canonical_name
        if codec not in BROWSER_CODECS[media_type]:
            kind = suffix.removeprefix(".").upper()
            raise NotPlayable(
                f"Browsers do not play {codec} in {kind}. Export the video as MP4 (H.264 and AAC)."
            )
    if not 0 < max(video.width, video.height) <= MOST_PIXELS_A_SIDE:
        raise NotPlayable(f"The picture is larger than {MOST_PIXELS_A_SIDE:,} pixels a side.")
    frame = next(iter(container.decode(video)), None)
    if frame is None:
        raise NotPlayable("There is no picture in this file.")
    turned = abs(frame.rotation) in (90, 270)
    width, height = (video.height, video.width) if turned else (video.width, video.height)
    return MediaFacts(
        media_type, suffix, _duration_ms(container, video), width, height,
        has_video=True, has_audio=audio is not None,
    )  # fmt: skip


def _duration_ms(container: Any, video: Any) -> int:
    duration_ms = 0
    if container.duration:
        duration_ms = int(container.duration * 1000 // av.time_base)
    elif video.duration and video.time_base:
        duration_ms = int(video.duration * video.time_base * 1000)
    if not 0 < duration_ms <= LONGEST_MS:
        raise NotPlayable("The video does not say how long it is. Export it again as MP4.")
    return duration_ms
