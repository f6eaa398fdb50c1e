"""What stands between us and an address, in words."""

import socket
import ssl
from typing import Final, NamedTuple
from urllib.error import HTTPError, URLError

from mtplayer.core.playing.stations import parts_of

_REFUSED: Final = {
    401: "It asks for a password.",
    403: "The server does not let us in.",
    404: "There is nothing at this address.",
    410: "There is nothing at this address any more.",
}


class Obstacle(NamedTuple):
    """A sentence; ``lasting`` if another try will meet the same.

    Where only a ``certificate`` is not trusted, that is its SHA-256.
    """

    sentence: str
    lasting: bool = False
    certificate: str = ""


# The first that fits: each is also one of those below it.
_UNREACHED: Final[tuple[tuple[type[Exception], Obstacle], ...]] = (
    (ssl.SSLError, Obstacle("“{host}” does not answer by https.", lasting=True)),
    (socket.gaierror, Obstacle("There is no server called “{host}”, or no network.")),
    (ConnectionRefusedError, Obstacle("“{host}” is there, but nothing answers at this address.")),
    (TimeoutError, Obstacle("“{host}” does not answer.")),
    (Exception, Obstacle("“{host}” cannot be reached.")),
)


def obstacle(url: str, error: Exception) -> Obstacle:
    """Return what an error of urllib means for people."""
    if isinstance(error, HTTPError):
        known = _REFUSED.get(error.code)
        said = f"The server answers with {error.code}, “{error.reason}”."
        return Obstacle(known or said, lasting=known is not None)
    host = parts_of(url).hostname or url
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ssl.SSLCertVerificationError):
        why = reason.verify_message
        return Obstacle(f"Its certificate is not trusted: {why}.", lasting=True)
    found = next((one for kind, one in _UNREACHED if isinstance(reason, kind)), _UNREACHED[-1][1])
    return found._replace(sentence=found.sentence.format(host=host))
