"""One window per profile: the first holds a lock and listens, later starts hand over to it."""

import hashlib
import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QLockFile, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from mtplayer.runtime.paths import Profile

log = logging.getLogger(__name__)

Request = Mapping[str, Any]
Reply = Mapping[str, object]
Answer = Callable[[Request], Reply]

# sun_path holds 108 bytes on Linux, 104 on macOS.
LONGEST_PATH = 99
LONGEST_REQUEST = 16_000_000
RETRY_S = 2.0
CONNECT_MS = 300
REPLY_MS = 5000


def socket_name(profile: Path) -> str:
    """Return the name that belongs to a profile: an absolute path, or a pipe's name on Windows."""
    tag = hashlib.sha256(os.fsencode(profile.resolve())).hexdigest()[:16]
    if sys.platform == "win32":
        return f"mtplayer-{tag}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    # Qt puts a relative name below the temporary folder, where others could be first.
    path = Path(runtime if Path(runtime).is_dir() and runtime else profile) / f"mtplayer-{tag}.sock"
    if len(os.fsencode(path)) > LONGEST_PATH:
        path = Path(tempfile.gettempdir()) / f"mtplayer-{os.getuid()}-{tag}.sock"
    return str(path)


class InstanceLock:
    """Decides who is first. The lock of a process that was killed is taken over."""

    def __init__(self, path: Path) -> None:
        self._lock = QLockFile(str(path))
        self._lock.setStaleLockTime(0)

    def acquire(self) -> bool:
        """Return whether this process is now the one."""
        return self._lock.tryLock(0)

    @property
    def refused(self) -> bool:
        """Whether the folder cannot be written, which is not the same as being second."""
        return self._lock.error() == QLockFile.LockError.PermissionError

    def release(self) -> None:
        """Let another be the one."""
        self._lock.unlock()


class InstanceServer(QObject):
    """Answers later starts and commands: one JSON object a line in, one out.

    ``answer`` runs on the UI thread and must not block. Listen only while holding the lock:
    what is left under this name is then stale.
    """

    def __init__(self, name: str, answer: Answer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._answer = answer
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)

    def listen(self) -> bool:
        """Begin; without it the window works, but later starts cannot reach it."""
        QLocalServer.removeServer(self._name)
        if self._server.listen(self._name):
            return True
        log.warning("no second start can reach this one: %s", self._server.errorString())
        return False

    def close(self) -> None:
        """Be out of reach."""
        self._server.close()

    def _welcome(self) -> None:
        while self._server.hasPendingConnections():
            _Caller(self._server.nextPendingConnection(), self._answer, self)


class _Caller(QObject):
    """One connection: it may ask several things, one after the other."""

    def __init__(self, socket: QLocalSocket, answer: Answer, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        self._answer = answer
        socket.setParent(self)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self.deleteLater)
        self._read()

    def _read(self) -> None:
        while self._socket.canReadLine():
            line = bytes(self._socket.readLine().data())
            self._socket.write(json.dumps(self._reply(line)).encode() + b"\n")
            self._socket.flush()
        if self._socket.bytesAvailable() > LONGEST_REQUEST:
            self._socket.abort()

    def _reply(self, line: bytes) -> Reply:
        try:
            request = json.loads(line)
        except ValueError:
            return {"ok": False, "problem": "This is not JSON."}
        if not isinstance(request, dict):
            return {"ok": False, "problem": "This is not a JSON object."}
        return self._answer(cast("Request", request))


def ask(name: str, request: Request, retry_s: float = RETRY_S) -> Reply | None:
    """Return what the running window answers; None if nobody does.

    Blocks, so only a process without a window may call it. Whoever holds the lock may still
    be starting, hence the patience.
    """
    line = json.dumps(request).encode() + b"\n"
    ends = time.monotonic() + retry_s
    while True:
        socket = QLocalSocket()
        socket.connectToServer(name)
        if socket.waitForConnected(CONNECT_MS):
            return _exchange(socket, line)
        if time.monotonic() > ends:
            return None
        time.sleep(0.05)


def _exchange(socket: QLocalSocket, line: bytes) -> Reply | None:
    socket.write(line)
    socket.flush()
    ends = time.monotonic() + REPLY_MS / 1000
    while not socket.canReadLine():
        left = int((ends - time.monotonic()) * 1000)
        if left <= 0 or not socket.waitForReadyRead(left):
            return None
    reply = json.loads(bytes(socket.readLine().data()))
    return cast("Reply", reply) if isinstance(reply, dict) else None


def ask_if_open(profile: Profile, request: Request) -> Reply | None:
    """Return what the open window answers; None at once if there is none."""
    if not profile.instance_lock.exists():
        return None
    return ask(socket_name(profile.folder), request, retry_s=0)
