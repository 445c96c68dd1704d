"""A file that browsers play, made of one that they do not: copied stream by stream where that is
enough, encoded where not. It begins at zero, whatever the times in the original."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import av
from av.error import FFmpegError, InvalidDataError

from episodes.media.errors import NotPlayableError, StorageFullError
from episodes.media.facts import MediaFacts
from episodes.media.making.picture_encoder import PictureEncoder
from episodes.media.making.sound_encoder import SoundEncoder
from episodes.media.opening import open_media, picture_of, sound_of
from episodes.media.playing import Plan
from episodes.messages import Message

FORMATS = {".mp4": "mp4", ".m4a": "mp4", ".webm": "webm"}
PACKETS_BETWEEN_REPORTS = 200
Progress = Callable[[float], None]


class Taker(Protocol):
    def take(self, packet: Any) -> None: ...
    def finish(self) -> None: ...


def make_rendition(
    source: Path, facts: MediaFacts, plan: Plan, target: Path, progress: Progress
) -> None:
    """progress: told 0 to 1 as far as the duration is known; may raise to stop.

    Raises NotPlayableError or StorageFullError."""
    with (
        open_media(source, facts.container) as opened,
        _output(target, plan) as output,
    ):
        takers = _takers(opened, output, facts, plan)
        for packet in _report_progress(opened.demux(list(takers)), facts, progress):
            _take(takers[packet.stream], packet)
        for taker in takers.values():
            taker.finish()


@contextmanager
def _output(target: Path, plan: Plan) -> Iterator[Any]:
    """Its head stands before its pictures (fast start), so that players begin at once."""
    kind = FORMATS[plan.suffix]
    options = {"movflags": "+faststart"} if kind == "mp4" else {}
    try:
        with av.open(str(target), "w", format=kind, options=options) as output:
            yield output
    except FFmpegError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFullError from error
        raise


def _takers(opened: Any, output: Any, facts: MediaFacts, plan: Plan) -> dict[Any, Taker]:
    """By the streams that they take from: one picture and one sound, as players choose."""
    takers: dict[Any, Taker] = {}
    zero_s = (opened.start_time or 0) / av.time_base
    video, audio = picture_of(opened), sound_of(opened)
    if video is not None:
        if plan.copies_video:
            takers[video] = Copier(output, video, zero_s)
        else:
            _use_threads(video)
            takers[video] = PictureEncoder(output, video, zero_s, (facts.width, facts.height))
    if audio is not None:
        maker = Copier if plan.copies_audio else SoundEncoder
        takers[audio] = maker(output, audio, zero_s)
    return takers


def _use_threads(video: Any) -> None:
    video.codec_context.thread_type = "AUTO"
    video.codec_context.thread_count = min(os.cpu_count() or 1, 4)  # each has pictures in hand


def _take(taker: Taker, packet: Any) -> None:
    try:
        taker.take(packet)
    except InvalidDataError:
        return  # a spoilt moment: what comes after it is worth having


def _report_progress(
    packets: Iterator[Any], facts: MediaFacts, progress: Progress
) -> Iterator[Any]:
    for number, packet in enumerate(packets):
        if number % PACKETS_BETWEEN_REPORTS == 0 and packet.pts is not None:
            at_ms = float(packet.pts * packet.time_base) * 1000 - facts.start_ms
            progress(min(max(at_ms / facts.duration_ms, 0.0), 1.0) if facts.duration_ms else 0.0)
        yield packet


class Copier:
    """Puts packets into another container as they are."""

    def __init__(self, output: Any, stream: Any, zero_s: float) -> None:
        self.output = output
        try:
            self.stream = output.add_stream_from_template(stream)
        except (FFmpegError, ValueError) as error:
            raise NotPlayableError(
                Message("It can’t be repacked: %(error)s", error=error)
            ) from error
        self.shift = round(zero_s / stream.time_base)
        self.last_dts: int | None = None

    def take(self, packet: Any) -> None:
        if packet.size == 0:  # the end, which a demuxer says by an empty packet
            return
        if packet.dts is not None:
            packet.dts -= self.shift
            if self.last_dts is not None and packet.dts <= self.last_dts:
                packet.dts = self.last_dts + 1
            self.last_dts = packet.dts
        if packet.pts is not None:
            packet.pts -= self.shift
        packet.stream = self.stream
        self.output.mux(packet)

    def finish(self) -> None:
        """The container's own end is all there is to write."""
