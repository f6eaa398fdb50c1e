"""Keeps peaks within what a device can play; touches nothing that fits."""

from typing import Final

import numpy as np

from mtplayer.audio.pcm_queue import Frames

_ATTACK: Final = 64
_RELEASE_S: Final = 0.2
_BACK: Final = 0.9999


class Limiter:
    """Turns down within 64 samples and up again in about 0.2 s."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._gain = 1.0

    def apply(self, frames: Frames) -> Frames:
        """Return the frames with no sample above full scale."""
        peak = float(np.abs(frames).max(initial=0.0))
        if peak <= 1.0 and self._gain == 1.0:
            return frames
        wanted = min(1.0, 1.0 / peak) if peak > 0 else 1.0
        if wanted < self._gain:
            curve = np.full(len(frames), wanted)
            fall = min(_ATTACK, len(frames))
            curve[:fall] = np.linspace(self._gain, wanted, fall)
        else:
            back = 1 - np.exp(-np.arange(1, len(frames) + 1) / (_RELEASE_S * self._rate))
            curve = np.minimum(self._gain + (1 - self._gain) * back, wanted)
        self._gain = float(curve[-1])
        if self._gain > _BACK:
            self._gain = 1.0
        limited = frames * curve[:, None].astype(np.float32)
        return np.clip(limited, -1.0, 1.0)
