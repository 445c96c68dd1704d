"""Opening media files by FFmpeg's libraries. Files come from strangers and these libraries are
large, so no process that serves pages imports this: jobs do, and the child of probe.py."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
from av.error import FFmpegError
from av.error import MemoryError as NoMemory

from episodes.media.errors import BROKEN, NotPlayableError
from episodes.media.facts import MediaFacts
from episodes.media.signatures import Container
from episodes.messages import Message, marked

# Those that people's cameras, recorders and editors write. FFmpeg has hundreds more, which nobody
# here would miss and whose decoders few people read.
PICTURE_CODECS = frozenset({
    "h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "mpeg2video", "mjpeg", "prores", "dnxhd",
    "theora",
})  # fmt: skip
SOUND_CODECS = frozenset({
    "aac", "mp3", "mp2", "opus", "vorbis", "flac", "alac", "ac3", "eac3", "pcm_u8", "pcm_s16le",
    "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be", "pcm_f32le", "pcm_f32be",
    "pcm_f64le", "pcm_alaw", "pcm_mulaw", "adpcm_ima_wav", "adpcm_ms", "adpcm_ima_qt",
})  # fmt: skip
MOST_PIXELS_A_SIDE = 8192
MOST_CHANNELS = 64
LONGEST_MS = 2**31 - 1
NO_SOUND = marked(
    "This site can’t read the sound of this file (%(codec)s). Export it as MP4 (H.264 and AAC)."
)
NO_PICTURE = marked(
    "This site can’t read the picture of this file (%(codec)s). Export it as MP4 (H.264 and AAC)."
)


@contextmanager
def open_media(path: Path, container: Container) -> Iterator[Any]:
    """By one demuxer, without a way to any other file. Raises NotPlayableError."""
    try:
        with av.open(
            str(path), format=container.demuxer, container_options={"protocol_whitelist": "file"}
        ) as opened:
            yield opened
    except NoMemory:
        raise
    except (FFmpegError, EOFError) as error:
        raise NotPlayableError(BROKEN) from error


def picture_of(opened: Any) -> Any:
    """The stream to look at, or None; a cover picture is none."""
    covers = av.stream.Disposition.attached_pic
    moving = [s for s in opened.streams.video if not s.disposition & covers]
    return next((s for s in moving if s.disposition & av.stream.Disposition.default), None) or next(
        iter(moving), None
    )


def sound_of(opened: Any) -> Any:
    """The stream to listen to, or None: of several the one that players choose."""
    sounds = [s for s in opened.streams.audio if s.codec_context is not None]
    marked = (s for s in sounds if s.disposition & av.stream.Disposition.default)
    return next(marked, None) or next(iter(sounds), None)


def facts_of(opened: Any, container: Container) -> MediaFacts:
    video, audio = picture_of(opened), sound_of(opened)
    if video is None and audio is None:
        raise NotPlayableError(Message("This file has no picture and no sound."))
    if audio is not None:
        _check_codec(audio, SOUND_CODECS, NO_SOUND)
    facts: dict[str, Any] = {
        "container": container,
        "duration_ms": _duration_ms(opened),
        "start_ms": max(int((opened.start_time or 0) * 1000 // av.time_base), 0),
        "audio_codec": _codec(audio) if audio else "",
    }
    return MediaFacts(**facts, **(_picture_facts(opened, video) if video else {}))


def _picture_facts(opened: Any, video: Any) -> dict[str, Any]:
    _check_codec(video, PICTURE_CODECS, NO_PICTURE)
    if not 0 < max(video.width, video.height) <= MOST_PIXELS_A_SIDE:
        raise NotPlayableError(
            Message(
                "The picture is larger than %(most)s pixels on one side.", most=MOST_PIXELS_A_SIDE
            )
        )
    video.codec_context.thread_count = 1
    frame = next(iter(opened.decode(video)), None)
    if frame is None:
        raise NotPlayableError(Message("This file has no picture."))
    rotation = round(frame.rotation / 90) * 90 % 360
    shape = video.codec_context.sample_aspect_ratio
    width, height = round(video.width * (shape or 1)), video.height
    if not 0 < width <= 2 * MOST_PIXELS_A_SIDE:
        width = video.width
    if rotation in (90, 270):
        width, height = height, width
    return {
        "width": width, "height": height, "rotation": rotation,
        "video_codec": _codec(video), "pixels": video.codec_context.pix_fmt or "",
    }  # fmt: skip


def _codec(stream: Any) -> str:
    return str(stream.codec_context.codec.canonical_name)


def _check_codec(stream: Any, codecs: frozenset[str], refusal: str) -> None:
    name = _codec(stream) if stream.codec_context is not None else "unknown"
    if name not in codecs:
        raise NotPlayableError(Message(refusal, codec=name))


def _duration_ms(opened: Any) -> int | None:
    if not opened.duration:
        lengths = (float(s.duration * s.time_base) for s in opened.streams if s.duration)
        duration_ms = int(1000 * max(lengths, default=0))
    else:
        duration_ms = int(opened.duration * 1000 // av.time_base)
    if duration_ms > LONGEST_MS:
        raise NotPlayableError(Message("The file says it’s weeks long. Export it again as MP4."))
    return duration_ms if duration_ms > 0 else None
