"""The sound device by PulseAudio's or PipeWire's server, which holds 0.4 s ahead.

No delay of ours is heard, and none of a command either: what the server holds is replaced.
"""

import logging
import threading
import time
from typing import Final

import numpy as np

from mtplayer.audio.outputs.output import OutputState, PatientSource, PlainOutput
from mtplayer.audio.outputs.pulse_stream import PulseStream, Reading
from mtplayer.runtime.long_thread import LongThread

log = logging.getLogger(__name__)

HOLD_MS: Final = 400.0
# The equalizer goes back over 40 blocks at most.
_MOST_FRAMES: Final = 36_000
_REQUEST_MS: Final = 15.0
# What is written reaches the server within that, on a thread that waits for Python's lock.
_SAFE_MS: Final = 15.0
# Out of silence nobody hears that it comes later; 6 ms of a track's beginning came too late.
_FIRST_MS: Final = 40.0
# With less than this a hole comes near: better silence from here than from the server.
_LOW_MS: Final = 60.0
_STEP_MS: Final = 20.0
# What is written with a command: with it a fade of 20 ms is out.
_AT_ONCE: Final = 3
_LOOK_S: Final = 0.04
_LOOK_OFTEN_S: Final = 0.005
_LONGEST_GUESS_S: Final = 0.25
_FIRST_LOOKS: Final = 10
_FIRST_LOOK_S: Final = 0.002
_CLOSE_MS: Final = 2000
_APP: Final = "mtplayer"


class PulseOutput(PlainOutput):
    """A thread of ours writes ahead; PulseMissing where there is no such server."""

    def __init__(self) -> None:
        self._ahead: _Ahead | None = None
        self._thread: LongThread | None = None

    def open(self, rate: int, device: str, source: PatientSource) -> OutputState:
        """Begin to write."""
        self.close()
        sink = _sink_of(device) if device else ""
        hold_ms = min(HOLD_MS, _MOST_FRAMES * 1000 / rate)
        stream = PulseStream(_APP, rate, sink, hold_ms=hold_ms, request_ms=_REQUEST_MS)
        self._ahead = ahead = _Ahead(stream, rate, hold_ms, source)
        self._thread = LongThread("audio ahead")
        self._thread.post(ahead.run)
        return OutputState(
            rate=rate,
            latency_ms=_SAFE_MS + _REQUEST_MS,
            backend="PulseAudio",
            device=device,
        )

    def close(self) -> None:
        """Write no more; what the server still holds is dropped."""
        ahead, self._ahead = self._ahead, None
        thread, self._thread = self._thread, None
        if ahead is not None and thread is not None:
            ahead.stop()
            thread.close(_CLOSE_MS)
            ahead.close()

    def end(self) -> None:
        """Close for good."""
        self.close()

    @property
    def holes(self) -> int:
        """How often the server had nothing of ours to play, since it was opened."""
        return 0 if self._ahead is None else self._ahead.holes


def _sink_of(device: str) -> str:
    """Return what the server calls a device; AudioUnavailable if it is gone."""
    # Only where one was chosen: the system's own needs no list of all.
    from mtplayer.audio.outputs.miniaudio_output import pulse_name

    return pulse_name(device)


class _Ahead:
    """Keeps the server's buffer full. Frames are the source's; the stream's begin at 0."""

    def __init__(
        self, stream: PulseStream, rate: int, hold_ms: float, source: PatientSource
    ) -> None:
        self.holes = 0
        self._stream = stream
        self._source = source
        self._rate = rate
        self._a_ms = rate / 1000
        self._hold = round(hold_ms * self._a_ms)
        self._step = round(_STEP_MS * self._a_ms)
        self._stop = False
        self._woken = threading.Event()
        self._base = source.pulled
        self._end = source.pulled
        self._begun = False
        self._placed = False
        self._reading = Reading(time.monotonic(), 0, _REQUEST_MS * self._a_ms)
        source.holder = self

    def reach(self) -> int:
        """Return the first frame that can be replaced in time."""
        safe_ms = _SAFE_MS if self._source.sounds else _FIRST_MS
        return self._base + round(self._taken() + safe_ms * self._a_ms)

    def heard(self) -> float:
        """Return the frame that is heard now."""
        return self._base + self._taken() - self._reading.held

    def wake(self) -> None:
        """Replace what comes first on this very thread: another would be late for it."""
        self._woken.set()
        if not self._placed:
            return  # it is not known yet which frame comes where
        self._source.turn()
        if not all(self._write(self._base + self._taken()) for _ in range(_AT_ONCE)):
            self._blank()

    def stop(self) -> None:
        """Let ``run`` return."""
        self._stop = True
        self._woken.set()

    def close(self) -> None:
        """Let go of the server."""
        self._source.holder = None
        self._stream.close()

    def run(self) -> None:
        """Write ahead until stopped, or until the server is gone."""
        self._begin()
        while not self._stop and self._stream.alive:
            self._woken.clear()
            waits = self._source.turn()
            self._fill()
            self._woken.wait(_LOOK_OFTEN_S if waits else _LOOK_S)
            self._look()
        if not self._stop:
            log.info("the sound server is gone")

    def _begin(self) -> None:
        """Ask where the server is by now: PipeWire takes before anything was written."""
        for _ in range(_FIRST_LOOKS):
            if self._look():
                break
            time.sleep(_FIRST_LOOK_S)
        with self._source.lock:
            self._base = self._source.pulled - round(self._taken() + _FIRST_MS * self._a_ms)
            self._placed = True

    def _look(self) -> bool:
        reading = self._stream.read()
        if reading is not None:
            self._reading = reading
        return reading is not None

    def _taken(self) -> float:
        """Return how much the server has taken by now, of which we hear now and then."""
        reading = self._reading
        since = min(_LONGEST_GUESS_S, time.monotonic() - reading.at)
        return reading.taken + since * self._rate

    def _fill(self) -> None:
        while not self._stop:
            with self._source.lock:
                taken = self._base + self._taken()
                if not self._write(taken):
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
        # Of what comes too late the server leaves out as much as it has played already.
        self._stream.write(start - self._base, frames)
        self._end = max(self._end, start + len(frames))
        self._begun = True
        return True

    def _jump(self, place: int, taken: float) -> None:
        """Go on where the server is by now: it had nothing to play."""
        self.holes += self._begun
        self._base -= round(taken - place + _SAFE_MS * self._a_ms)
        self._end = place

    def _blank(self) -> None:
        """Let the server forget what was there behind what was replaced."""
        place = self._source.pulled
        if place < self._end:
            zeros = np.zeros((self._end - place, 2), np.float32)
            self._stream.write(place - self._base, zeros)
            self._end = place
