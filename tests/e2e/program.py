"""The real program as a process: started, asked over its socket, watched through its log."""

import json
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from mtplayer.desktop.instance_socket import socket_name

ROOT = Path(__file__).resolve().parents[2]
MTPLAYER = ("-m", "mtplayer", "--profile")
PATIENCE_S = 20.0

Line = Mapping[str, Any]


class Program:
    """One profile and the process that runs on it; may be started again and again."""

    def __init__(self, profile: Path, environment: Mapping[str, str]) -> None:
        self.profile = profile
        self.lines: list[Line] = []
        self.expected: list[str] = []
        self.environment = dict(environment)
        self._process: subprocess.Popen[str] | None = None
        self._incoming: queue.SimpleQueue[Line | None] = queue.SimpleQueue()
        self.words = ""
        self.command = MTPLAYER

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self, *arguments: str, ready: str | None = "started") -> None:
        """Start it in a session of its own, and wait until it says that it is ready."""
        self._process = subprocess.Popen(
            [sys.executable, *self.command, str(self.profile), "--log-json", *arguments],
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
        )
        self._incoming = queue.SimpleQueue()
        threading.Thread(
            target=self._listen, args=(self._process, self._incoming), daemon=True
        ).start()
        if ready is not None:
            self.wait_for(ready)

    def start_refused(self, *arguments: str) -> str:
        """Start it where it cannot run; return what it says before someone closes the dialog."""
        self.start(*arguments, ready=None)
        ends = time.monotonic() + PATIENCE_S
        while not self.words.endswith("\n") and time.monotonic() < ends:
            time.sleep(0.02)
        self.terminate()
        return self.words

    def wait_for(self, pattern: str, timeout_s: float = PATIENCE_S) -> Line:
        """Return the next line of the log whose message matches."""
        ends = time.monotonic() + timeout_s
        while True:
            try:
                line = self._incoming.get(timeout=max(0.01, ends - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"“{pattern}” was never logged; {self._story()}") from None
            if line is None:
                raise AssertionError(f"it ended before “{pattern}”; {self._story()}")
            self.lines.append(line)
            if re.search(pattern, line["message"]):
                return line
            assert line["level"] != "CRITICAL", f"no “{pattern}”; {self._story()}{line['trace']}"

    def ask(self, command: str, **fields: object) -> dict[str, Any]:
        """Send a command over the socket and return the answer."""
        with closing(socket.socket(socket.AF_UNIX)) as caller:
            caller.settimeout(PATIENCE_S)
            caller.connect(self._socket_name())
            caller.sendall(json.dumps({"command": command, **fields}).encode() + b"\n")
            with caller.makefile("rb") as answer:
                return json.loads(answer.readline())

    def until(self, wanted: str, timeout_s: float = PATIENCE_S, **state: object) -> dict[str, Any]:
        """Ask until what the program says of itself has these values, and return all of it."""
        ends = time.monotonic() + timeout_s
        while True:
            said = self.ask("state")
            if all(said.get(name) == value for name, value in state.items()):
                return said
            assert time.monotonic() < ends, f"{wanted} never happened: {said}; {self._story()}"
            time.sleep(0.02)

    def quit(self) -> int:
        """Ask it to quit, and return the exit code."""
        self.ask("quit")
        return self.wait()

    def terminate(self) -> int:
        """End it as a session's end does, and return the exit code."""
        assert self._process is not None
        self._process.terminate()
        return self.wait()

    def kill(self) -> None:
        """End it without warning."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(PATIENCE_S)

    def wait(self) -> int:
        assert self._process is not None
        return self._process.wait(PATIENCE_S)

    def left_behind(self, within_s: float = 3.0) -> list[str]:
        """Return the processes of its session that still run after a while."""
        ends = time.monotonic() + within_s
        while (found := _session(self.pid)) and time.monotonic() < ends:
            time.sleep(0.05)
        return found

    def end(self) -> None:
        """Clean up after a test; what is left of the session must not outlive it."""
        if self._process is not None:
            if self._process.poll() is None:
                self._process.kill()
            self._process.wait()
            for line in _session(self.pid):
                os.kill(int(line.split()[0]), signal.SIGKILL)

    def unexpected(self) -> list[str]:
        """Return every warning and worse that no test announced in ``expected``."""
        self._drain()
        return [
            f"{line['level']} {line['logger']}: {line['message']}\n{line.get('trace', '')}"
            for line in self.lines
            if line["level"] not in {"DEBUG", "INFO"}
            and not any(re.search(words, line["message"]) for words in self.expected)
        ]

    def _drain(self) -> None:
        while not self._incoming.empty():
            if (line := self._incoming.get()) is not None:
                self.lines.append(line)

    def _listen(
        self, process: subprocess.Popen[str], lines: "queue.SimpleQueue[Line | None]"
    ) -> None:
        assert process.stderr is not None
        with process.stderr:
            for text in process.stderr:
                if text.startswith("{"):
                    lines.put(json.loads(text))
                else:
                    self.words += text
        lines.put(None)

    def _socket_name(self) -> str:
        return socket_name(self.profile)

    def _story(self) -> str:
        self._drain()
        said = "\n".join(f"{line['level']} {line['message']}" for line in self.lines[-30:])
        return f"it said\n{said}\n{self.words[-3000:]}"


def _session(leader: int) -> list[str]:
    """Return “pid name” of every process of a session that is no zombie."""
    found: list[str] = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, _, rest = stat.read_text().rpartition(")")
        except OSError:
            continue
        state, _parent, _group, session = rest.split()[:4]
        if int(session) == leader and state != "Z":
            found.append(f"{stat.parent.name} {head.partition('(')[2]}")
    return found
