"""Pictures as arrays: upright, at a size, and written as JPEG."""

from fractions import Fraction
from typing import Any

import av
import numpy as np

Pixels = np.ndarray[Any, Any]
JPEG_QUALITY = "5"  # of 2 to 31, less is finer


def upright(frame: Any, longest: int, pixels: str = "rgb24") -> Pixels:
    """The picture as a person sees it, no side over `longest`, both even."""
    ratio = frame.sample_aspect_ratio if hasattr(frame, "sample_aspect_ratio") else None
    width, height = float(frame.width * (ratio or 1)), float(frame.height)
    scale = min(1.0, longest / max(width, height))
    small = frame.reformat(_even(width * scale), _even(height * scale), pixels)
    turned = np.rot90(small.to_ndarray(), round(frame.rotation / 90) % 4)
    return np.ascontiguousarray(turned)


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)


def as_jpeg(picture: Pixels) -> bytes:
    """picture: height by width by three, red, green, blue."""
    frame = av.VideoFrame.from_ndarray(picture, "rgb24").reformat(format="yuvj420p")
    frame.pts = 0
    encoder: Any = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = frame.width, frame.height, "yuvj420p"
    encoder.time_base = Fraction(1, 25)
    encoder.options = {"qmin": JPEG_QUALITY, "qmax": JPEG_QUALITY}
    return b"".join(bytes(packet) for packet in encoder.encode(frame) + encoder.encode(None))
