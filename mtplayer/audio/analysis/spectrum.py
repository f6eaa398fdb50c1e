"""What a few milliseconds of sound look like: loudness by pitch, and levels."""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from mtplayer.audio.pcm_queue import Frames

WINDOW: Final = 2048
_LOWEST_HZ: Final = 40.0
_HIGHEST_HZ: Final = 16_000.0
# What is below is silence to the eye.
_FLOOR_DB: Final = -66.0
_CEILING_DB: Final = -6.0
# Music has less of the treble: each octave is raised as much, as other players do.
_TILT_DB: Final = 3.0
_QUIETEST: Final = 1e-7


class Picture(NamedTuple):
    """Bars from low to high, then left and right; each from 0 to 1."""

    bars: tuple[float, ...]
    levels: tuple[float, float]


class Spectrum:
    """Bars of equal width to the ear. 0.08 ms for 64 of them."""

    def __init__(self, bars: int, rate: int) -> None:
        self.bars = bars
        self.rate = rate
        self._window = (np.hanning(WINDOW) * (2.0 / WINDOW)).astype(np.float32)
        top = min(_HIGHEST_HZ, rate / 2.2)
        self._edges = np.geomspace(_LOWEST_HZ, top, bars + 1)
        middles = np.sqrt(self._edges[:-1] * self._edges[1:])
        self._tilt = _TILT_DB * np.log2(middles / 1000)
        bins = self._edges * WINDOW / rate
        # Below 300 Hz a bar is narrower than a bin: it is read between two of them.
        self._middles = np.sqrt(bins[:-1] * bins[1:])
        self._starts = np.minimum(np.floor(bins[:-1]).astype(int), WINDOW // 2 - 1)
        self._wide = np.diff(bins) >= 1.0
        self._below = np.floor(self._middles).astype(int)
        self._above = (self._middles - self._below).astype(np.float32)

    def picture(self, frames: Frames) -> Picture:
        """Return what the last ``WINDOW`` frames look like."""
        left_side, right_side = np.ascontiguousarray(frames.T)
        power = np.abs(np.fft.rfft((left_side + right_side) * self._window))
        found = np.maximum.reduceat(power, self._starts)
        under = power[self._below]
        between = under + (power[self._below + 1] - under) * self._above
        decibels = _decibels(np.where(self._wide, found, between)) + self._tilt
        peaks = _decibels(np.array([_peak(left_side), _peak(right_side)]))
        left, right = _shares(peaks, 0.0)
        bars = _shares(decibels, _CEILING_DB)
        return Picture(tuple(bars.tolist()), (float(left), float(right)))


def _peak(samples: npt.NDArray[np.float32]) -> float:
    return max(float(samples.max()), -float(samples.min()))


def _decibels(values: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    return 20 * np.log10(np.maximum(values, _QUIETEST))


def _shares(decibels: npt.NDArray[np.float64], ceiling: float) -> npt.NDArray[np.float64]:
    return np.clip((decibels - _FLOOR_DB) / (ceiling - _FLOOR_DB), 0.0, 1.0)
