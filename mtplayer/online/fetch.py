"""Fetches one small file from an address; blocks, so it is called in jobs."""

from contextlib import closing
from typing import Final
from urllib.error import URLError
from urllib.request import Request, urlopen

from mtplayer import __version__
from mtplayer.core.problems import MtplayerError
from mtplayer.online.obstacles import obstacle

_WITHIN_S: Final = 10


class NotFetched(MtplayerError):
    """The address gave nothing."""

    title = "The address gave nothing"


def fetch(url: str, most: int) -> bytes:
    """Return what is at an http address, up to so many bytes; raises NotFetched."""
    try:
        asked = Request(url, headers={"User-Agent": f"mtplayer/{__version__}"})  # noqa: S310 - http only
        with closing(urlopen(asked, timeout=_WITHIN_S)) as answer:  # noqa: S310 - as above
            content: bytes = answer.read(most)
    except (URLError, OSError, ValueError) as error:
        raise NotFetched(obstacle(url, error).sentence) from error
    return content
