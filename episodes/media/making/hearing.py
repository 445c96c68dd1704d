"""The sound, listened to once from end to end: how loud it is, and its shape over time."""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.error import BlockingIOError as NothingYet
from av.error import EOFError as AtEnd
from av.error import InvalidDataError

from episodes.media.opening import open_media, sound_of
from episodes.media.signatures import known_container

RATE = 16_000
LOUDNESS = "lavfi.r128.I"
SILENCE_LUFS = -70.0  # the absolute gate of EBU R128: nothing was above it
FINE, COARSE = 800, 1_600  # samples a point: 20 or 10 points a second
MOST_FINE_SAMPLES = 2 * 3600 * RATE


@dataclass(frozen=True, slots=True)
class Heard:
    """loudness_lufs: integrated, by EBU R128; None for silence. waveform: a file as `audiowaveform`
    writes it (version 2, 8 bits). ends_ms: where the last sound was."""

    loudness_lufs: float | None
    waveform: bytes
    ends_ms: int


def hear(path: Path, duration_ms: int, progress: Callable[[float], None]) -> Heard | None:
    """None where there is no sound. Raises NotPlayable."""
    with open_media(path, known_container(path)) as opened:
        sound = sound_of(opened)
        if sound is None:
            return None
        ear = _Ear(FINE if duration_ms * RATE // 1000 <= MOST_FINE_SAMPLES else COARSE)
        for packet in opened.demux(sound):
            try:
                frames = packet.decode()
            except InvalidDataError:
                continue  # a spoilt moment
            for frame in frames:
                ear.take(frame)
            if duration_ms:
                progress(min(ear.heard_ms / duration_ms, 1.0))
        return ear.what_was_heard()


class _Ear:
    def __init__(self, samples_a_point: int) -> None:
        self.samples_a_point = samples_a_point
        self.graph: Any = None
        self.shape: tuple[Any, ...] = ()
        self.loudness = SILENCE_LUFS
        self.points: list[np.ndarray[Any, Any]] = []
        self.rest = np.zeros(0, np.int16)
        self.samples = 0

    @property
    def heard_ms(self) -> int:
        return self.samples * 1000 // RATE

    def take(self, frame: Any) -> None:
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if shape != self.shape:
            self._end_graph()
            self.graph, self.shape = self._new_graph(frame), shape
        self.graph.push(frame)
        self._take_what_is_there()

    def _new_graph(self, frame: Any) -> Any:
        layout = "mono" if frame.layout.nb_channels == 1 else "stereo"
        first = ":first_pts=0" if self.graph is None else ""
        graph = av.filter.Graph()
        graph.link_nodes(
            graph.add_abuffer(
                format=frame.format.name, sample_rate=frame.sample_rate,
                layout=frame.layout.name, time_base=frame.time_base,
            ),
            graph.add("aformat", f"channel_layouts={layout}"),
            graph.add("ebur128", "metadata=1:framelog=quiet"),
            graph.add("aresample", f"{RATE}:async=1{first}"),
            graph.add("aformat", f"sample_fmts=s16:sample_rates={RATE}:channel_layouts=mono"),
            graph.add("abuffersink"),
        ).configure()  # fmt: skip
        return graph

    def _end_graph(self) -> None:
        if self.graph is not None:
            self.graph.push(None)
            self._take_what_is_there()

    def _take_what_is_there(self) -> None:
        while True:
            try:
                frame = self.graph.pull()
            except (NothingYet, AtEnd):
                return
            self.loudness = float(frame.metadata.get(LOUDNESS, self.loudness))
            self._draw(frame.to_ndarray()[0])

    def _draw(self, samples: "np.ndarray[Any, Any]") -> None:
        self.samples += len(samples)
        waiting = np.concatenate((self.rest, samples))
        whole = len(waiting) // self.samples_a_point * self.samples_a_point
        self.rest = waiting[whole:]
        if whole:
            self.points.append(_extremes(waiting[:whole].reshape(-1, self.samples_a_point)))

    def what_was_heard(self) -> Heard:
        self._end_graph()
        if len(self.rest):
            self.points.append(_extremes(self.rest[np.newaxis, :]))
        points = np.concatenate(self.points) if self.points else np.zeros((0, 2), np.int8)
        loudness = round(self.loudness, 1) if self.loudness > SILENCE_LUFS else None
        return Heard(loudness, waveform_file(points, self.samples_a_point), self.heard_ms)


def _extremes(rows: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    return np.stack((rows.min(1) >> 8, rows.max(1) >> 8), axis=1).astype(np.int8)


def waveform_file(points: "np.ndarray[Any, Any]", samples_a_point: int) -> bytes:
    """points: lowest and highest of each, int8. The format: github.com/bbc/audiowaveform,
    doc/DataFormat.md."""
    eight_bits, channels = 1, 1
    head = struct.pack("<iIiIIi", 2, eight_bits, RATE, samples_a_point, len(points), channels)
    return head + points.tobytes()
