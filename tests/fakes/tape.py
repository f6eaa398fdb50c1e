"""A WAV file's place in a ClockOutput: keeps the frames as they are."""

import threading

import numpy as np

from mtplayer.audio.pcm_queue import Frames


class Tape:
    """Takes frames of any rate; the last rate counts."""

    def __init__(self) -> None:
        self.rate = 0
        self._parts: list[Frames] = []
        self._lock = threading.Lock()

    def open(self, rate: int) -> int:
        self.rate = rate
        return rate

    def write(self, frames: Frames) -> None:
        with self._lock:
            self._parts.append(frames.copy())

    def close(self) -> None:
        """Nothing to close."""

    def frames(self):
        with self._lock:
            return np.concatenate([np.zeros((0, 2), np.float32), *self._parts]).astype(float)
