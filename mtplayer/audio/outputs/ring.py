"""Frames that wait for a device's own thread: it copies, and does nothing else in Python."""

import threading
import time
from typing import Final

import numpy as np

from mtplayer.audio.pcm_queue import Frames

_FRAME: Final = 8  # two channels of 32-bit floats
# More than is held at once at any rate.
_SIZE: Final = 1 << 17
_BYTES: Final = _SIZE * _FRAME
_SILENCE: Final = memoryview(bytes(_BYTES))
# A null sink of PulseAudio first sleeps for the two seconds that it was last asked for.
_SETTLES_S: Final = 2.5


class Ring:
    """``lasts_s`` is how long the device plays on with what it has; later it was ``late``.

    A frame is heard ``latency_ms`` after it was taken.
    """

    # Only what waits for Python's lock can come between.
    safe_ms = 3.0
    safe_out_of_silence_ms = 6.0
    alive = True

    def __init__(self, rate: int, *, lasts_s: float, latency_ms: float) -> None:
        self.late = 0
        self._rate = rate
        self._lasts_s = lasts_s
        self._latency = latency_ms * rate / 1000
        self._content = memoryview(bytearray(_BYTES))
        self._lock = threading.Lock()
        self._cursor = self._before = 0
        self._begun_at = self._taken_at = 0.0

    def take(self, count: int) -> bytes:
        """Return what is to be played next; called by the device's thread."""
        now = time.monotonic()
        with self._lock:
            self._begun_at = self._begun_at or now
            settled = now - self._begun_at > _SETTLES_S
            self.late += settled and now - self._taken_at > self._lasts_s
            self._before, self._taken_at = self._cursor, now
            part = b"".join(self._content[a:b] for a, b in _places(self._cursor, count))
            # What is not written again is silence the next time round.
            for a, b in _places(self._cursor, count):
                self._content[a:b] = _SILENCE[: b - a]
            self._cursor += count
        return part

    def look(self) -> bool:
        """Say whether the device has begun to take."""
        return self._begun_at > 0

    def taken(self) -> float:
        """Return how many frames were taken."""
        return self._cursor

    def heard(self) -> float:
        """Return the frame that is heard now."""
        if not self._begun_at:
            return 0.0
        since = (time.monotonic() - self._taken_at) * self._rate
        return min(float(self._cursor), self._before + since - self._latency)

    def write(self, at: int, frames: Frames) -> None:
        """Let these be taken from frame ``at`` on, instead of what was there."""
        content = np.ascontiguousarray(frames, np.float32).data.cast("B")
        with self._lock:
            late = max(0, self._cursor - at)
            content = content[late * _FRAME :]
            done = 0
            for a, b in _places(at + late, len(content) // _FRAME):
                self._content[a:b] = content[done : done + b - a]
                done += b - a

    def close(self) -> None:
        """Leave the device to whoever opened it."""


def _places(first: int, count: int) -> list[tuple[int, int]]:
    """Return where so many frames lie, in bytes: in one piece, or around the end."""
    a = first % _SIZE * _FRAME
    b = a + min(count, _SIZE) * _FRAME
    return [(a, b)] if b <= _BYTES else [(a, _BYTES), (0, b - _BYTES)]
