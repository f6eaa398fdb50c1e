"""The places of the window: lists of tracks, and the pages that are none."""

from enum import StrEnum
from typing import Final

from mtplayer.core.library.tracks import Scope
from mtplayer.core.record import short_record


class View(StrEnum):
    """A page of its own; it is made when it is first shown."""

    ALBUMS = "albums"
    ALBUM = "album"
    ARTISTS = "artists"
    ARTIST = "artist"
    GENRES = "genres"
    GENRE = "genre"
    FOLDER_TREE = "folders"
    FOLDERS = "library_folders"
    MISSING = "missing"
    CHANGES = "changes"
    HISTORY = "history"
    STATISTICS = "statistics"
    STATIONS = "stations"
    BACKUPS = "backups"
    PLAYLIST = "playlist"
    SMART = "smart"
    SMART_RULES = "smart_rules"
    """The editor over it."""


class Tab(StrEnum):
    """The pages of the right panel."""

    QUEUE = "queue"
    LYRICS = "lyrics"
    INFO = "info"


@short_record
class OneOf:
    """The page of one artist, genre or playlist, by its id."""

    view: View
    of: int


Place = Scope | View | OneOf

# The page of one thing stands below the page of all of them.
_BELOW: Final = {View.ALBUM: View.ALBUMS, View.ARTIST: View.ARTISTS, View.GENRE: View.GENRES}
PLAYLISTS: Final = frozenset({View.PLAYLIST, View.SMART})
"""Pages of playlists, which may be deleted."""

# Each of these has a row of its own.
_LISTED: Final = PLAYLISTS | {View.SMART_RULES}


def section_of(place: Place) -> Place:
    """Return the place that the sidebar marks."""
    return _BELOW.get(place.view, place) if isinstance(place, OneOf) else place


def name_of(place: Place) -> str:
    """Return a place as it is remembered: ``liked``, ``genres``, ``genre:12``."""
    return f"{place.view}:{place.of}" if isinstance(place, OneOf) else str(place)


def place_named(name: str) -> Place | None:
    """Return the place that is remembered or asked for by this name."""
    if name in set(Scope):
        return Scope(name)
    kind, _, of = name.partition(":")
    if kind in {str(view) for view in (*_BELOW, *_LISTED)}:
        # SQLite has 64 bits for an id.
        return OneOf(View(kind), int(of)) if of.isdecimal() and len(of) < 19 else None  # noqa: PLR2004
    return View(name) if name in set(View) else None
