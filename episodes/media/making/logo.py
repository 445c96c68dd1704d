"""The child that draws a logo for logos.py: bounds itself, looks, answers in JSON, ends."""

import json
import sys
from base64 import b64encode
from fractions import Fraction
from io import BytesIO
from typing import Any

import av
import numpy as np
from av.error import FFmpegError

from episodes.media.errors import NotPlayableError
from episodes.media.making.drawing import Pixels
from episodes.media.probing import LONGEST_ANSWER, bound_process
from episodes.messages import Message, stored_form

DEMUXERS = {"jpg": "jpeg_pipe", "png": "png_pipe", "webp": "webp_pipe"}
DECODERS = frozenset({"mjpeg", "png", "webp"})
# Twice as many as the header and a large cover show, for fine screens.
MOST_WIDTH, MOST_HEIGHT = 640, 160
FAINT = 8  # of 255: an edge that nobody sees
WHOLE = 250  # of 255
# A badge brings its own ground; the rounded corners of one are a few hundredths.
BADGE_SHARE = 0.9
# The luminance of the header's ground in both schemes (tokens.css: --surface), and what an object
# needs to be made out on it (WCAG 2.2, 1.4.11).
GROUNDS = {"light": 0.982, "dark": 0.0114}
OBJECT_CONTRAST = 3
# A word in ink with one bright stroke is not legible in the dark for that stroke.
LEGIBLE_SHARE = 0.75
BROKEN = Message("We can’t read the picture: it’s damaged or cut off.")
EMPTY = Message("There’s nothing to see in this picture: every pixel is transparent.")


def answer(kind: str, memory_bytes: str, cpu_seconds: str) -> None:
    """kind: of DEMUXERS. The picture comes by standard input."""
    bound_process(int(memory_bytes), int(cpu_seconds))
    try:
        whole = cropped(opened(sys.stdin.buffer.read(), kind))
        picture = cropped(drawn_small(whole))  # again: smaller, an edge may have faded away
    except NotPlayableError as error:
        json.dump({"refusal": stored_form(error.message, LONGEST_ANSWER)}, sys.stdout)
        return
    height, width = picture.shape[:2]
    png = b64encode(as_png(picture)).decode()
    result = {"png": png, "width": width, "height": height, "ground": ground_of(picture)}
    json.dump(result, sys.stdout)


def opened(data: bytes, kind: str) -> Pixels:
    """Height by width by four: red, green, blue, opacity."""
    try:
        with av.open(BytesIO(data), "r", format=DEMUXERS[kind]) as container:
            stream = container.streams.video[0]
            if stream.codec_context.name not in DECODERS:
                raise NotPlayableError(BROKEN)
            stream.codec_context.thread_count = 1
            frame: Any = next(iter(container.decode(stream)), None)
    except (FFmpegError, EOFError, IndexError) as error:
        raise NotPlayableError(BROKEN) from error
    if frame is None:
        raise NotPlayableError(BROKEN)
    pixels: Pixels = frame.reformat(format="rgba").to_ndarray()
    return pixels


def cropped(picture: Pixels) -> Pixels:
    """Without the empty margin that editors leave around it, which would make it small."""
    seen = picture[..., 3] > FAINT
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not rows.size:
        raise NotPlayableError(EMPTY)
    return picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def drawn_small(picture: Pixels) -> Pixels:
    """Colours are weighed by their opacity on the way, or what is hidden would tint the edges."""
    height, width = picture.shape[:2]
    scale = min(1.0, MOST_WIDTH / width, MOST_HEIGHT / height)
    if scale == 1.0:
        return picture
    opacity = picture[..., 3:].astype(np.uint16)
    weighed = picture.copy()
    weighed[..., :3] = picture[..., :3] * opacity // 255
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(weighed), "rgba")
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = frame.reformat(*size, "rgba", interpolation="AREA").to_ndarray()
    opacity = np.maximum(small[..., 3:].astype(np.uint16), 1)
    small[..., :3] = np.minimum(small[..., :3] * np.uint16(255) // opacity, 255)
    return np.ascontiguousarray(small)


def as_png(picture: Pixels) -> bytes:
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), "rgba")
    frame.pts = 0
    encoder: Any = av.CodecContext.create("png", "w")
    encoder.width, encoder.height, encoder.pix_fmt = frame.width, frame.height, "rgba"
    encoder.thread_count = 1
    encoder.time_base = Fraction(1, 25)
    return b"".join(bytes(packet) for packet in encoder.encode(frame) + encoder.encode(None))


def ground_of(picture: Pixels) -> str:
    """`any`, or the one page on which it can be made out: `light` or `dark`."""
    opacity = picture[..., 3]
    if (opacity >= WHOLE).mean() >= BADGE_SHARE:
        return "any"
    shares = {name: _legible_share(picture, ground) for name, ground in GROUNDS.items()}
    if min(shares.values()) >= LEGIBLE_SHARE:
        return "any"
    return max(shares, key=lambda name: shares[name])


def _legible_share(picture: Pixels, ground: float) -> float:
    """How much of what can be seen stands out from a ground of that luminance."""
    seen = picture[picture[..., 3] > FAINT]
    luminance = _luminance(seen[:, :3])
    contrast = (np.maximum(luminance, ground) + 0.05) / (np.minimum(luminance, ground) + 0.05)
    return float(np.average(contrast >= OBJECT_CONTRAST, weights=seen[:, 3]))


def _luminance(colours: Pixels) -> Pixels:
    """WCAG 2.2, relative luminance, of rows of red, green and blue."""
    share = colours / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    weighed: Pixels = linear @ np.array([0.2126, 0.7152, 0.0722])
    return weighed
