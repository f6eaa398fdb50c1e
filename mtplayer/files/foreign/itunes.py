"""iTunes and Apple Music: “Library.xml”, a property list that is read in a stream."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from mtplayer.core.exchange.foreign_library import (
    ForeignLibrary,
    ForeignPlaylist,
    ForeignTrack,
    ForeignUnreadable,
    Player,
)
from mtplayer.core.exchange.mt_library import LeftOut
from mtplayer.core.lists.list_files import ListedEntry
from mtplayer.core.typed import override
from mtplayer.files.foreign.opening import first_there, opened
from mtplayer.files.playlist_files.locations import of_address
from mtplayer.files.playlist_files.words import tidy
from mtplayer.files.playlist_files.xml_stream import Taker, feed

LIBRARIES: Final = ("Library.xml", "iTunes Music Library.xml", "iTunes Library.xml")
_SMART: Final = "their rules cannot be read here; smart playlists are made anew"
_MOST: Final = 1_000_000_000
_TRACK, _LIST, _ITEM = 3, 3, 5
_KEPT: Final = frozenset(
    {
        "Track ID", "Name", "Artist", "Album Artist", "Album", "Total Time", "Track Number",
        "Year", "Date Added", "Play Count", "Play Date UTC", "Skip Count", "Rating",
        "Rating Computed", "Loved", "Favorited", "Location", "Playlist Persistent ID",
        "Parent Persistent ID", "Folder", "Master", "Distinguished Kind", "Smart Info", "Visible",
        "Music",
    }
)  # fmt: skip

Values = dict[str, Any]


def read(path: Path) -> ForeignLibrary:
    """Read a library. Raises ForeignUnreadable."""
    path = first_there(path, *LIBRARIES)
    reading = _Reading()
    with opened(path, Player.ITUNES) as file:
        feed(file, reading)
    if not reading.is_library:
        raise ForeignUnreadable(f"“{path}” is no library of iTunes.")
    return reading.library()


class _Reading(Taker):
    """The tracks and playlists of a library; everything else is passed over."""

    def __init__(self) -> None:
        self._depth = 0
        self._keys = [""] * 65
        self._values: Values = {}
        self._items: list[int] = []
        self._tracks: dict[int, ForeignTrack] = {}
        self._lists: list[tuple[Values, list[int]]] = []
        self.is_library = False

    @override
    def begin(self, name: str, attributes: dict[str, str], /) -> None:
        self.is_library = self.is_library or (not self._depth and name == "plist")
        if name in ("dict", "array"):
            self._depth += 1
            self._keys[self._depth] = ""
            if name == "dict" and self._depth == _TRACK:
                self._values, self._items = {}, []

    @override
    def end(self, name: str, text: str, /) -> None:
        if name == "key":
            self._keys[self._depth] = text
        elif name in ("dict", "array"):
            self._depth -= 1
            if name == "dict" and self._depth == _TRACK - 1:
                self._finish()
        else:
            self._keep(name, text)

    def _keep(self, kind: str, text: str) -> None:
        key = self._keys[self._depth]
        if self._depth == _TRACK and key in _KEPT:
            self._values[key] = _value(kind, text)
        elif self._depth == _ITEM and key == "Track ID":
            self._items.append(_whole(_value(kind, text)))

    def _finish(self) -> None:
        match self._keys[1]:
            case "Tracks":
                number = _whole(self._values.get("Track ID"))
                self._tracks[number] = _track(self._values)
            case "Playlists":
                self._lists.append((self._values, self._items))
            case _:
                return

    def library(self) -> ForeignLibrary:
        """Return what was found."""
        library = ForeignLibrary(player=Player.ITUNES, tracks=list(self._tracks.values()))
        folders = {
            values["Playlist Persistent ID"]: values
            for values, _ in self._lists
            if values.get("Folder") and "Playlist Persistent ID" in values
        }
        left: Counter[str] = Counter()
        for values, items in self._lists:
            if values.get("Smart Info"):
                left["smart playlists"] += not values.get("Distinguished Kind")
            elif _is_list(values):
                library.playlists.append(self._playlist(values, items, folders))
        library.left_out = [LeftOut(what, n, _SMART) for what, n in left.items() if n]
        return library

    def _playlist(
        self, values: Values, items: list[int], folders: dict[str, Values]
    ) -> ForeignPlaylist:
        above: list[str] = []
        parent = values.get("Parent Persistent ID")
        while parent in folders and len(above) < len(folders):
            above.insert(0, tidy(str(folders[parent].get("Name", ""))) or "Folder")
            parent = folders[parent].get("Parent Persistent ID")
        name = tidy(str(values.get("Name", "")))
        return ForeignPlaylist(
            key=str(values.get("Playlist Persistent ID", name)),
            name=name or "Playlist",
            folders=tuple(above),
            entries=tuple(self._tracks[one].entry for one in items if one in self._tracks),
        )


def _is_list(values: Values) -> bool:
    """Whether somebody made it: the rest is the whole library, or a part of the store."""
    own = ("Folder", "Master", "Distinguished Kind", "Music")
    return not any(values.get(name) for name in own)


def _value(kind: str, text: str) -> Any:
    match kind:
        case "true" | "false":
            return kind == "true"
        case "integer":
            digits = text.strip()
            number = digits.removeprefix("-")
            is_whole = number.isascii() and number.isdigit() and len(number) < 19
            return int(digits) if is_whole else 0
        case "date":
            return text.strip()
        case "data":
            return True
        case _:
            return text


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _track(values: Values) -> ForeignTrack:
    def number(name: str) -> int:
        return min(max(0, _whole(values.get(name))), _MOST)

    def words(name: str) -> str:
        return tidy(str(values.get(name, "")))

    paths, address = of_address(str(values.get("Location", "")))
    # Half of the ratings may be those of the album.
    rating = None if values.get("Rating Computed") else number("Rating")
    return ForeignTrack(
        entry=ListedEntry(
            paths=paths,
            address=address,
            title=words("Name"),
            artist=words("Artist"),
            album=words("Album"),
            album_artist=words("Album Artist"),
            track=number("Track Number") or None,
            year=number("Year") or None,
            duration_ms=number("Total Time") or None,
        ),
        plays=number("Play Count"),
        skips=number("Skip Count"),
        last_played_at=_time(values.get("Play Date UTC")),
        added_at=_time(values.get("Date Added")),
        rating=min(100, rating) if rating else None,
        liked=values.get("Loved") is True or values.get("Favorited") is True,
    )


def _time(value: object) -> int | None:
    try:
        found = datetime.fromisoformat(str(value)).astimezone(UTC)
        at = round(found.timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        return None
    return at if at > 0 else None
