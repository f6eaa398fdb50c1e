"""What crosses from the reading workers to the writer: finished rows of one file."""

from typing import Final, NamedTuple

Values = tuple[object, ...]
"""What a file says of its track, in the order of ``storage.scan_sql.TAG_COLUMNS``."""

Credit = tuple[str, int, str, str, str, str, str | None]
"""Role and position, then identity, name, sort name, sort key and MusicBrainz id.

A role that begins with ``WHOLE`` credits nobody: the name is a value that was parted into others.
"""

VARIOUS: Final = "Various Artists"
"""By whom an album is that is by many."""

READER: Final = 1
"""Which reader of tags this is: raised whenever it reads more, so that libraries read by the one
before have their files read again."""

WHOLE: Final = "="

GenreParts = tuple[str, str]
"""Identity and name."""

Texts = tuple[str, str, str, str]
"""The folded words: title, artists, album, and the rest."""


class AlbumParts(NamedTuple):
    """What a file says of its album; ``artist_identity`` is empty where no tag names an artist."""

    identity: str
    artist_identity: str
    title: str
    artist: str
    title_key: str
    artist_key: str
    year: int | None
    compilation: bool
    release_mbid: str | None


class RangeParts(NamedTuple):
    """One track of a cue sheet: where in its file it lies, and what there is to say of it."""

    position: int
    start_frame: int
    end_frame: int | None
    values: Values
    texts: Texts
    credits: tuple[Credit, ...]
    genres: tuple[GenreParts, ...]
    album: AlbumParts | None


class Parts(NamedTuple):
    """Everything that one reading of one file gives the database.

    Where ``ranges`` divide the file, they are its tracks, and the whole is none.
    """

    failure: str | None
    may_pass: bool
    audio_key: bytes | None
    tag_hash: bytes | None
    rating: int | None
    values: Values
    texts: Texts
    credits: tuple[Credit, ...]
    genres: tuple[GenreParts, ...]
    album: AlbumParts | None
    ranges: tuple[RangeParts, ...] = ()


def flat(parts: Parts) -> tuple[object, ...]:
    """Return plain tuples: ``marshal`` knows no others, and takes a third of pickle's time."""
    ranges = tuple((*part[:7], _plain(part.album)) for part in parts.ranges)
    return (*parts[:9], _plain(parts.album), ranges)


def parts_of(plain: tuple[object, ...]) -> Parts:
    """Make parts of what ``flat`` gave."""
    parts = Parts._make(plain)
    if parts.album is not None:
        parts = parts._replace(album=AlbumParts._make(parts.album))
    return parts._replace(ranges=tuple(map(_range, parts.ranges))) if parts.ranges else parts


def _plain(album: AlbumParts | None) -> tuple[object, ...] | None:
    return None if album is None else tuple(album)


def _range(plain: RangeParts) -> RangeParts:
    part = RangeParts._make(plain)
    return part if part.album is None else part._replace(album=AlbumParts._make(part.album))
