"""An Icecast server of a test's own: it sends made music as fast as it plays, with titles.

It can fall silent with the line open, hang up, refuse, and come back at the same address.
"""

import functools
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

BYTES_A_SECOND = {"mp3": 16_000, "ogg": 14_000}
TYPES = {"mp3": "audio/mpeg", "ogg": "application/ogg"}
_METAINT = 4_000
_AHEAD_S = 2.0
_TICK_S = 0.05


@functools.cache
def broadcast(kind: str, seconds: int = 12) -> bytes:
    """Return music to be sent again and again."""
    encoder = {
        "mp3": ["-c:a", "libmp3lame", "-b:a", "128k", "-write_xing", "0", "-id3v2_version", "0"],
        "ogg": ["-c:a", "libvorbis", "-b:a", "112k"],
    }[kind]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"x.{kind}")
        command = ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i"]
        command += [f"sine=frequency=440:sample_rate=44100:duration={seconds}", "-ac", "2"]
        command += ["-map_metadata", "-1", *encoder]
        if kind == "ogg":
            command += ["-metadata", "artist=Low Orbit", "-metadata", "title=Perigee"]
        subprocess.run([*command, str(path)], check=True)
        return path.read_bytes()


class Radio:
    """Start it, tune in to ``url``, turn its knobs, close it."""

    def __init__(self, kind: str = "mp3") -> None:
        self.kind = kind
        self.title = "Glasshouse Radio - Kitchen Light"
        self.silent = False
        self.refuses = False
        self.listeners = 0
        self.asked: list[str] = []
        self._port = 0
        self._ears: socket.socket | None = None
        self._lines: list[socket.socket] = []
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """Where to tune in; the same after the server was away."""
        return f"http://127.0.0.1:{self._port}/live.{self.kind}"

    def start(self) -> "Radio":
        """Listen for listeners, at the same port as before."""
        ears = socket.socket()
        ears.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        ears.bind(("127.0.0.1", self._port))
        ears.listen()
        self._port, self._ears = ears.getsockname()[1], ears
        threading.Thread(target=self._serve, args=(ears,), daemon=True).start()
        return self

    def hang_up(self) -> None:
        """Close the line of everybody who listens."""
        with self._lock:
            lines, self._lines = self._lines, []
        for line in lines:
            _shut(line)

    def stop(self) -> None:
        """Be away."""
        if self._ears is not None:
            _shut(self._ears)
            self._ears = None
        self.hang_up()

    def _serve(self, ears: socket.socket) -> None:
        while True:
            try:
                line, _ = ears.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        with line:
            line.settimeout(5)
            try:
                self._play(line, _read_request(line))
            except OSError:
                return

    def _play(self, line: socket.socket, request: str) -> None:
        self.asked.append(request)
        if self.refuses:
            line.sendall(b"HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        titled = self.kind == "mp3" and "icy-metadata: 1" in request.lower()
        head = f"HTTP/1.0 200 OK\r\nContent-Type: {TYPES[self.kind]}\r\nicy-name: Test FM\r\n"
        head += f"icy-metaint: {_METAINT}\r\n" if titled else ""
        line.sendall(f"{head}\r\n".encode())
        with self._lock:
            self._lines.append(line)
            self.listeners += 1
        try:
            self._send(line, titled=titled)
        finally:
            self.listeners -= 1

    def _send(self, line: socket.socket, *, titled: bool) -> None:
        music, pace = broadcast(self.kind), BYTES_A_SECOND[self.kind]
        sent, told, begun = 0, "", time.monotonic()
        while line.fileno() >= 0:
            if self.silent:
                begun += _TICK_S
            elif sent < (time.monotonic() - begun + _AHEAD_S) * pace:
                at = sent % len(music)
                block = music[at : at + _METAINT]
                while len(block) < _METAINT:
                    block += music[: _METAINT - len(block)]
                sent += _METAINT
                news, told = ("" if self.title == told else self.title), self.title
                line.sendall(block + (_title(news) if titled else b""))
                continue
            time.sleep(_TICK_S)


def _title(words: str) -> bytes:
    if not words:
        return b"\0"
    text = f"StreamTitle='{words}';".encode()
    size = -(-len(text) // 16)
    return bytes([size]) + text.ljust(size * 16, b"\0")


def _read_request(line: socket.socket) -> str:
    content = b""
    while b"\r\n\r\n" not in content:
        more = line.recv(4096)
        if not more:
            break
        content += more
    return content.decode("latin-1")


def _shut(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
    finally:
        line.close()
