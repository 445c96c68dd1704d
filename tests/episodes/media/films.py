"""Small real videos, made by the test that needs them."""

from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av

FRAMES_A_SECOND = 10
SIZE = (64, 48)


def a_film(
    *,
    seconds: int = 2,
    container: str = "mp4",
    codec: str = "libx264",
    sound: str = "aac",
    starts_fast: bool = False,
) -> bytes:
    """A grey picture that brightens, with silence under it (sound "": without). starts_fast: what
    says how the film is laid out stands before the film, as for the web."""
    options = {"movflags": "+faststart"} if starts_fast else {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "film"
        with av.open(str(path), "w", format=container, options=options) as output:
            _add_everything(output, seconds, codec, sound)
        return path.read_bytes()


def _add_everything(output: Any, seconds: int, codec: str, sound: str) -> None:
    picture = output.add_stream(codec, rate=FRAMES_A_SECOND)
    picture.width, picture.height, picture.pix_fmt = *SIZE, "yuv420p"
    silence = output.add_stream(sound, rate=48_000, layout="mono") if sound else None
    for number in range(seconds * FRAMES_A_SECOND):
        output.mux(picture.encode(_frame(number)))
    output.mux(picture.encode())
    if silence:
        _add_silence(output, silence, seconds)


def _frame(number: int) -> av.VideoFrame:
    frame = av.VideoFrame(*SIZE, "yuv420p")
    for plane, value in zip(frame.planes, (16 + number, 128, 128), strict=True):
        plane.update(bytes([value]) * plane.buffer_size)
    frame.pts, frame.time_base = number, Fraction(1, FRAMES_A_SECOND)
    return frame


def _add_silence(output: Any, stream: Any, seconds: int) -> None:
    frame_samples = stream.codec_context.frame_size or 960
    kind = stream.codec_context.format.name
    for start in range(0, seconds * 48_000, frame_samples):
        frame = av.AudioFrame(format=kind, layout="mono", samples=frame_samples)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.pts, frame.sample_rate = start, 48_000
        output.mux(stream.encode(frame))
    output.mux(stream.encode())


def a_picture(codec: str = "png", pixels: str = "rgb24", size: tuple[int, int] = SIZE) -> bytes:
    """An empty picture: `png`, `mjpeg` (JPEG, with pixels "yuvj420p") or `libwebp`."""
    encoder: Any = av.CodecContext.create(codec, "w")
    encoder.width, encoder.height, encoder.pix_fmt = *size, pixels
    encoder.time_base = Fraction(1, 1)
    frame = av.VideoFrame(*size, pixels)
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    return b"".join(bytes(packet) for packet in encoder.encode(frame) + encoder.encode())
