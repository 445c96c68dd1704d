"""Sound files as people have them, made with PyAV: other rates, layouts, tracks, beginnings."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

PCM = NDArray[np.int16]


def tone(seconds: float, rate: int = 16_000) -> PCM:
    """440 Hz, loud enough to be told from silence."""
    time = np.arange(int(seconds * rate)) / rate
    return (10_000 * np.sin(2 * np.pi * 440 * time)).astype(np.int16)


def silence(seconds: float, rate: int = 16_000) -> PCM:
    return np.zeros(int(seconds * rate), dtype=np.int16)


def write(
    path: Path,
    *tracks: PCM,
    rate: int = 16_000,
    layout: str = "mono",
    codec: str = "aac",
    begins_s: float = 0.0,
    languages: Sequence[str] = (),
) -> Path:
    """Each track is one channel, given to all the channels of the layout; `languages`: of each."""
    options = {"movflags": "faststart"} if path.suffix == ".mp4" else {}
    with av.open(str(path), "w", options=options) as container:
        streams = [container.add_stream(codec, rate=rate, layout=layout) for _ in tracks]
        for stream, language in zip(streams, languages, strict=False):
            stream.metadata["language"] = language
        for stream, samples in zip(streams, tracks, strict=True):
            _encode(container, stream, samples, round(begins_s * rate))
    return path


def _encode(container: av.container.OutputContainer, stream, samples: PCM, begins: int) -> None:
    rate, channels = stream.codec_context.sample_rate, stream.codec_context.layout.nb_channels
    resampler = av.AudioResampler(
        stream.codec_context.format, stream.codec_context.layout, rate,
        frame_size=stream.codec_context.frame_size or None,
    )  # fmt: skip
    packed = np.repeat(samples[:, None], channels, axis=1).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(packed, format="s16", layout=stream.codec_context.layout)
    frame.sample_rate, frame.pts, frame.time_base = rate, begins, Fraction(1, rate)
    for part in (*resampler.resample(frame), *resampler.resample(None)):
        container.mux(stream.encode(part))
    container.mux(stream.encode(None))


def write_picture_only(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 160, 90, "yuv420p"
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame(160, 90, "yuv420p")))
        container.mux(stream.encode(None))
    return path


def loud_from_ms(samples: Sequence[int] | PCM) -> int:
    """At 16 kHz, where the tone begins."""
    return int(np.flatnonzero(np.abs(np.asarray(samples, dtype=np.int32)) > 2_000)[0]) // 16
