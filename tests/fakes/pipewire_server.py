"""A PipeWire server of a test's own that speaks PulseAudio's protocol, and what was heard there.

PipeWire itself, its session manager, and a recorder of PulseAudio's at the monitor of a null sink.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from tests.fakes.sound_server import Samples, wait_until

RATE = 44_100
NEEDED = ("pipewire", "wireplumber", "dbus-run-session", "parec", "pactl")
_FRAME_BYTES = 8

_CONF = """
context.properties = {{
    support.dbus = false
    core.daemon = true
    core.name = pipewire-0
    default.clock.rate = {rate}
    default.clock.allowed-rates = [ {rate} ]
}}
context.spa-libs = {{
    audio.convert.* = audioconvert/libspa-audioconvert
    support.* = support/libspa-support
}}
context.modules = [
    {{ name = libpipewire-module-protocol-native }}
    {{ name = libpipewire-module-metadata }}
    {{ name = libpipewire-module-spa-node-factory }}
    {{ name = libpipewire-module-client-node }}
    {{ name = libpipewire-module-adapter }}
    {{ name = libpipewire-module-link-factory }}
    {{ name = libpipewire-module-session-manager }}
    {{ name = libpipewire-module-access }}
    {{ name = libpipewire-module-protocol-pulse
       args = {{ server.address = [ "unix:{socket}" ] }} }}
]
context.objects = [
    {{ factory = spa-node-factory
       args = {{ factory.name = support.node.driver node.name = Dummy-Driver
                 node.group = pipewire.dummy priority.driver = 20000 }} }}
    {{ factory = adapter
       args = {{ factory.name = support.null-audio-sink node.name = ear
                 media.class = Audio/Sink audio.position = [ FL FR ] audio.rate = {rate}
                 object.linger = true }} }}
]
"""


def missing() -> str:
    """Return what is not installed of what it needs."""
    return ", ".join(name for name in NEEDED if shutil.which(name) is None)


class PipeWireServer:
    """Start it, give ``environment`` to whoever shall be heard, ask what was heard, close it."""

    def __init__(self) -> None:
        # The sockets' paths must be short.
        self._folder = tempfile.TemporaryDirectory(prefix="pipewire-")
        self._socket = Path(self._folder.name, "native")
        self._programs: list[subprocess.Popen[bytes]] = []
        self._heard = bytearray()
        self._ear: threading.Thread | None = None

    @property
    def environment(self) -> Mapping[str, str]:
        """What a program has to have in its environment to play through this server."""
        return {"PULSE_SERVER": f"unix:{self._socket}"}

    def start(self) -> None:
        """Run the server and listen from now on."""
        conf = Path(self._folder.name, "sound.conf")
        conf.write_text(_CONF.format(rate=RATE, socket=self._socket))
        self._run("pipewire", "-c", str(conf))
        wait_until(self._socket.exists)
        # Without a bus it ends at once.
        self._run("dbus-run-session", "--", "wireplumber")
        wait_until(lambda: b"Default Sink: ear" in self._ask("info"), 20)
        ear = ["--device=ear.monitor", "--format=float32le", "--channels=2", "--latency-msec=20"]
        recorder = self._run("parec", "--raw", f"--rate={RATE}", *ear)
        self._ear = threading.Thread(target=self._listen, args=(recorder,), daemon=True)
        self._ear.start()
        wait_until(lambda: len(self._heard) > RATE, 20)

    def frames(self) -> Samples:
        """Return both channels of all that was heard."""
        whole = bytes(self._heard)
        usable = len(whole) // _FRAME_BYTES * _FRAME_BYTES
        return np.frombuffer(whole[:usable], "<f4").reshape(-1, 2).astype(float)

    def loud(self) -> bool:
        """Whether anything was heard just now."""
        return float(np.abs(self.frames()[-RATE // 50 :]).max(initial=0)) > 1e-4

    def close(self) -> None:
        """End everything and remove what it left."""
        for program in reversed(self._programs):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
            program.wait()
        if self._ear is not None:
            self._ear.join(5)
        self._folder.cleanup()

    def _run(self, *command: str) -> subprocess.Popen[bytes]:
        program = subprocess.Popen(
            command,
            env=self._around(),
            stdout=subprocess.PIPE if command[0] == "parec" else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._programs.append(program)
        return program

    def _ask(self, *words: str) -> bytes:
        return subprocess.run(
            ["pactl", *words], env=self._around(), capture_output=True, check=False
        ).stdout

    def _around(self) -> dict[str, str]:
        here = {"HOME": self._folder.name, "XDG_RUNTIME_DIR": self._folder.name}
        return {**os.environ, **here, **self.environment}

    def _listen(self, recorder: subprocess.Popen[bytes]) -> None:
        assert recorder.stdout is not None
        with recorder.stdout as sound:
            while part := sound.read1(1 << 14):
                self._heard += part
