"""Which picture is the cover: the rules, without a disk."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from mtplayer.core.ids import AlbumId, ArtistId
from mtplayer.core.record import record

LARGEST_COVER: Final = 40_000_000
"""In bytes; what is larger is no cover."""

COVER_NAMES: Final = ("cover", "folder", "front", "album", "artwork")
COVER_SUFFIXES: Final = (".jpg", ".jpeg", ".png", ".webp")


@record
class AlbumSources:
    """Where the cover of an album may be: files that carry one, then directories."""

    files: tuple[bytes, ...] = ()
    directories: tuple[bytes, ...] = ()
    mark: str = ""
    """Changes when one of them does."""
    kept: "KeptCover | None" = None


ARTIST_PICTURES: Final = 1 << 40
"""Pictures of artists are kept as covers are, under numbers that no album comes to."""


def picture_of(artist: ArtistId) -> AlbumId:
    """Return the number under which the picture of an artist is found."""
    return AlbumId(ARTIST_PICTURES + artist)


def pictured(cover: AlbumId) -> ArtistId | None:
    """Return whose picture is found under a number, None for an album's."""
    return ArtistId(cover - ARTIST_PICTURES) if cover > ARTIST_PICTURES else None


@record
class KeptCover:
    """What was found the last time: no hash is no cover, ``chosen`` by a person."""

    hash: str | None
    colour: int | None = None
    mark: str | None = None
    chosen: bool = False


@record
class FoundCover:
    """The cover of an album as it was found, or that there is none: to be remembered."""

    album: AlbumId
    mark: str
    hash: str | None = None
    colour: int | None = None
    source: str = ""


@record
class Picture:
    """An encoded picture and where it came from."""

    content: bytes
    source: str


def is_cover(name: bytes) -> bool:
    """Whether a file of this name may be a cover."""
    return pick_cover([name]) is not None


def pick_cover(names: Iterable[bytes]) -> bytes | None:
    """Return the file name that is the cover: the order of names decides, then of endings.

    Letter case and the order of the directory never do.
    """
    ranked = [rank for name in names if (rank := _rank(name)) is not None]
    return min(ranked)[2] if ranked else None


@lru_cache(1_000)
def _rank(name: bytes) -> tuple[int, int, bytes] | None:
    """Return what sorts covers; the pictures of most folders have the same few names."""
    stem, dot, suffix = name.decode("ascii", "replace").lower().rpartition(".")
    if not dot or stem not in COVER_NAMES or dot + suffix not in COVER_SUFFIXES:
        return None
    return COVER_NAMES.index(stem), COVER_SUFFIXES.index(dot + suffix), name
