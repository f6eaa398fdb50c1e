"""Finds out why an address gives no sound; blocks, so it is called in jobs."""

from contextlib import closing
from http.client import HTTPException
from typing import Final
from urllib.error import URLError
from urllib.request import Request, urlopen

from mtplayer import __version__
from mtplayer.online.obstacles import Obstacle, obstacle

_WITHIN_S: Final = 6
_PAGES: Final = ("text/html", "application/xhtml+xml")


def why_silent(url: str) -> Obstacle | None:
    """Return what keeps an http address from being heard; None if it answers with something."""
    asked = Request(url, headers={"User-Agent": f"mtplayer/{__version__}"})  # noqa: S310 - http only
    try:
        with closing(urlopen(asked, timeout=_WITHIN_S)) as answer:  # noqa: S310 - as above
            page = answer.headers.get_content_type() in _PAGES
    except (URLError, OSError, ValueError) as error:
        return obstacle(url, error)
    except HTTPException:
        return None  # old Icecast servers answer in their own way
    return Obstacle("It is a web page, not music.", lasting=True) if page else None
