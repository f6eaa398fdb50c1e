"""A genre as its tile shows it."""

from typing import NamedTuple

from mtplayer.core.ids import AlbumId


class GenreTile(NamedTuple):
    """What one tile shows: two albums stand for all."""

    id: int
    name: str
    words: str
    tracks: int
    albums: tuple[AlbumId, ...]
