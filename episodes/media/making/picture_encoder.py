"""Any picture -> H.264 as every browser plays it: upright, square pixels, at most 1080 lines."""

import os
from fractions import Fraction
from typing import Any

import av
from av.error import BlockingIOError as NothingYet
from av.error import EOFError as AtEnd

LONG_SIDE = 1920
SHORT_SIDE = 1080
TICKS_A_SECOND = 90_000
SECONDS_BETWEEN_KEY_FRAMES = 4
KEY_FRAME = 1  # AV_PICTURE_TYPE_I
QUALITY = {"preset": "veryfast", "crf": "23", "forced-idr": "1", "profile": "high"}
TURNS = {90: ("cclock",), 180: ("clock", "clock"), 270: ("clock",)}
COLOURS = ("color_primaries", "color_trc", "colorspace")


class PictureEncoder:
    """Each picture keeps its time, so a variable frame rate stays one."""

    def __init__(self, output: Any, stream: Any, zero_s: float, size: tuple[int, int]) -> None:
        """size: as shown, in pixels."""
        self.output = output
        self.zero_s = Fraction(zero_s).limit_denominator(1_000_000)
        self.rate = _usable(stream.average_rate) or Fraction(25)
        self.stream: Any = output.add_stream("libx264", rate=self.rate)
        self.stream.codec_context.time_base = Fraction(1, TICKS_A_SECOND)
        self.stream.codec_context.thread_count = min(os.cpu_count() or 1, 4)
        self.stream.options = QUALITY
        self.stream.pix_fmt = "yuv420p"
        self.size = fitting(*size)
        self.stream.width, self.stream.height = self.size
        for name in COLOURS:
            setattr(self.stream.codec_context, name, getattr(stream.codec_context, name))
        self.graph: Any = None
        self.shape: tuple[Any, ...] = ()
        self.last_pts = self.last_key_pts = -1

    def take(self, packet: Any) -> None:
        for frame in packet.decode():
            self._draw(frame)

    def finish(self) -> None:
        """After the demuxer's last packet, which has emptied the decoder."""
        self.output.mux(self.stream.encode(None))

    def _draw(self, frame: Any) -> None:
        self._prepare(frame)
        self.graph.push(frame)
        while True:
            try:
                shown = self.graph.pull()
            except (NothingYet, AtEnd):
                return
            self._encode(shown)

    def _prepare(self, frame: Any) -> None:
        shape = (frame.width, frame.height, frame.format.name, frame.rotation)
        if shape != self.shape:  # a recorder that was turned or plugged elsewhere
            self.graph, self.shape = self._new_graph(frame), shape

    def _new_graph(self, frame: Any) -> Any:
        graph = av.filter.Graph()
        steps = [
            graph.add_buffer(
                width=frame.width, height=frame.height, format=frame.format.name,
                time_base=frame.time_base or Fraction(1, TICKS_A_SECOND),
            )
        ]  # fmt: skip
        steps += [graph.add("transpose", turn) for turn in TURNS.get(_turn(frame), ())]
        steps.append(graph.add("scale", f"{self.size[0]}:{self.size[1]}"))
        steps += [graph.add("setsar", "1"), graph.add("format", "yuv420p")]
        graph.link_nodes(*steps, graph.add("buffersink")).configure()
        return graph

    def _encode(self, frame: Any) -> None:
        if frame.pts is None:
            pts = self.last_pts + round(TICKS_A_SECOND / self.rate)
        else:
            pts = round((frame.pts * frame.time_base - self.zero_s) * TICKS_A_SECOND)
        if pts <= self.last_pts:
            return  # two pictures of one moment
        frame.pts, frame.time_base = pts, Fraction(1, TICKS_A_SECOND)
        frame.pict_type = KEY_FRAME if self._is_key_due(pts) else 0
        self.last_pts = pts
        self.output.mux(self.stream.encode(frame))

    def _is_key_due(self, pts: int) -> bool:
        due = self.last_key_pts + SECONDS_BETWEEN_KEY_FRAMES * TICKS_A_SECOND
        if self.last_key_pts >= 0 and pts < due:
            return False
        self.last_key_pts = pts
        return True


def _usable(rate: Any) -> Fraction | None:
    return Fraction(rate) if rate and 1 <= rate <= 240 else None


def _turn(frame: Any) -> int:
    return int(round(frame.rotation / 90) * 90 % 360)


def fitting(width: int, height: int) -> tuple[int, int]:
    """Within the largest size, with even sides, in the same proportions."""
    scale = min(1.0, LONG_SIDE / max(width, height), SHORT_SIDE / min(width, height))
    return _even(width * scale), _even(height * scale)


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)
