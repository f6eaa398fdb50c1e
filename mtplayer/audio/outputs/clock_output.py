"""Outputs without a device, at the speed of the clock: into a WAV file, or into nothing."""

import threading
import time
import wave
from pathlib import Path
from typing import Final

import numpy as np

from mtplayer.audio.outputs.output import OutputState, PlainOutput, Source
from mtplayer.audio.pcm_queue import Frames
from mtplayer.runtime.long_thread import LongThread

_STEP_S: Final = 0.02
_FULL: Final = 32768


class WavFile:
    """Takes frames of one rate and writes 16 bits of them; what fits in 16 bits stays as it is."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._out: wave.Wave_write | None = None
        self._rate = 0

    def open(self, rate: int) -> int:
        """Return the rate that it takes: that of the first time."""
        if self._out is None:
            self._rate = rate
            self._out = wave.open(str(self._target), "wb")  # noqa: SIM115
            self._out.setnchannels(2)
            self._out.setsampwidth(2)
            self._out.setframerate(rate)
        return self._rate

    def write(self, frames: Frames) -> None:
        """Append frames."""
        if self._out is not None:
            whole = np.clip(np.rint(frames * _FULL), -_FULL, _FULL - 1)
            self._out.writeframesraw(whole.astype("<i2").tobytes())

    def close(self) -> None:
        """Write the header's sizes."""
        if self._out is not None:
            self._out.close()
            self._out = None


class ClockOutput(PlainOutput):
    """Asks for 20 ms every 20 ms; with ``file`` it keeps the music, without pauses."""

    def __init__(self, file: WavFile | None = None) -> None:
        self._file = file
        self._thread: LongThread | None = None
        self._stop = threading.Event()

    def open(self, rate: int, device: str, source: Source) -> OutputState:
        """Begin to ask."""
        self.close()
        if self._file is not None:
            rate = self._file.open(rate)
        self._stop = stop = threading.Event()
        self._thread = LongThread("audio clock")
        self._thread.post(lambda: self._run(rate, source, stop))
        backend = "file" if self._file is not None else "silence"
        return OutputState(
            rate=rate,
            latency_ms=0,
            backend=backend,
            device=device,
            full_volume=self._file is not None,
        )

    def close(self) -> None:
        """Ask no more; the file stays open for another stream."""
        if self._thread is not None:
            self._stop.set()
            self._thread.close(2000)
            self._thread = None

    def end(self) -> None:
        """Close the file too."""
        self.close()
        if self._file is not None:
            self._file.close()

    def _run(self, rate: int, source: Source, stop: threading.Event) -> None:
        begun, step, count = time.monotonic(), round(rate * _STEP_S), 0
        while not stop.is_set():
            frames = source.pull(step)
            if self._file is not None:
                self._file.write(frames[: len(frames) - source.padding])
            count += step
            stop.wait(max(0.0, begun + count / rate - time.monotonic()))
