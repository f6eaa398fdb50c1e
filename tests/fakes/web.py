"""A web server of a test's own: a song, a broadcast in pieces, a page; by https if one wants."""

import functools
import ssl
import subprocess
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_said):
        """Say nothing."""

    def send_head(self):
        """Lead to the rest of an address that begins with “moved”."""
        if self.path.startswith("/moved/"):
            self.send_response(302)
            self.send_header("Location", self.server.url(self.path.removeprefix("/moved/")))
            self.end_headers()
            return None
        return super().send_head()


class _RangesHandler(_Handler):
    """Gives any part of a file, as most servers do."""

    def do_GET(self):
        """Answer with what was asked for."""
        asked = self.headers.get("Range", "bytes=0-")
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        first, _, last = asked.removeprefix("bytes=").partition("-")
        begin, end = int(first or 0), min(int(last or len(content) - 1), len(content) - 1)
        self.send_response(206 if "Range" in self.headers else 200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Accept-Ranges", "bytes")
        if "Range" in self.headers:
            self.send_header("Content-Range", f"bytes {begin}-{end}/{len(content)}")
        self.send_header("Content-Length", str(end + 1 - begin))
        self.end_headers()
        self.wfile.write(content[begin : end + 1])


def sing(folder, seconds=4):
    """Put a song there as a file and as HLS, of which one is whole and one goes on."""
    made = [f"sine=frequency=440:sample_rate=44100:duration={seconds}", "-ac", "2"]
    ffmpeg = ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", *made]
    subprocess.run([*ffmpeg, "-c:a", "libmp3lame", str(folder / "song.mp3")], check=True)
    pieces = ["-c:a", "aac", "-f", "hls", "-hls_time", "1", "-hls_list_size", "0"]
    whole = folder / "playlist.m3u8"
    subprocess.run([*ffmpeg, *pieces, "-hls_playlist_type", "vod", str(whole)], check=True)
    going_on = (
        whole.read_text().replace("#EXT-X-ENDLIST", "").replace("#EXT-X-PLAYLIST-TYPE:VOD", "")
    )
    (folder / "live.m3u8").write_text(going_on)
    (folder / "index.html").write_text("<!doctype html><p>Not music")


def certify(folder):
    """Make a certificate that nobody has signed but itself; return its file and the key's."""
    certificate, key = folder / "cert.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return certificate, key


class Web:
    """Serves a folder; ``url`` names what is in it."""

    def __init__(self, folder, certificate=None, key=None, *, ranges=False):
        kind = _RangesHandler if ranges else _Handler
        handler = functools.partial(kind, directory=str(folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._scheme = "https" if certificate else "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._server.url = self.url
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def url(self, name):
        """Return the address of a file."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}/{name}"

    def close(self):
        """Be away."""
        self._server.shutdown()
        self._server.server_close()
