"""Fades: the way in and the way out, sample by sample."""

from enum import Enum

import numpy as np

from mtplayer.audio.pcm_queue import Frames


class Curve(Enum):
    """How the two sides of a fade share the loudness."""

    EQUAL_POWER = "power"
    """Two different pieces: their powers add up to one."""
    EQUAL_GAIN = "gain"
    """The same or nearly the same sound: the amplitudes add up to one."""


class Fade:
    """Goes from silence to full or back in a number of frames; zero frames are a cut."""

    def __init__(self, frames: int, curve: Curve, *, rising: bool) -> None:
        self._frames = frames
        self._curve = curve
        self._rising = rising
        self._at = 0

    @property
    def over(self) -> bool:
        """Whether it has arrived."""
        return self._at >= self._frames

    @property
    def left(self) -> int:
        """How many frames it still takes."""
        return max(0, self._frames - self._at)

    def apply(self, frames: Frames) -> Frames:
        """Return the next frames, faded."""
        if self.over:
            return frames if self._rising else np.zeros_like(frames)
        place = (self._at + np.arange(len(frames)) + 0.5) / self._frames
        self._at += len(frames)
        share = np.clip(place if self._rising else 1 - place, 0, 1)
        if self._curve is Curve.EQUAL_POWER:
            weight = np.sin(share * (np.pi / 2))
        else:
            weight = 0.5 - 0.5 * np.cos(share * np.pi)
        return frames * weight[:, None].astype(np.float32)
