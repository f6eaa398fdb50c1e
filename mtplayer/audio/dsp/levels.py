"""Loudness as factors, and gains that change without a step."""

from typing import Final

import numpy as np

from mtplayer.audio.pcm_queue import Frames

RAMP_S: Final = 0.02


def factor(decibels: float) -> float:
    """Return what samples are multiplied by."""
    return 10.0 ** (decibels / 20)


def volume_factor(volume: int, *, muted: bool = False) -> float:
    """Return what a slider at 0 to 100 means: cubic, as sound servers have it."""
    return 0.0 if muted else (volume / 100) ** 3


class Gain:
    """A factor that reaches a new value in 20 ms, sample by sample: no zipper noise."""

    def __init__(self, value: float, rate: int) -> None:
        self._value = self._target = value
        self._step = 0.0
        self._left = 0
        self._ramp = max(1, round(RAMP_S * rate))

    @property
    def target(self) -> float:
        """Where it is or is going."""
        return self._target

    def set(self, value: float) -> None:
        """Go there from where it is now."""
        if value != self._target:
            self._target = value
            self._left = self._ramp
            self._step = (value - self._value) / self._ramp

    def jump(self, value: float) -> None:
        """Be there at once; for what is not heard."""
        self._value = self._target = value
        self._left = 0

    def apply(self, frames: Frames) -> Frames:
        """Return the frames at this gain; the same array if there is nothing to do."""
        if not self._left:
            return frames if self._value == 1.0 else frames * np.float32(self._value)
        count = min(self._left, len(frames))
        curve = np.full(len(frames), self._target)
        curve[:count] = self._value + self._step * np.arange(1, count + 1)
        self._left -= count
        self._value = float(curve[count - 1]) if self._left else self._target
        return frames * curve[:, None].astype(np.float32)
