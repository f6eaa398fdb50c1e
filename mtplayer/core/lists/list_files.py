"""What a playlist file holds, in the same words for every format."""

from enum import StrEnum

from mtplayer.core.problems import MtplayerError
from mtplayer.core.record import record


class ListUnreadable(MtplayerError):
    """The file is no playlist, or cannot be read now."""

    title = "The playlist could not be read"


class ListUnwritable(MtplayerError):
    """The file could not be written."""

    title = "The playlist could not be exported"


class ListFormat(StrEnum):
    """The formats that are read and written; the value is the ending of the name."""

    M3U8 = "m3u8"
    M3U = "m3u"
    PLS = "pls"
    XSPF = "xspf"
    JSPF = "jspf"
    CSV = "csv"


_ENDINGS = frozenset({*(kind.value for kind in ListFormat), "tsv"})


def is_list_file(path: str) -> bool:
    """Whether a path is named like a playlist."""
    return path.rpartition(".")[2].lower() in _ENDINGS


@record
class ListedEntry:
    """One line of a playlist file.

    ``paths`` are the ways to read what it says of the place, the likeliest first; one that is not
    absolute counts from the folder of the playlist file. ``address`` is that of a stream.
    """

    paths: tuple[bytes, ...] = ()
    address: str = ""
    title: str = ""
    artist: str = ""
    album: str = ""
    album_artist: str = ""
    track: int | None = None
    year: int | None = None
    duration_ms: int | None = None
    isrc: str = ""
    recording_mbid: str = ""
    note: str = ""
    added_at: int | None = None


@record
class ListFile:
    """A playlist as a file has it.

    ``skipped`` counts what was passed over: lines of megabytes, and what follows the last entry
    that is taken.
    """

    name: str = ""
    note: str = ""
    entries: tuple[ListedEntry, ...] = ()
    skipped: int = 0


MOST_ENTRIES = 500_000
"""What follows is skipped: half a gigabyte of memory."""
