"""Albums as they are shown, and the question that selects them."""

import re
from array import array
from enum import StrEnum
from typing import Final, NamedTuple

from mtplayer.core.ids import AlbumId
from mtplayer.core.library.tracks import TrackQuery
from mtplayer.core.record import record

_SHORT_MS: Final = 30 * 60_000
_SINGLE_TRACKS: Final = 3
_EP_TRACKS: Final = 6
_LIVE: Final = re.compile(r"\blive\b(?! and let| your| forever| my| for\b)", re.IGNORECASE)
_EP: Final = re.compile(r"\be\.?p\.?$|\bE\.?P\b", re.IGNORECASE)


EVERY_TRACK: Final = TrackQuery()


class AlbumSort(StrEnum):
    """Orders of albums."""

    ARTIST = "artist"
    TITLE = "title"
    NEWEST = "newest"
    OLDEST = "oldest"
    ADDED = "added"
    LAST_PLAYED = "last_played"
    PLAYS = "plays"


class ReleaseKind(StrEnum):
    """What an album is among the works of an artist."""

    ALBUM = "album"
    SHORT = "short"
    LIVE = "live"
    COMPILATION = "compilation"


class AlbumRow(NamedTuple):
    """What one tile shows; a named tuple because pages of them are made while scrolling."""

    id: AlbumId
    title: str
    artist: str
    year: int | None
    compilation: int
    tracks: int
    duration_ms: int
    liked: int
    """How many of its tracks have a heart."""
    away: int
    """Whether its folder cannot be reached now."""
    editions: int = 1
    """How many were made one by hand."""

    @property
    def all_liked(self) -> bool:
        """Whether the whole album has a heart."""
        return 0 < self.tracks <= self.liked


@record
class AlbumQuery:
    """The albums that have a track of ``tracks``, in what order."""

    tracks: TrackQuery = EVERY_TRACK
    sort: AlbumSort = AlbumSort.ARTIST


@record
class AlbumList:
    """The answer: ids in order, and the first letter of what each is sorted by, if that is text."""

    ids: "array[int]"
    initials: str = ""


@record
class Disc:
    """One disc of several: its number and name, and which of the album's tracks is its first."""

    number: int
    subtitle: str = ""
    first: int = 0


@record
class AlbumFacts:
    """What an opened album tells beyond its tile; the tracks are in order."""

    album: AlbumId
    tracks: "array[int]"
    artist: int | None = None
    genres: tuple[str, ...] = ()
    format: str = ""
    discs: tuple[Disc, ...] = ()
    """None where there is only one."""


def release_kind(album: AlbumRow) -> ReleaseKind:
    """Return the kind that title, flag and length speak for; tags rarely say."""
    if _LIVE.search(album.title):
        return ReleaseKind.LIVE
    if album.compilation:
        return ReleaseKind.COMPILATION
    few = album.tracks <= _SINGLE_TRACKS
    short = album.tracks <= _EP_TRACKS and album.duration_ms < _SHORT_MS
    if _EP.search(album.title) or short or (few and album.duration_ms < _SHORT_MS):
        return ReleaseKind.SHORT
    return ReleaseKind.ALBUM


def format_text(codec: str, bit_depth: int | None, sample_rate: int | None) -> str:
    """Return ``FLAC 24/96``, or the codec alone where depth says nothing."""
    name = codec.upper()
    if not bit_depth or not sample_rate:
        return name
    return f"{name} {bit_depth}/{sample_rate / 1000:g}"
