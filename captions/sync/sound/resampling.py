"""Any sound to one channel of 16-bit samples."""

from typing import Any

import numpy as np
from av import AudioResampler
from numpy.typing import NDArray


class Mono:
    """Decoded frames to mono at `rate`; the channels are mixed as a player does for one speaker.

    `held`: samples at `rate` that came in and are not out yet."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.resampler: Any = None
        self.format: tuple[Any, ...] = ()
        self.taken_s = 0.0
        self.given = 0

    @property
    def held(self) -> int:
        return round(self.taken_s * self.rate) - self.given

    def resample(self, frame: Any) -> NDArray[np.int16]:
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        before = self.rest() if self.resampler and form != self.format else _samples([])
        if self.resampler is None:
            self.resampler = AudioResampler("s16", "mono", self.rate)
            self.format = form
        self.taken_s += frame.samples / frame.sample_rate
        frame.pts = None  # a hole in the time stamps is the caller's matter
        after = _samples(self.resampler.resample(frame))
        self.given += len(after)
        return np.concatenate((before, after))

    def rest(self) -> NDArray[np.int16]:
        """What the filter still holds; it begins anew after that."""
        if self.resampler is None:
            return _samples([])
        left = _samples(self.resampler.resample(None))
        self.resampler = None
        self.taken_s, self.given = 0.0, 0
        return left


def _samples(frames: list[Any]) -> NDArray[np.int16]:
    parts = [frame.to_ndarray().reshape(-1) for frame in frames]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int16)
