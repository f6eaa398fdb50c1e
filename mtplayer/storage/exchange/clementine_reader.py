"""Turns the databases of Clementine, and of Strawberry that came from it, into values."""

from collections import Counter, defaultdict
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from mtplayer.core.exchange.foreign_library import (
    PLAYER_NAMES,
    ForeignLibrary,
    ForeignPlaylist,
    ForeignTrack,
    ForeignUnreadable,
    Player,
)
from mtplayer.core.exchange.mt_library import LeftOut
from mtplayer.core.lists.list_files import ListedEntry
from mtplayer.storage.exchange.mt_source import Row, Tables, opened, path_text, real, text, whole

_NANOSECONDS: Final = 1_000_000
_MOST: Final = 1_000_000_000
_SMART: Final = "their rules cannot be read here; smart playlists are made anew"
_NO_PATH: Final = "they have no path"


def read(path: Path, player: Player) -> ForeignLibrary:
    """Read a library. Raises ForeignUnreadable."""
    if path.is_dir():
        path /= f"{player.value}.db"
    with opened(path, PLAYER_NAMES[player], ForeignUnreadable) as tables:
        tables.needs("songs", "title", "playcount")
        return _Reading(tables, player).all()


class _Reading:
    """One library while it is read."""

    def __init__(self, tables: Tables, player: Player) -> None:
        self._tables = tables
        self._songs: dict[int, ListedEntry] = {}
        self._left: Counter[tuple[str, str]] = Counter()
        self._library = ForeignLibrary(player=player)

    def all(self) -> ForeignLibrary:
        """Read every table that there is."""
        for row in self._tables.rows("songs"):
            track = _track(row)
            if track.entry.paths:
                self._library.tracks.append(track)
                self._songs[row["rowid_"]] = track.entry
            else:
                self._left["tracks", _NO_PATH] += 1
        self._read_lists()
        found = self._left.items()
        self._library.left_out = [LeftOut(what, count, why) for (what, why), count in found]
        return self._library

    def _read_lists(self) -> None:
        entries: defaultdict[int, list[ListedEntry]] = defaultdict(list)
        by_path = {entry.paths: entry for entry in self._songs.values()}
        for row in self._tables.rows("playlist_items"):
            entry = _entry(row)
            song = whole(row.get("collection_id", row.get("library_id")))
            if not entry.paths and not entry.address and song is not None:
                # Of a song in the library only its number is kept.
                entry = self._songs.get(song, entry)
            entry = by_path.get(entry.paths, entry)
            if entry != ListedEntry():
                entries[whole(row.get("playlist")) or 0].append(entry)
        for row in self._tables.rows("playlists", "ui_order"):
            id_ = row["rowid_"]
            if text(row.get("dynamic_playlist_type")) not in ("", "0"):
                self._left["smart playlists", _SMART] += 1
                continue
            name = text(row.get("name"))
            folders = tuple(filter(None, text(row.get("ui_path")).split("/")))
            self._library.playlists.append(
                ForeignPlaylist(
                    key=f"{id_} {name}",
                    name=name or "Playlist",
                    folders=folders,
                    entries=tuple(entries[id_]),
                )
            )


def _track(row: Row) -> ForeignTrack:
    rating = real(row.get("rating"))
    return ForeignTrack(
        entry=_entry(row),
        plays=_count(row, "playcount"),
        skips=_count(row, "skipcount"),
        last_played_at=_time(row, "lastplayed"),
        added_at=_time(row, "ctime"),
        # From 0 to 1; less is not rated, and nothing was rated with nothing on purpose.
        rating=round(min(1.0, rating) * 100) if rating is not None and rating > 0 else None,
    )


def _entry(row: Row) -> ListedEntry:
    place = path_text(row.get("url") or row.get("filename"))
    path, address = _place(place)
    length = real(row.get("length_nanosec", row.get("length"))) or 0.0
    year = whole(row.get("year")) or 0
    track = whole(row.get("track")) or 0
    return ListedEntry(
        paths=(path,) if path else (),
        address=address,
        title=text(row.get("title")),
        artist=text(row.get("artist")),
        album=text(row.get("album")),
        album_artist=text(row.get("albumartist")),
        track=track if track > 0 else None,
        year=year if year > 0 else None,
        duration_ms=round(length / _NANOSECONDS) if 0 < length < _MOST * _NANOSECONDS else None,
        recording_mbid=text(row.get("musicbrainz_recording_id")),
    )


def _place(place: str) -> tuple[bytes, str]:
    """Return the path of an address, or the address of a stream; old tables have paths."""
    if place.startswith("file://"):
        rest = place.removeprefix("file://").encode("utf-8", "surrogateescape")
        path = unquote_to_bytes(rest).replace(b"\0", b"")
        return (path[1:] if path[2:3] == b":" else path), ""
    if "://" in place:
        return b"", place
    return place.encode("utf-8", "surrogateescape").replace(b"\0", b""), ""


def _count(row: Row, name: str) -> int:
    return min(max(0, whole(row.get(name)) or 0), _MOST)


def _time(row: Row, name: str) -> int | None:
    seconds = whole(row.get(name)) or 0
    return seconds * 1000 if 0 < seconds < _MOST * 10 else None
