"""The filter of ITU-R BS.1770: what the ear makes of the spectrum, before power is measured."""

from math import pi, tan
from typing import Final

import numpy as np
import numpy.typing as npt

from mtplayer.audio.pcm_queue import Frames

# Coefficients at any rate, after the design that BS.1770-4 gives for 48 kHz.
_SHELF: Final = (1681.974450955533, 3.999843853973347, 0.7071752369554196)
_MIDDLE: Final = 0.4996667741545416
_HIGH_PASS: Final = (38.13547087602444, 0.5003270373238773)
# The high pass rings on: what is left after 8,192 samples is below -140 dB up to 192 kHz.
_TAPS: Final = 8192
_BLOCK: Final = 65_536

Coefficients = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]


class KWeighting:
    """Filters channels by overlapping Fourier transforms: no sample is filtered alone."""

    def __init__(self, rate: int, channels: int) -> None:
        self._step = _BLOCK - _TAPS + 1
        self._response = np.fft.rfft(impulse_response(rate), _BLOCK)[:, None]
        self._waiting: list[Frames] = []
        self._held = 0
        self._tail = np.zeros((_TAPS - 1, channels))

    def put(self, frames: Frames) -> npt.NDArray[np.float64]:
        """Take in frames; return those that are filtered by now."""
        self._waiting.append(frames)
        self._held += len(frames)
        if self._held < self._step:
            return np.zeros((0, self._tail.shape[1]))
        waiting = np.concatenate(self._waiting)
        whole = len(waiting) // self._step * self._step
        self._waiting, self._held = [waiting[whole:]], len(waiting) - whole
        parts = [
            self._filtered(waiting[at : at + self._step]) for at in range(0, whole, self._step)
        ]
        return np.concatenate(parts)

    def end(self) -> npt.NDArray[np.float64]:
        """Return the rest."""
        if not self._held:
            return np.zeros((0, self._tail.shape[1]))
        rest = np.concatenate(self._waiting)
        self._waiting, self._held = [], 0
        return self._filtered(rest)[: len(rest)]

    def _filtered(self, frames: Frames) -> npt.NDArray[np.float64]:
        spectrum = np.fft.rfft(frames, _BLOCK, axis=0) * self._response
        out = np.fft.irfft(spectrum, _BLOCK, axis=0)
        out[: _TAPS - 1] += self._tail
        self._tail = out[self._step : self._step + _TAPS - 1].copy()
        return out[: self._step]


def impulse_response(rate: int) -> npt.NDArray[np.float64]:
    """Return what both filters make of a single sample."""
    impulse = np.zeros(_TAPS)
    impulse[0] = 1.0
    return _recursive(_recursive(impulse, shelf(rate)), high_pass(rate))


def shelf(rate: int) -> Coefficients:
    """Return the filter that lifts what the head lifts: +4 dB above 1.7 kHz."""
    hertz, decibels, quality = _SHELF
    warped = tan(pi * hertz / rate)
    high = 10 ** (decibels / 20)
    middle = high**_MIDDLE
    square, width = warped * warped, warped / quality
    scale = 1 + width + square
    numerator = (
        high + middle * width + square,
        2 * (square - high),
        high - middle * width + square,
    )
    return np.array(numerator) / scale, _poles(square, width)


def high_pass(rate: int) -> Coefficients:
    """Return the filter that leaves out what is too low to be loud."""
    hertz, quality = _HIGH_PASS
    warped = tan(pi * hertz / rate)
    return np.array([1.0, -2.0, 1.0]), _poles(warped * warped, warped / quality)


def _poles(square: float, width: float) -> npt.NDArray[np.float64]:
    scale = 1 + width + square
    return np.array([1.0, 2 * (square - 1) / scale, (1 - width + square) / scale])


def _recursive(
    signal: npt.NDArray[np.float64], coefficients: Coefficients
) -> npt.NDArray[np.float64]:
    (b0, b1, b2), (_, a1, a2) = coefficients
    out = np.zeros(len(signal))
    first = second = before = before_that = 0.0
    for at, sample in enumerate(signal.tolist()):
        value = b0 * sample + b1 * before + b2 * before_that - a1 * first - a2 * second
        before, before_that, first, second = sample, before, value, first
        out[at] = value
    return out
