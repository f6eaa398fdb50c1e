"""Answers what later starts and the desktop's keys ask the open window."""

import json
import logging
from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from mtplayer.desktop.instance_socket import Reply, Request

log = logging.getLogger(__name__)

Answer = Callable[[Request], Reply]

LONGEST_REQUEST = 16_000_000


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
