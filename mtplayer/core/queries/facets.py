"""What tracks can be narrowed to, step by step: genres, album artists, albums."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from mtplayer.core.record import record


class Pane(StrEnum):
    """One step of narrowing, in the order of the column browser."""

    GENRE = "genre"
    ALBUM_ARTIST = "album_artist"
    ALBUM = "album"


PANES: Final = tuple(Pane)
Key = int | str
"""A genre's or an album's id, or what an album artist is sorted by."""


@record
class Narrowing:
    """What is chosen in each step; nothing chosen is everything."""

    genres: tuple[int, ...] = ()
    album_artists: tuple[str, ...] = ()
    albums: tuple[int, ...] = ()

    def of(self, pane: Pane) -> tuple[Key, ...]:
        """Return what is chosen in a step."""
        chosen: tuple[Key, ...]
        match pane:
            case Pane.GENRE:
                chosen = self.genres
            case Pane.ALBUM_ARTIST:
                chosen = self.album_artists
            case Pane.ALBUM:
                chosen = self.albums
        return chosen

    def with_chosen(self, pane: Pane, keys: tuple[Key, ...]) -> "Narrowing":
        """Return the same with another choice in a step."""
        numbers = tuple(key for key in keys if isinstance(key, int))
        match pane:
            case Pane.GENRE:
                return replace(self, genres=numbers)
            case Pane.ALBUM_ARTIST:
                names = tuple(key for key in keys if isinstance(key, str))
                return replace(self, album_artists=names)
            case Pane.ALBUM:
                return replace(self, albums=numbers)

    def before(self, pane: Pane) -> "Narrowing":
        """Return what the steps before this one leave."""
        if pane is Pane.GENRE:
            return Narrowing()
        return (
            replace(self, album_artists=(), albums=())
            if pane is Pane.ALBUM_ARTIST
            else replace(self, albums=())
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Facets:
    """What a step offers, as columns: a million rows would be a million objects.

    ``words`` are folded, to be found by typing; ``notes`` are years for albums, else how many
    tracks each has. ``tracks`` is how many there are in all.
    """

    keys: list[Key] = field(default_factory=list[Key])
    names: list[str] = field(default_factory=list[str])
    words: list[str] = field(default_factory=list[str])
    notes: list[int] = field(default_factory=list[int])
    tracks: int = 0
