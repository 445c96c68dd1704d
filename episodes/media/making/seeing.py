"""The pictures, looked at here and there: a storyboard, and the best of them for a poster."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from av.error import FFmpegError

from episodes.media.making.drawing import as_jpeg, upright
from episodes.media.making.poster_merit import merit
from episodes.media.opening import open_media, picture_of
from episodes.media.signatures import known_container

MOST_TILES = 300
SECONDS_A_TILE = 2
COLUMNS = 10
TILE_SIDE = 160
POSTER_SIDE = 1280
# Titles stand at the beginning and credits at the end.
POSTER_FROM, POSTER_TO = 0.03, 0.8
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Layout:
    """Of a storyboard's picture: tiles of one size in rows, each for interval_ms of the video."""

    tile_width: int
    tile_height: int
    columns: int
    count: int
    interval_ms: int


@dataclass(frozen=True, slots=True)
class Seen:
    """JPEG files."""

    storyboard: bytes
    layout: Layout
    poster: bytes


def see(path: Path, duration_ms: int, progress: Progress) -> Seen | None:
    """None where there is no picture. Raises NotPlayable."""
    with open_media(path, known_container(path)) as opened:
        video = picture_of(opened)
        if video is None:
            return None
        sheet: _Sheet | None = None
        interval_ms, count = tiles_of(duration_ms)
        best, best_merit = 0, -1.0
        for number, frame in _key_frames(opened, video, interval_ms, count):
            sheet = sheet or _Sheet(frame, interval_ms, count)
            sheet.put(number, frame)
            worth = merit(frame) if _may_be_poster(number, count) else -1.0
            if worth > best_merit:
                best, best_merit = number, worth
            progress((number + 1) / count)
        if sheet is None:
            return None
        poster = _poster(opened, video, interval_ms, best)
        return Seen(sheet.jpeg(), sheet.layout, poster)


def tiles_of(duration_ms: int) -> tuple[int, int]:
    """How many milliseconds a tile stands for, and how many tiles there are."""
    interval_ms = max(SECONDS_A_TILE * 1000, -(-duration_ms // MOST_TILES))
    return interval_ms, max(1, -(-duration_ms // interval_ms))


def _may_be_poster(number: int, count: int) -> bool:
    return count < 4 or POSTER_FROM <= (number + 0.5) / count <= POSTER_TO


def _key_frames(opened: Any, video: Any, interval_ms: int, count: int) -> Iterator[tuple[int, Any]]:
    """For each tile's middle the last key frame before it; a tile whose own cannot be read is left
    out, and shows what stands before it."""
    for number in range(count):
        frame = key_frame(opened, video, number * interval_ms + interval_ms // 2)
        if frame is not None:
            yield number, frame


def key_frame(opened: Any, video: Any, at_ms: int) -> Any:
    """One packet is read and decoded, whatever the distance. None where that cannot be."""
    context = video.codec_context
    start = video.start_time or 0
    try:
        opened.seek(start + round(at_ms / 1000 / video.time_base), stream=video)
        for packet in opened.demux(video):
            if packet.is_keyframe and packet.size:
                context.flush_buffers()
                frames = context.decode(packet) + context.decode(None)
                context.flush_buffers()
                return frames[0] if frames else None
    except (FFmpegError, EOFError):
        return None
    return None


def _poster(opened: Any, video: Any, interval_ms: int, number: int) -> bytes:
    frame = key_frame(opened, video, number * interval_ms + interval_ms // 2)
    return as_jpeg(upright(frame, POSTER_SIDE))


class _Sheet:
    def __init__(self, frame: Any, interval_ms: int, count: int) -> None:
        height, width = upright(frame, TILE_SIDE).shape[:2]
        self.layout = Layout(width, height, min(COLUMNS, count), count, interval_ms)
        rows = -(-count // self.layout.columns)
        self.canvas = np.zeros((rows * height, self.layout.columns * width, 3), np.uint8)
        self.filled = 0

    def put(self, number: int, frame: Any) -> None:
        tile = upright(frame, TILE_SIDE)
        height, width = self.layout.tile_height, self.layout.tile_width
        for place in range(self.filled, number + 1):
            row, column = divmod(place, self.layout.columns)
            where = self.canvas[row * height :, column * width :][:height, :width]
            where[...] = tile[:height, :width] if tile.shape == where.shape else 0
        self.filled = number + 1

    def jpeg(self) -> bytes:
        return as_jpeg(self.canvas)
