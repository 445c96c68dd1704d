"""The child that opens one picture: it is made again from its pixels alone, so that nothing else of
the file (places, names, programs) goes to readers. Runs with bounds (`sent_pictures.py`)."""

import base64
import io
from fractions import Fraction
from typing import Any

import av

from captions.limits import Limits
from episodes.media.making.drawing import as_jpeg, upright
from episodes.media.pictures import picture_kind

LONGEST_SIDE = 1920  # twice the width of a column of text, for fine screens
_DEMUXERS = {"image/jpeg": "jpeg_pipe", "image/png": "png_pipe", "image/webp": "webp_pipe"}
_SEE_THROUGH = ("rgba", "bgra", "argb", "abgr", "yuva420p", "ya8", "ya16be", "rgba64be", "pal8")


def picture_made_again(data: bytes, _limits: Limits) -> dict[str, object]:
    """{"data": base64, "media_type": ..., "width": ..., "height": ...}."""
    media_type = picture_kind(data).media_type
    opened: Any
    with av.open(io.BytesIO(data), format=_DEMUXERS[media_type]) as opened:
        frame = next(opened.decode(video=0), None)
    if frame is None:
        raise ValueError("no picture in the file")
    is_see_through = frame.format.name in _SEE_THROUGH
    pixels = upright(frame, LONGEST_SIDE, "rgba" if is_see_through else "rgb24")
    if is_see_through or media_type == "image/png":
        made, media_type = _as_png(pixels, "rgba" if is_see_through else "rgb24"), "image/png"
    else:
        made, media_type = as_jpeg(pixels), "image/jpeg"
    height, width = pixels.shape[:2]
    encoded = base64.b64encode(made).decode("ascii")
    return {"data": encoded, "media_type": media_type, "width": width, "height": height}


def _as_png(pixels: Any, layout: str) -> bytes:
    frame = av.VideoFrame.from_ndarray(pixels, layout)
    frame.pts = 0
    encoder: Any = av.CodecContext.create("png", "w")
    encoder.width, encoder.height, encoder.pix_fmt = frame.width, frame.height, layout
    encoder.time_base = Fraction(1, 25)
    return b"".join(bytes(packet) for packet in encoder.encode(frame) + encoder.encode(None))
