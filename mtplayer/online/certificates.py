"""Certificates that nobody vouches for: known by their own contents."""

import hashlib
import socket
import ssl

from mtplayer.core.problems import MtplayerError


class OtherCertificate(MtplayerError):
    """A server has another certificate than the one that was accepted."""

    title = "The certificate is another one"


def unproven() -> ssl.SSLContext:
    """Return what speaks TLS with anybody; who it is has to be compared by ``connect``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def connect(host: str, within_s: float, certificate: str = "") -> ssl.SSLSocket:
    """Return a line to ``name:port``; raises OSError, or OtherCertificate if it is not this one."""
    name, _, port = host.rpartition(":")
    plain = socket.create_connection((name, int(port)), within_s)
    try:
        line = unproven().wrap_socket(plain, server_hostname=name)
    except OSError:
        plain.close()
        raise
    if certificate and _print_of(line) != certificate:
        line.close()
        raise OtherCertificate(f"“{name}” has another certificate than the one you accepted.")
    return line


def certificate_of(host: str, within_s: float) -> str:
    """Return the SHA-256 of what a server shows; raises OSError."""
    with connect(host, within_s) as line:
        return _print_of(line)


def _print_of(line: ssl.SSLSocket) -> str:
    return hashlib.sha256(line.getpeercert(binary_form=True) or b"").hexdigest()
