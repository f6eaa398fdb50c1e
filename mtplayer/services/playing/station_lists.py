"""Finds the stations that a playlist names, in a file or at an address; blocks, for jobs."""

import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from mtplayer.core.playing.stations import parts_of
from mtplayer.core.problems import MtplayerError

# What ends so is a list of addresses. Of M3U8 libVLC makes one stream by itself.
_LISTS: Final = frozenset({".pls", ".m3u", ".xspf"})
_MOST_BYTES: Final = 1 << 20

Found = Sequence[tuple[str, str]]
"""Names and addresses."""


class NoStations(MtplayerError):
    """A playlist has no address in it."""

    title = "No stations were found"


def is_list(url: str) -> bool:
    """Whether an address is that of a list of addresses."""
    return PurePosixPath(parts_of(url).path).suffix.lower() in _LISTS


def listed_in(path: str) -> Found:
    """Return the stations in a playlist file; raises ListUnreadable and NoStations."""
    from mtplayer.files.playlist_files.reading import read_list

    listed = read_list(path.encode("utf-8", "surrogateescape"))
    found = [
        (entry.title or entry.artist, entry.address) for entry in listed.entries if entry.address
    ]
    if not found:
        raise NoStations(f"“{Path(path).name}” has no addresses in it.")
    return found


def listed_at(url: str) -> Found:
    """Return the stations in the list at an address; raises NotFetched besides."""
    from mtplayer.online.fetch import fetch

    suffix = PurePosixPath(parts_of(url).path).suffix
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(fetch(url, _MOST_BYTES))
        file.flush()
        return listed_in(file.name)
