"""Finds out why an address gives no sound; blocks, so it is called in jobs."""

from contextlib import closing, suppress
from http.client import HTTPException
from ssl import SSLCertVerificationError
from typing import Final
from urllib.error import URLError
from urllib.request import Request, urlopen

from mtplayer import __version__
from mtplayer.core.playing.stations import parts_of
from mtplayer.core.playing.trust import host_of
from mtplayer.online.certificates import certificate_of, unproven
from mtplayer.online.obstacles import Obstacle, obstacle

_WITHIN_S: Final = 6
_PAGES: Final = ("text/html", "application/xhtml+xml")
_ANOTHER: Final = "Its certificate is not the one that you accepted."


def why_silent(url: str, accepted: str = "") -> Obstacle | None:
    """Return what keeps an http address from being heard; None if it answers with something.

    ``accepted`` is the certificate that its server may have although nobody vouches for it.
    """
    if not parts_of(url).hostname:
        return Obstacle("It is not an address.", lasting=True)
    asked = Request(url, headers={"User-Agent": f"mtplayer/{__version__}"})  # noqa: S310 - http only
    try:
        if accepted and (shown := certificate_of(host_of(url), _WITHIN_S)) != accepted:
            return Obstacle(_ANOTHER, lasting=True, certificate=shown)
        context = unproven() if accepted else None
        with closing(urlopen(asked, timeout=_WITHIN_S, context=context)) as answer:  # noqa: S310
            page = answer.headers.get_content_type() in _PAGES
    except (URLError, OSError, ValueError) as error:
        return _with_certificate(url, obstacle(url, error), error)
    except HTTPException:
        return None  # old Icecast servers answer in their own way
    return Obstacle("It is a web page, not music.", lasting=True) if page else None


def _with_certificate(url: str, found: Obstacle, error: Exception) -> Obstacle:
    """Add what could be accepted, where only the certificate is in the way."""
    reason = error.reason if isinstance(error, URLError) else error
    host = host_of(url)
    if host and isinstance(reason, SSLCertVerificationError):
        with suppress(OSError):
            return found._replace(certificate=certificate_of(host, _WITHIN_S))
    return found
