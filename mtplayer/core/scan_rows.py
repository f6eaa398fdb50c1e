"""What crosses from the reading workers to the writer: finished rows of one file."""

from typing import NamedTuple

Values = tuple[object, ...]
"""What a file says of its track, in the order of ``storage.scan_sql.TAG_COLUMNS``."""

Credit = tuple[str, int, str, str, str, str, str | None]
"""Role and position, then identity, name, sort name, sort key and MusicBrainz id."""

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


class Parts(NamedTuple):
    """Everything that one reading of one file gives the database."""

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


def flat(parts: Parts) -> tuple[object, ...]:
    """Return plain tuples: ``marshal`` knows no others, and takes a third of pickle's time."""
    return (*parts[:9], None if parts.album is None else tuple(parts.album))


def parts_of(plain: tuple[object, ...]) -> Parts:
    """Make parts of what ``flat`` gave."""
    parts = Parts._make(plain)
    return parts if parts.album is None else parts._replace(album=AlbumParts._make(parts.album))
