"""A PulseAudio server of a test's own, and what was heard through it.

With a ``pace`` its sink is a card whose clock differs: 1.001 is 1,000 ppm too fast.

The sink is a pipe paced by the system clock: the monitor of a null sink loses 30 to 50 ms at each
start of a stream, the pipe nothing. As root the server warns and works.
"""

import fcntl
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.fakes.tones import pitch

RATE = 44100
_FRAME_BYTES = 8  # two channels of 32-bit floats
_SILENCE = 1e-3
_F_SETPIPE_SZ = 1031
_CARD_BYTES = 8192
# 3 s: what the server cannot put into a full pipe is lost, and that would be our lateness here.
_PIPE_BYTES = 1 << 20
_LATE_S = 0.005

Samples = npt.NDArray[np.float64]


class SoundServer:
    """Start it, give ``environment`` to whoever shall be heard, ask what was heard, close it."""

    def __init__(self, rate: int = RATE, *, pace: float | None = None) -> None:
        self.rate = rate
        self._pace = pace
        # The socket's path must be short: pytest's folders are too long for a socket.
        self.folder = tempfile.TemporaryDirectory(prefix="sound-")
        self._fifo = Path(self.folder.name, "sink")
        self._socket = Path(self.folder.name, "native")
        self._heard = bytearray()
        self._arrived: list[tuple[float, float]] = []
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ear: threading.Thread | None = None
        self._clock = 0.0

    @property
    def environment(self) -> Mapping[str, str]:
        """What a program has to have in its environment to play through this server."""
        return {
            "PULSE_SERVER": f"unix:{self._socket}",
            "PULSE_COOKIE": str(Path(self.folder.name, "cookie")),
        }

    def start(self) -> None:
        """Run the server and listen from now on."""
        sink = (
            f"module-pipe-sink sink_name=ear file={self._fifo} rate={self.rate} format=float32le"
            f" channels=2 use_system_clock_for_timing={'yes' if self._pace is None else 'no'}"
        )
        command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--system=no"]
        command += ["--exit-idle-time=-1", "--disable-shm=yes", "-L", sink, "-L"]
        command += [f"module-native-protocol-unix auth-anonymous=1 socket={self._socket}"]
        self._process = subprocess.Popen(
            command,
            env={**os.environ, "HOME": self.folder.name, "XDG_RUNTIME_DIR": self.folder.name},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(self._socket.exists)
        wait_until(self._fifo.exists)
        self._ear = threading.Thread(target=self._listen, daemon=True)
        self._ear.start()
        # Without the system's clock nothing comes until somebody plays.
        wait_until(lambda: self.seconds > 0.1 or self._pace is not None)

    def stop(self) -> None:
        """End the server as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        if self._ear is not None:
            self._ear.join(5)
            self._ear = None
        self._socket.unlink(missing_ok=True)
        self._fifo.unlink(missing_ok=True)

    def close(self) -> None:
        """End the server and remove what it left."""
        self.stop()
        self.folder.cleanup()

    @property
    def seconds(self) -> float:
        """How much was heard since the start, silence included."""
        return len(self._heard) / _FRAME_BYTES / self.rate

    @property
    def began_at(self) -> float:
        """When what is heard first was played (monotonic): the server's clock is ours."""
        with self._lock:
            return min(at - heard for at, heard in self._arrived)

    def samples(self, first_s: float = 0.0) -> Samples:
        """Return the left channel from a moment on."""
        return self.frames(first_s)[:, 0]

    def frames(self, first_s: float = 0.0, seconds: float | None = None) -> Samples:
        """Return both channels from a moment on."""
        begin = int(first_s * self.rate) * _FRAME_BYTES
        with self._lock:
            end = len(self._heard) // _FRAME_BYTES * _FRAME_BYTES
            if seconds is not None:
                end = min(end, begin + int(seconds * self.rate) * _FRAME_BYTES)
            part = bytes(self._heard[begin:end])
        return np.frombuffer(part, "<f4").reshape(-1, 2).astype(float)

    def latest(self, seconds: float = 0.15) -> Samples:
        """Return what was heard just now."""
        return self.samples(max(0.0, self.seconds - seconds))

    def loudness(self) -> float:
        """Return the highest sample of what was heard just now."""
        return float(np.abs(self.latest()).max(initial=0.0))

    def pitch(self) -> float | None:
        """Return the tone heard just now, None for silence."""
        samples = self.latest()
        return pitch(samples, self.rate) if np.abs(samples).max(initial=0.0) > _SILENCE else None

    def _listen(self) -> None:
        with self._fifo.open("rb", buffering=0) as pipe:
            at_once = 1 << 14
            # As little as a card holds: what waits in the pipe is heard late.
            size = _PIPE_BYTES if self._pace is None else _CARD_BYTES
            fcntl.fcntl(pipe.fileno(), _F_SETPIPE_SZ, size)
            if self._pace is not None:
                at_once = _CARD_BYTES // 4
            while part := pipe.read(at_once):
                with self._lock:
                    # A block comes as a whole, and its first frame is what is heard then.
                    self._arrived.append((time.monotonic(), self.seconds))
                    self._heard += part
                self._wait_for_clock()

    def _wait_for_clock(self) -> None:
        if self._pace is not None:
            due = self._clock + self.seconds / self._pace
            late = time.monotonic() - due
            if late > _LATE_S:
                # No card asks at once for what it missed.
                self._clock += late
            time.sleep(max(0.0, -late))


def wait_until(condition: Callable[[], bool], seconds: float = 8.0) -> None:
    """Wait without an event loop."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)
