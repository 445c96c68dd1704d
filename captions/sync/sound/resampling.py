"""Any sound to one channel of 16-bit samples."""

from typing import Any

import numpy as np
from av import AudioResampler
from numpy.typing import NDArray

# The middle of two like sides has their power, of two unlike ones half of it, of one side alone a
# quarter; less than a tenth is left only where they cancel.
CANCELLED = 0.1
MEMORY = 0.99  # a frame: a second or two


class Mono:
    """Decoded frames to mono at `rate`: the two sides that a player would play, one half of each,
    or the louder one where they would cancel each other (a plug the wrong way round).

    `held`: samples at `rate` that came in and are not out yet."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.resampler: Any = None
        self.format: tuple[Any, ...] = ()
        self.taken_s = 0.0
        self.given = 0
        self.powers = np.zeros(3)  # of the middle, of either side

    @property
    def samples_waiting(self) -> int:
        return round(self.taken_s * self.rate) - self.given

    def resample(self, frame: Any) -> NDArray[np.int16]:
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        before = (
            self.rest() if self.resampler and form != self.format else np.zeros(0, dtype=np.int16)
        )
        if self.resampler is None:
            layout = "mono" if frame.layout.nb_channels == 1 else "stereo"
            self.resampler = AudioResampler("s16", layout, self.rate)
            self.format = form
        self.taken_s += frame.samples / frame.sample_rate
        frame.pts = None  # a hole in the time stamps is the caller's matter
        after = self._mixed(self.resampler.resample(frame))
        self.given += len(after)
        return np.concatenate((before, after))

    def rest(self) -> NDArray[np.int16]:
        """What the filter still holds; it begins again after that."""
        if self.resampler is None:
            return np.zeros(0, dtype=np.int16)
        left = self._mixed(self.resampler.resample(None))
        self.resampler = None
        self.taken_s, self.given = 0.0, 0
        return left

    def _mixed(self, frames: list[Any]) -> NDArray[np.int16]:
        parts = [frame.to_ndarray().reshape(-1, frame.layout.nb_channels) for frame in frames]
        if not parts:
            return np.zeros(0, dtype=np.int16)
        sides = np.concatenate(parts)
        if sides.shape[1] == 1:
            return sides[:, 0]
        middle = sides.mean(axis=1, dtype=np.float32)
        powers = [float(np.square(each, dtype=np.float64).sum()) for each in (middle, *sides.T)]
        # What was heard so far counts, so that single samples do not change sides.
        self.powers = MEMORY * self.powers + np.array(powers)
        if self.powers[0] < CANCELLED * self.powers[1:].max():
            middle = sides[:, int(np.argmax(self.powers[1:]))]
        mixed: NDArray[np.int16] = np.rint(middle).astype(np.int16)
        return mixed
