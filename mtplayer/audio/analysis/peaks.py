"""The shape of a track: how far the sound swings, from its beginning to its end."""

from typing import Final

import numpy as np

from mtplayer.audio.pcm_queue import Frames
from mtplayer.core.sound.waves import PEAKS

_STEP: Final = 1024


class PeakMeter:
    """Keeps the peak of every 1,024 frames; the length is known only at the end."""

    def __init__(self) -> None:
        self._peaks: list[np.ndarray] = []
        self._rest = np.zeros(0, np.float32)

    def put(self, frames: Frames) -> None:
        """Take in frames of any number of channels."""
        swing = np.concatenate((self._rest, np.abs(frames).max(axis=1)))
        whole = len(swing) // _STEP * _STEP
        self._rest = swing[whole:]
        if whole:
            self._peaks.append(swing[:whole].reshape(-1, _STEP).max(axis=1))

    def shape(self) -> bytes:
        """Return 1,000 heights, the highest of them 255; all zero for silence."""
        last = [self._rest.max(keepdims=True)] if len(self._rest) else []
        parts = [*self._peaks, *last]
        if not parts:
            return bytes(PEAKS)
        peaks = np.nan_to_num(np.concatenate(parts))
        edges = np.linspace(0, len(peaks), PEAKS + 1)
        firsts = np.minimum(edges[:-1].astype(np.int64), len(peaks) - 1)
        counts = np.maximum(np.diff(edges.astype(np.int64)), 1)
        # The mean of the squares: single clicks do not make a quiet passage look loud.
        sums = np.concatenate(([0.0], np.cumsum(peaks.astype(np.float64) ** 2)))
        heights = np.sqrt((sums[firsts + counts] - sums[firsts]) / counts)
        highest = heights.max()
        if highest > 0:
            heights = heights / highest
        return np.round(heights * 255).astype(np.uint8).tobytes()
