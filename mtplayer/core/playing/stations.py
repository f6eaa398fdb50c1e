"""Internet radio: stations, how they come in, and what they say they play."""

from enum import StrEnum
from typing import Final
from urllib.parse import SplitResult, urlsplit

from mtplayer.core.ids import StationId, TrackId
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.record import record

_SCHEMES: Final = ("http", "https")
_BETWEEN: Final = " - "


class Reception(StrEnum):
    """How a stream comes in."""

    CONNECTING = "connecting"
    PLAYING = "playing"
    BUFFERING = "buffering"
    RECONNECTING = "reconnecting"
    OFF = "off"
    LOST = "lost"


@record
class Station:
    """An address that plays; one that is not kept has the id 0."""

    id: StationId
    name: str
    url: str


@record
class OnAir:
    """What is tuned in, how it comes in, and what it says that it plays.

    What ends has a length, and may be ``seekable``.
    """

    station: Station
    reception: Reception
    title: str = ""
    artist: str = ""
    problem: str = ""
    length_ms: int = 0
    seekable: bool = False


def is_stream(path: bytes | str) -> bool:
    """Whether a path is an address in the network."""
    start = path[:8].lower()
    if isinstance(start, bytes):
        return start.startswith((b"http://", b"https://"))
    return start.startswith(("http://", "https://"))


def parts_of(url: str) -> SplitResult:
    """Return the parts of an address; those of one that is broken are empty."""
    try:
        parts = urlsplit(url)
        # Asking for a port is what finds out that there can be none like it.
        _ = parts.port
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def clean_url(words: str) -> str | None:
    """Return an address as it is typed or pasted, None if it is none."""
    words = words.strip()
    if "://" not in words and "." in words.partition("/")[0]:
        words = f"http://{words}"
    parts = parts_of(words)
    if parts.scheme.lower() not in _SCHEMES or not parts.hostname or any(map(str.isspace, words)):
        return None
    return words


def name_of_url(url: str) -> str:
    """Return what a station is called that has no other name."""
    parts = parts_of(url)
    return f"{parts.hostname or url}{parts.path.rstrip('/')}"


def stream_file(url: str) -> PlayableFile:
    """Return a stream as the player takes it: it has no track, no length, and no end."""
    return PlayableFile(track=TrackId(0), path=url.encode(), duration_ms=0)


def artist_and_title(words: str) -> tuple[str, str]:
    """Part what a station says: “Artist - Title” by custom, or only a title."""
    artist, between, title = words.strip().partition(_BETWEEN)
    return (artist.strip(), title.strip()) if between else ("", artist)
