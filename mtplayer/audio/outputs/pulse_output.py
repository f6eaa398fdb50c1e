"""The sound device by PulseAudio's or PipeWire's server, which holds 0.4 s ahead.

No delay of ours is heard, and none of a command either: what the server holds is replaced.
"""

import time
from typing import Final

from mtplayer.audio.outputs.ahead import Ahead, hold_ms
from mtplayer.audio.outputs.output import OutputState, PatientSource, PlainOutput
from mtplayer.audio.outputs.pulse_stream import PulseStream, Reading
from mtplayer.audio.pcm_queue import Frames

_REQUEST_MS: Final = 15.0
# What is written reaches the server within that, on a thread that waits for Python's lock.
_SAFE_MS: Final = 15.0
# On a busy machine the first 11 ms behind a pause came too late.
_OUT_OF_SILENCE_MS: Final = 30.0
_LONGEST_GUESS_S: Final = 0.25
_APP: Final = "mtplayer"


class PulseOutput(PlainOutput):
    """A thread of ours writes ahead; PulseMissing where there is no such server."""

    def __init__(self) -> None:
        self._ahead: Ahead | None = None

    def open(self, rate: int, device: str, source: PatientSource) -> OutputState:
        """Begin to write."""
        self.close()
        sink = _sink_of(device) if device else ""
        stream = PulseStream(_APP, rate, sink, hold_ms=hold_ms(rate), request_ms=_REQUEST_MS)
        self._ahead = Ahead(_Server(stream, rate), rate, source)
        return OutputState(
            rate=rate,
            latency_ms=_SAFE_MS + _REQUEST_MS,
            backend="PulseAudio",
            device=device,
        )

    def close(self) -> None:
        """Write no more; what the server still holds is dropped."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
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


class _Server:
    """A stream of which we hear now and then how much was taken."""

    safe_ms = _SAFE_MS
    safe_out_of_silence_ms = _OUT_OF_SILENCE_MS

    def __init__(self, stream: PulseStream, rate: int) -> None:
        self._stream = stream
        self._rate = rate
        self._reading = Reading(time.monotonic(), 0, _REQUEST_MS * rate / 1000)

    @property
    def alive(self) -> bool:
        """Whether the server still takes what is written."""
        return self._stream.alive

    def look(self) -> bool:
        """Take in what the server said last, and ask it anew."""
        reading = self._stream.read()
        if reading is not None:
            self._reading = reading
        return reading is not None

    def taken(self) -> float:
        """Return how much the server has taken by now."""
        reading = self._reading
        since = min(_LONGEST_GUESS_S, time.monotonic() - reading.at)
        return reading.taken + since * self._rate

    def heard(self) -> float:
        """Return the frame that is heard now."""
        return self.taken() - self._reading.held

    def write(self, at: int, frames: Frames) -> None:
        """Let these be heard; the server leaves out as much of them as it has played already."""
        self._stream.write(at, frames)

    def close(self) -> None:
        """Let go of the server."""
        self._stream.close()
