"""Keeps 0.4 s of sound where a device takes it from, and replaces it on a command."""

import logging
import threading
import time
from typing import Final, Protocol

import numpy as np

from mtplayer.audio.outputs.output import PatientSource
from mtplayer.audio.pcm_queue import Frames
from mtplayer.runtime.long_thread import LongThread

log = logging.getLogger(__name__)

HOLD_MS: Final = 400.0
# The equalizer goes back over 40 blocks at most.
_MOST_FRAMES: Final = 36_000
# The very first write is slow: 6 ms of a track's beginning came too late.
_FIRST_MS: Final = 30.0
# With less than this a hole comes near: better silence from here than from the device.
_LOW_MS: Final = 60.0
_STEP_MS: Final = 20.0
# What is written with a command: with it a fade of 20 ms is out.
_AT_ONCE: Final = 3
_LOOK_S: Final = 0.04
_LOOK_OFTEN_S: Final = 0.005
_FIRST_LOOKS: Final = 10
_FIRST_LOOK_S: Final = 0.002
_CLOSE_MS: Final = 2000


class Taker(Protocol):
    """What holds frames until they are played; its own begin at 0, and are taken in any case."""

    safe_ms: float
    """What is written arrives within that."""
    safe_out_of_silence_ms: float
    """Nobody hears that it comes later then, but that it begins in its middle."""

    @property
    def alive(self) -> bool:
        """Whether it still takes what is written."""
        ...

    def look(self) -> bool:
        """Find out anew how much was taken; false while that is not known."""
        ...

    def taken(self) -> float:
        """Return how many frames can no more be replaced."""
        ...

    def heard(self) -> float:
        """Return the frame that is heard now."""
        ...

    def write(self, at: int, frames: Frames) -> None:
        """Let these be heard from frame ``at`` on; what of them comes too late is left out."""
        ...

    def close(self) -> None:
        """Take no more."""
        ...


def hold_ms(rate: int) -> float:
    """Return how much is held at a rate."""
    return min(HOLD_MS, _MOST_FRAMES * 1000 / rate)


class Ahead:
    """Keeps a taker full, by a thread of its own. Frames are the source's."""

    def __init__(self, taker: Taker, rate: int, source: PatientSource) -> None:
        self.holes = 0
        self._taker = taker
        self._source = source
        self._a_ms = rate / 1000
        self._hold = round(hold_ms(rate) * self._a_ms)
        self._step = round(_STEP_MS * self._a_ms)
        self._stop = False
        self._woken = threading.Event()
        self._base = source.pulled
        self._end = source.pulled
        self._begun = False
        self._placed = False
        self._fresh = False
        source.holder = self
        self._thread = LongThread("audio ahead")
        self._thread.post(self._run)

    def reach(self) -> int:
        """Return the first frame that can be replaced in time."""
        taker = self._taker
        self._fresh = self._source.quiet
        safe_ms = taker.safe_out_of_silence_ms if self._fresh else taker.safe_ms
        return self._base + round(taker.taken() + safe_ms * self._a_ms)

    def heard(self) -> float:
        """Return the frame that is heard now."""
        return self._base + self._taker.heard()

    def wake(self) -> None:
        """Replace what comes first on this very thread: another would be late for it."""
        self._woken.set()
        if not self._placed:
            return  # it is not known yet which frame comes where
        self._source.turn()
        self._begin_later()
        if not all(self._write(self._base + self._taker.taken()) for _ in range(_AT_ONCE)):
            self._blank()

    def close(self) -> None:
        """Write no more, and let go of the taker."""
        self._stop = True
        self._woken.set()
        self._thread.close(_CLOSE_MS)
        self._source.holder = None
        self._taker.close()

    def _run(self) -> None:
        """Write ahead until stopped, or until nobody takes any more."""
        self._begin()
        while not self._stop and self._taker.alive:
            self._woken.clear()
            with self._source.lock:
                waits = self._source.turn()
                self._begin_later()
            self._fill()
            self._woken.wait(_LOOK_OFTEN_S if waits else _LOOK_S)
            self._taker.look()
        if not self._stop:
            log.info("the sound server is gone")

    def _begin(self) -> None:
        """Ask what was taken by now: PipeWire takes before anything was written."""
        for _ in range(_FIRST_LOOKS):
            if self._taker.look():
                break
            time.sleep(_FIRST_LOOK_S)
        with self._source.lock:
            self._base = self._source.pulled - round(self._taker.taken() + _FIRST_MS * self._a_ms)
            self._placed = True

    def _begin_later(self) -> None:
        """Move what begins out of silence, and would come too late by now."""
        place = self._source.pulled - self._base
        late = self._taker.taken() + self._taker.safe_ms * self._a_ms - place
        if self._fresh and late > 0:
            self._base -= round(late)
        self._fresh = False

    def _fill(self) -> None:
        while not self._stop:
            with self._source.lock:
                if not self._write(self._base + self._taker.taken()):
                    break
        with self._source.lock:
            self._blank()

    def _write(self, taken: float) -> bool:
        """Write one piece; false if there is none, or enough."""
        place = self._source.pulled
        if place < taken and self._end <= taken:
            self._jump(place, taken)
            return True
        ahead = place - taken
        if ahead >= self._hold:
            return False
        start, frames = self._source.draw(self._step, now=ahead < _LOW_MS * self._a_ms)
        if not len(frames):
            return False
        self._taker.write(start - self._base, frames)
        self._end = max(self._end, start + len(frames))
        self._begun = True
        return True

    def _jump(self, place: int, taken: float) -> None:
        """Go on with what can still be played in time: there was nothing to play."""
        self.holes += self._begun
        self._base -= round(taken - place + self._taker.safe_ms * self._a_ms)
        self._end = place

    def _blank(self) -> None:
        """Let what was held behind what was replaced be forgotten."""
        place = self._source.pulled
        if place < self._end:
            zeros = np.zeros((self._end - place, 2), np.float32)
            self._taker.write(place - self._base, zeros)
            self._end = place
