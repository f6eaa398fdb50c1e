"""Servers that cannot prove who they are, and that somebody wants to hear all the same."""

from collections.abc import Mapping
from typing import Final

from mtplayer.core.playing.stations import Station, parts_of
from mtplayer.core.record import record

_PORT: Final = 443


@record
class Doubt:
    """A station whose server has a ``certificate`` (its SHA-256) that nobody vouches for."""

    station: Station
    host: str
    reason: str
    certificate: str


def host_of(url: str) -> str:
    """Return the server of an https address with its port, nothing for other addresses."""
    parts = parts_of(url)
    if parts.scheme.lower() != "https" or not parts.hostname:
        return ""
    return f"{parts.hostname}:{parts.port or _PORT}"


def shown_host(host: str) -> str:
    """Return a server as people know it: without the port that all have."""
    return host.removesuffix(f":{_PORT}")


def trusted_in(text: str) -> Mapping[str, str]:
    """Return the certificate of each server in a setting."""
    lines = (line.partition(" ") for line in text.splitlines())
    return {host: certificate for host, _, certificate in lines if certificate}


def with_trust(text: str, host: str, certificate: str) -> str:
    """Return the setting with a server trusted as long as it has this certificate."""
    return _text({**trusted_in(text), host: certificate})


def without_trust(text: str, host: str) -> str:
    """Return the setting with a server trusted no more."""
    return _text({one: proof for one, proof in trusted_in(text).items() if one != host})


def _text(trusted: Mapping[str, str]) -> str:
    return "\n".join(f"{host} {certificate}" for host, certificate in sorted(trusted.items()))
