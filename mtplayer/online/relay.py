"""Lets libVLC hear an https server whose certificate was accepted: it asks us, we ask the server.

libVLC could only accept one for good and for every program, in a file that we do not keep.
"""

import contextlib
import logging
import socket
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from mtplayer.core.playing.trust import host_of, shown_host, trusted_in
from mtplayer.online.certificates import OtherCertificate, connect
from mtplayer.runtime.long_thread import LongThread

log = logging.getLogger(__name__)

_WITHIN_S: Final = 10.0
_LOOK_S: Final = 1.0
_CLOSE_MS: Final = 1500
_AT_ONCE: Final = 1 << 15
_LONGEST_HEAD: Final = 1 << 16
_END: Final = b"\r\n\r\n"
_REFUSED: Final = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close" + _END


class Relays:
    """One for each server that is used; ``trusted`` returns the setting."""

    def __init__(self, trusted: Callable[[], str]) -> None:
        self._trusted = trusted
        self._relays: dict[tuple[str, str], Relay] = {}

    def accepted(self, url: str) -> str:
        """Return the certificate that was accepted for an address, nothing if none was."""
        return trusted_in(self._trusted()).get(host_of(url), "")

    def route(self, url: str) -> str:
        """Return by which address libVLC can hear this one."""
        certificate = self.accepted(url)
        if not certificate:
            return url
        key = (host_of(url), certificate)
        if key not in self._relays:
            self._relays[key] = Relay(*key)
        return self._relays[key].address(url)

    def close(self) -> None:
        """Pass nothing on any more."""
        for relay in self._relays.values():
            relay.close()
        self._relays.clear()


class Relay:
    """Listens on this machine only, and reaches one server only."""

    def __init__(self, host: str, certificate: str) -> None:
        self._host = host
        self._certificate = certificate
        self._closed = False
        self._lines: set[socket.socket] = set()
        self._ear = socket.create_server(("127.0.0.1", 0))
        self._here = f"127.0.0.1:{self._ear.getsockname()[1]}"
        self._ear.settimeout(_LOOK_S)
        self._thread = LongThread("relay")
        self._thread.post(self._listen)

    def address(self, url: str) -> str:
        """Return where an address of the server is found here."""
        parts = urlsplit(url)
        return urlunsplit(("http", self._here, parts.path, parts.query, ""))

    def close(self) -> None:
        """Hang up."""
        self._closed = True
        for line in (self._ear, *list(self._lines)):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        self._thread.close(_CLOSE_MS)
        self._ear.close()

    def _listen(self) -> None:
        while not self._closed:
            try:
                client, _ = self._ear.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            # Its task is its last: a thread for each line, as a stream lasts for hours.
            line = LongThread("relay line")
            line.post(lambda client=client: self._serve(client))
            line.finish()

    def _serve(self, client: socket.socket) -> None:
        self._lines.add(client)
        try:
            with client:
                self._pass_on(client)
        except (OSError, OtherCertificate) as error:
            log.info("a line to %s ended: %s", self._host, error)
        finally:
            self._lines.discard(client)

    def _pass_on(self, client: socket.socket) -> None:
        client.settimeout(_WITHIN_S)
        head, _ = _head(client)
        try:
            server = connect(self._host, _WITHIN_S, self._certificate)
        except (OSError, OtherCertificate):
            client.sendall(_REFUSED)
            raise
        with server:
            server.sendall(self._asked(head))
            answer, rest = _head(server)
            # A pause of the listener may last.
            client.settimeout(None)
            client.sendall(self._answered(answer) + rest)
            server.settimeout(_LOOK_S)
            while (content := self._read(server, client)) is not None:
                client.sendall(content)

    def _read(self, server: socket.socket, client: socket.socket) -> bytes | None:
        """Return what comes next, maybe nothing yet; None when either of them is gone."""
        try:
            return server.recv(_AT_ONCE) or None
        except TimeoutError:
            return None if self._closed or _gone(client) else b""

    def _asked(self, head: bytes) -> bytes:
        """Return what libVLC asks as it would have asked the server, once."""
        first, *lines = head.split(b"\r\n")
        ours = (b"host:", b"connection:")
        kept = [line for line in lines if not line.lower().startswith(ours)]
        host = shown_host(self._host).encode()
        return b"\r\n".join([first, b"Host: " + host, b"Connection: close", *kept]) + _END

    def _answered(self, head: bytes) -> bytes:
        """Return the answer with ways to the same server leading through here."""
        lines = head.split(b"\r\n")
        return b"\r\n".join(map(self._led_here, lines)) + _END

    def _led_here(self, line: bytes) -> bytes:
        name, colon, value = line.partition(b":")
        url = value.strip().decode("latin-1")
        if name.lower() != b"location" or host_of(url) != self._host:
            return line
        return name + colon + b" " + self.address(url).encode("latin-1")


def _head(line: socket.socket) -> tuple[bytes, bytes]:
    """Return what comes before the empty line, and what was read behind it."""
    read = b""
    while _END not in read:
        part = line.recv(_AT_ONCE)
        if not part or len(read) > _LONGEST_HEAD:
            raise ConnectionResetError("it said nothing that HTTP knows")
        read += part
    head, _, rest = read.partition(_END)
    return head, rest


def _gone(client: socket.socket) -> bool:
    """Whether nobody listens any more."""
    client.setblocking(False)  # noqa: FBT003 - the socket's own signature
    try:
        return not client.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    finally:
        client.settimeout(None)
