"""Films and recordings as cameras, phones and recorders really write them."""

import io
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

import av
import numpy as np

Picture = Callable[[int], np.ndarray[Any, Any]]
WIDTH, HEIGHT = 160, 90


def stripes(number: int) -> np.ndarray[Any, Any]:
    """Sharp, with light and dark; another for each number."""
    row = (np.arange(WIDTH) + 7 * number) // 10 % 2 * 180 + 40
    return np.repeat(np.tile(row.astype(np.uint8), (HEIGHT, 1))[..., None], 3, axis=2)


def plain(value: int) -> np.ndarray[Any, Any]:
    return np.full((HEIGHT, WIDTH, 3), value, np.uint8)


def tone(seconds: float, rate: int, *, loud: float = 0.25) -> np.ndarray[Any, Any]:
    """1 kHz as 16-bit samples."""
    moments = np.arange(int(seconds * rate)) / rate
    return (np.sin(2 * np.pi * 1000 * moments) * loud * 32_767).astype(np.int16)


def a_moving_film(
    *,
    times_ms: Iterable[int] | None = None,
    picture: Picture = stripes,
    container: str = "mp4",
    codec: str = "libx264",
    pixels: str = "yuv420p",
    sounds: tuple[str, ...] = ("aac",),
    rate: int = 48_000,
    layout: str = "mono",
    seconds: float = 2,
    starts_ms: int = 0,
    rotation: int = 0,
) -> bytes:
    """times_ms: when each picture is shown; ten a second where it is not said. sounds: a codec for
    each audio track, a tone in each."""
    times = list(times_ms) if times_ms is not None else list(range(0, int(seconds * 1000), 100))
    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        video: Any = output.add_stream(codec, rate=10)
        video.height, video.width = picture(0).shape[:2]
        video.pix_fmt = pixels
        video.codec_context.time_base = Fraction(1, 1000)
        video.codec_context.gop_size = 5
        if rotation:
            video.set_display_rotation(rotation)
        tracks = [output.add_stream(name, rate=rate, layout=layout) for name in sounds]
        for number, at_ms in enumerate(times):
            frame = av.VideoFrame.from_ndarray(picture(number), "rgb24")
            frame.pts, frame.time_base = at_ms + starts_ms, Fraction(1, 1000)
            output.mux(video.encode(frame))
        output.mux(video.encode(None))
        for track in tracks:
            _say(output, track, tone(seconds, rate), layout, starts_ms)
    return file.getvalue()


def a_recording(
    *,
    container: str = "wav",
    codec: str = "pcm_s16le",
    rate: int = 48_000,
    layout: str = "mono",
    seconds: float = 1,
    loud: float = 0.25,
) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        track = output.add_stream(codec, rate=rate, layout=layout)
        _say(output, track, tone(seconds, rate, loud=loud), layout, 0)
    return file.getvalue()


def _say(output: Any, track: Any, samples: Any, layout: str, starts_ms: int) -> None:
    channels = av.AudioLayout(layout).nb_channels
    spread = np.repeat(samples, channels)[np.newaxis, :]
    frame = av.AudioFrame.from_ndarray(spread, format="s16", layout=layout)
    frame.sample_rate = track.rate
    frame.pts, frame.time_base = starts_ms * track.rate // 1000, Fraction(1, track.rate)
    resampler = av.AudioResampler(track.format.name, layout, track.rate)
    for piece in resampler.resample(frame) + resampler.resample(None):
        output.mux(track.encode(piece))
    output.mux(track.encode(None))
