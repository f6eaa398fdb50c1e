"""Rhythmbox: rhythmdb.xml, and playlists.xml beside it."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Final

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
from mtplayer.files.playlist_files.words import seconds, tidy, whole
from mtplayer.files.playlist_files.xml_stream import Taker, feed

DATABASE: Final = "rhythmdb.xml"
PLAYLISTS: Final = "playlists.xml"
_SMART: Final = "their rules cannot be read here; smart playlists are made anew"
_STARS: Final = 20
_MOST: Final = 1_000_000_000


def read(path: Path) -> ForeignLibrary:
    """Read a library. Raises ForeignUnreadable."""
    path = first_there(path, DATABASE)
    songs = _Songs()
    with opened(path, Player.RHYTHMBOX) as file:
        feed(file, songs)
    if not songs.is_library:
        raise ForeignUnreadable(f"“{path}” is no library of Rhythmbox.")
    library = ForeignLibrary(player=Player.RHYTHMBOX, tracks=songs.tracks)
    lists = path.with_name(PLAYLISTS)
    if lists.exists():
        by_path = {track.entry.paths: track.entry for track in songs.tracks}
        found = _Lists(by_path)
        with opened(lists, Player.RHYTHMBOX) as file:
            feed(file, found)
        library.playlists = found.playlists
        library.left_out = [LeftOut(what, count, _SMART) for what, count in found.left.items()]
    return library


class _Songs(Taker):
    """The entries of rhythmdb.xml that are songs."""

    def __init__(self) -> None:
        self._kind = ""
        self._fields: dict[str, str] = {}
        self.is_library = False
        self.tracks: list[ForeignTrack] = []

    @override
    def begin(self, name: str, attributes: dict[str, str], /) -> None:
        self.is_library = self.is_library or name == "rhythmdb"
        if name == "entry":
            self._kind = attributes.get("type", "")
            self._fields = {}

    @override
    def end(self, name: str, text: str, /) -> None:
        if name != "entry":
            self._fields.setdefault(name, text)
        elif self._kind == "song" and "location" in self._fields:
            self.tracks.append(_track(self._fields))


def _track(fields: dict[str, str]) -> ForeignTrack:
    def number(name: str) -> int:
        text = fields.get(name, "").strip()
        is_number = text.isascii() and text.isdigit() and len(text) < 12
        return min(int(text), _MOST * 10) if is_number else 0

    paths, address = of_address(fields["location"])
    stars = fields.get("rating", "").partition(".")[0]
    return ForeignTrack(
        entry=ListedEntry(
            paths=paths,
            address=address,
            title=tidy(fields.get("title", "")),
            artist=tidy(fields.get("artist", "")),
            album=tidy(fields.get("album", "")),
            album_artist=tidy(fields.get("album-artist", "")),
            track=whole(fields.get("track-number", "")),
            year=_year(number("date")),
            duration_ms=seconds(fields.get("duration", "")),
            recording_mbid=fields.get("mb-trackid", "").strip(),
        ),
        plays=min(number("play-count"), _MOST),
        last_played_at=number("last-played") * 1000 or None,
        added_at=number("first-seen") * 1000 or None,
        rating=int(stars) * _STARS if stars in ("1", "2", "3", "4", "5") else None,
    )


def _year(days: int) -> int | None:
    """Return the year of a day that is counted from the year 1."""
    return date.fromordinal(days).year if 365 < days < 3_652_059 else None


class _Lists(Taker):
    """The playlists that somebody filled."""

    def __init__(self, songs: dict[tuple[bytes, ...], ListedEntry]) -> None:
        self._songs = songs
        self._name = self._kind = ""
        self._entries: list[ListedEntry] = []
        self.playlists: list[ForeignPlaylist] = []
        self.left: Counter[str] = Counter()

    @override
    def begin(self, name: str, attributes: dict[str, str], /) -> None:
        if name == "playlist":
            self._name = tidy(attributes.get("name", ""))
            self._kind = attributes.get("type", "")
            self._entries = []

    @override
    def end(self, name: str, text: str, /) -> None:
        if name == "location":
            paths, address = of_address(text)
            entry = ListedEntry(paths=paths, address=address)
            self._entries.append(self._songs.get(paths, entry) if paths else entry)
        elif name == "playlist" and self._kind == "static":
            self.playlists.append(
                ForeignPlaylist(
                    key=self._name, name=self._name or "Playlist", entries=tuple(self._entries)
                )
            )
        elif name == "playlist" and self._kind == "automatic":
            self.left["smart playlists"] += 1
