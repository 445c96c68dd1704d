"""Which picture would make a good poster."""

from typing import Any

import numpy as np

from episodes.media.making.drawing import Pixels, upright

LOOKED_AT = 320
BLACK, WHITE = 24.0, 232.0
FLAT = 10.0
ENOUGH_CONTRAST = 60.0
ENOUGH_EDGES = 12.0


def merit(frame: Any) -> float:
    """0 for what is not a picture (black, white, one colour), to 1: sharp, with light and dark."""
    return merit_of(upright(frame, LOOKED_AT, "gray"))


def merit_of(grey: Pixels) -> float:
    """grey: height by width, 0 to 255."""
    picture = grey.astype(np.float32)
    light, contrast = float(picture.mean()), float(picture.std())
    if not BLACK < light < WHITE or contrast < FLAT:
        return 0.0
    exposure = 1.0 - abs(light - 120.0) / 135.0
    return (
        0.5 * min(_edges(picture) / ENOUGH_EDGES, 1.0)
        + 0.3 * min(contrast / ENOUGH_CONTRAST, 1.0)
        + 0.2 * exposure
    )


def _edges(picture: Pixels) -> float:
    """The mean of what differs from its neighbours: little in a blurred picture or a fade."""
    centre = picture[1:-1, 1:-1] * 4
    around = picture[:-2, 1:-1] + picture[2:, 1:-1] + picture[1:-1, :-2] + picture[1:-1, 2:]
    return float(np.abs(centre - around).mean())
