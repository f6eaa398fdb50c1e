"""One window per profile: the second start hands over, a killed one is replaced."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from mtplayer.desktop.instance_lock import InstanceLock
from mtplayer.desktop.instance_server import InstanceServer
from mtplayer.desktop.instance_socket import socket_name

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from mtplayer.desktop.instance_socket import ask, socket_name
from mtplayer.desktop.instance_lock import InstanceLock
from mtplayer.desktop.instance_server import InstanceServer

app = QCoreApplication([])
profile = Path(sys.argv[1])
lock = InstanceLock(profile / ".lock")
if lock.acquire():
    print("first", flush=True)
    server = InstanceServer(socket_name(profile), lambda request: {"heard": request["paths"]})
    server.listen()
    app.exec()
else:
    print("second", ask(socket_name(profile), {"paths": sys.argv[2:]}), flush=True)
"""


# It decides before there is a window, and the second start has none.
pytestmark = pytest.mark.blocking

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(profile: Path) -> Iterator[Start]:
    """Start the program above; whatever still runs at the end is ended."""
    running: list[subprocess.Popen[str]] = []

    def start(*paths: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(profile), *paths],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    folder = tmp_path / "profile"
    folder.mkdir()
    return folder


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_of_six_starts_one_is_first_and_five_are_heard(start):
    starts = [start(f"/music/{number}.flac") for number in range(6)]
    lines = {process.pid: _line(process) for process in starts}
    first = [process for process in starts if lines[process.pid] == "first"]
    assert len(first) == 1
    for number, process in enumerate(starts):
        if process not in first:
            assert lines[process.pid] == f"second {{'heard': ['/music/{number}.flac']}}"
            assert process.wait(10) == 0


def test_a_killed_first_one_is_replaced(start):
    first = start()
    assert _line(first) == "first"
    first.send_signal(signal.SIGKILL)
    first.wait(10)
    heir = start()
    assert _line(heir) == "first"
    other = start("a b")
    assert _line(other) == "second {'heard': ['a b']}"


def test_nobody_answers_within_two_seconds(start, profile):
    lock = InstanceLock(profile / ".lock")
    assert lock.acquire()
    began = time.monotonic()
    second = start()
    assert _line(second) == "second None"
    assert 1.5 < time.monotonic() - began < 8
    lock.release()


@pytest.mark.parametrize("length", [10, 150])
def test_the_socket_path_fits_whatever_the_profile_is_called(tmp_path, monkeypatch, length):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    path = socket_name(tmp_path / ("p" * length))
    assert len(os.fsencode(path)) < 100
    assert Path(path).is_absolute()


def test_two_profiles_have_two_sockets_and_one_folder_has_one(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", tempfile.gettempdir())
    (tmp_path / "a").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert socket_name(tmp_path / "a") != socket_name(tmp_path / "b")
    assert socket_name(tmp_path / "a") == socket_name(tmp_path / "link")


def test_a_folder_that_cannot_be_written_is_told_from_being_second(tmp_path):
    lock = InstanceLock(tmp_path / "nowhere" / ".lock")
    assert not lock.acquire()
    first, second = InstanceLock(tmp_path / ".lock"), InstanceLock(tmp_path / ".lock")
    assert first.acquire()
    assert not second.acquire()
    assert not second.refused
    first.release()
    assert second.acquire()
    second.release()


class _Client:
    def __init__(self, qtbot, name: str) -> None:
        self._qtbot = qtbot
        self.socket = QLocalSocket()
        self.socket.connectToServer(name)

    def ask(self, line: bytes) -> object:
        self.socket.write(line)
        self._qtbot.waitUntil(self.socket.canReadLine)
        return json.loads(self.socket.readLine().data())


@pytest.fixture
def server(qtbot, profile):
    heard = []

    def answer(request):
        heard.append(request)
        return {"ok": True, "number": len(heard)}

    server = InstanceServer(socket_name(profile), answer)
    assert server.listen()
    yield _Client(qtbot, socket_name(profile)), heard
    server.close()


def test_one_connection_may_ask_twice(server):
    client, heard = server
    assert client.ask(b'{"command": "next"}\n') == {"ok": True, "number": 1}
    assert client.ask(b'{"command": "state"}\n') == {"ok": True, "number": 2}
    assert [request["command"] for request in heard] == ["next", "state"]


def test_a_request_may_arrive_in_pieces(server, qtbot):
    client, heard = server
    client.socket.write(b'{"command": ')
    client.socket.flush()
    qtbot.wait(50)
    assert heard == []
    assert client.ask(b'"next"}\n') == {"ok": True, "number": 1}


@pytest.mark.parametrize("line", [b"nonsense\n", b"[1, 2]\n", b"\xff\xfe\n"])
def test_nonsense_is_answered_and_reaches_nobody(server, line):
    client, heard = server
    reply = client.ask(line)
    assert reply["ok"] is False
    assert heard == []


def test_the_lock_of_one_that_was_killed_while_it_made_it_is_taken_over(tmp_path):
    path = tmp_path / ".lock"
    path.touch()
    lock, other = InstanceLock(path), InstanceLock(path)
    assert lock.acquire()
    assert not other.acquire()
    lock.release()
    assert other.acquire()
    other.release()
