"""The sound, listened to once from end to end: how loud it is, and its shape over time."""

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from av.error import InvalidDataError

from episodes.media.making.sound_graph import SoundGraph, Steps
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
        self.graph = SoundGraph(RATE, "s16", "mono", _measured_for_loudness)
        self.loudness = SILENCE_LUFS
        self.points: list[np.ndarray[Any, Any]] = []
        self.rest = np.zeros(0, np.int16)
        self.samples = 0

    @property
    def heard_ms(self) -> int:
        return self.samples * 1000 // RATE

    def take(self, frame: Any) -> None:
        self._hear(self.graph.push(frame))

    def _hear(self, frames: Iterable[Any]) -> None:
        for frame in frames:
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
        self._hear(self.graph.finish())
        if len(self.rest):
            self.points.append(_extremes(self.rest[np.newaxis, :]))
        points = np.concatenate(self.points) if self.points else np.zeros((0, 2), np.int8)
        loudness = round(self.loudness, 1) if self.loudness > SILENCE_LUFS else None
        return Heard(loudness, waveform_file(points, self.samples_a_point), self.heard_ms)


def _measured_for_loudness(frame: Any) -> Steps:
    """Before it is made coarser, as it is played: one channel, or two."""
    layout = "mono" if frame.layout.nb_channels == 1 else "stereo"
    return ("aformat", f"channel_layouts={layout}"), ("ebur128", "metadata=1:framelog=quiet")


def _extremes(rows: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    return np.stack((rows.min(1) >> 8, rows.max(1) >> 8), axis=1).astype(np.int8)


def waveform_file(points: "np.ndarray[Any, Any]", samples_a_point: int) -> bytes:
    """points: lowest and highest of each, int8. The format: github.com/bbc/audiowaveform,
    doc/DataFormat.md."""
    eight_bits, channels = 1, 1
    head = struct.pack("<iIiIIi", 2, eight_bits, RATE, samples_a_point, len(points), channels)
    return head + points.tobytes()
