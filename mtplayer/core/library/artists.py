"""Artists as they are shown, and the question that selects them."""

from array import array
from dataclasses import field
from enum import StrEnum
from typing import NamedTuple

from mtplayer.core.ids import AlbumId, ArtistId
from mtplayer.core.library.albums import AlbumRow
from mtplayer.core.record import record


class ArtistSort(StrEnum):
    """Orders of artists."""

    NAME = "name"
    ALBUMS = "albums"
    PLAYS = "plays"


class ArtistRow(NamedTuple):
    """One artist of the list; ``cover`` is the album that stands for them."""

    id: ArtistId
    name: str
    albums: int = 0
    cover: AlbumId | None = None
    all_liked: bool = False


@record
class ArtistQuery:
    """The artists whose names have all these words, in what order."""

    text: str = ""
    sort: ArtistSort = ArtistSort.NAME


@record
class ArtistList:
    """The answer, in columns: 20 bytes for an artist; cover 0 is none."""

    ids: "array[int]"
    albums: "array[int]"
    covers: "array[int]"
    initials: str = ""


@record
class Release:
    """An album on the page of an artist; one of others has the artist as a guest."""

    album: AlbumRow
    own: bool


@record
class Neighbour:
    """Another artist of the library with the same genres."""

    id: ArtistId
    name: str
    genres: tuple[str, ...]
    cover: AlbumId | None


class Spelling(NamedTuple):
    """Another name that is credited to an artist because somebody said that they are one."""

    identity: str
    name: str


@record
class ArtistPage:
    """Everything about an artist; ``months`` are listens, the last one is this month's."""

    id: ArtistId
    name: str
    tracks: int = 0
    duration_ms: int = 0
    plays: int = 0
    first_play_at: int | None = None
    cover: AlbumId | None = None
    genres: tuple[str, ...] = ()
    releases: tuple[Release, ...] = ()
    top: "array[int]" = field(default_factory=lambda: array("q"))
    neighbours: tuple[Neighbour, ...] = ()
    months: tuple[int, ...] = ()
    spellings: tuple[Spelling, ...] = ()
