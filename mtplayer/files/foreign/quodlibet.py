"""Quod Libet: its file “songs”, and the folder “playlists” beside it."""

import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from mtplayer.core.exchange.foreign_library import (
    ForeignLibrary,
    ForeignPlaylist,
    ForeignTrack,
    ForeignUnreadable,
    Player,
)
from mtplayer.core.exchange.mt_library import LeftOut
from mtplayer.core.lists.list_files import ListedEntry, ListUnreadable
from mtplayer.files.foreign import pickled
from mtplayer.files.foreign.opening import first_there, opened
from mtplayer.files.playlist_files.reading import read_list
from mtplayer.files.playlist_files.words import recording_of, tidy, whole, year_of

SONGS: Final = "songs"
PLAYLISTS: Final = "playlists"
_MOST: Final = 1_000_000_000
_LARGEST: Final = 2_000_000_000_000

Song = Mapping[str, Any]


def read(path: Path) -> ForeignLibrary:
    """Read a library. Raises ForeignUnreadable."""
    path = first_there(path, SONGS)
    with opened(path, Player.QUODLIBET) as file:
        found = pickled.values(file)
    if not isinstance(found, list):
        raise ForeignUnreadable(f"“{path}” is no library of Quod Libet.")
    songs = [_named(song) for song in found if isinstance(song, dict)]
    tracks = [_track(song) for song in songs if _path(song)]
    library = ForeignLibrary(player=Player.QUODLIBET, tracks=tracks)
    by_path = {track.entry.paths[0]: track.entry for track in tracks}
    _read_lists(path.with_name(PLAYLISTS), by_path, library)
    return library


def _named(song: Mapping[Any, Any]) -> Song:
    """Return a song by text keys: each version of Quod Libet wrote another kind."""
    return {
        key.decode("ascii", "replace") if isinstance(key, bytes) else str(key): value
        for key, value in song.items()
    }


def _path(song: Song) -> bytes:
    value = song.get("~filename")
    if isinstance(value, bytes):
        return value.replace(b"\0", b"")
    return os.fsencode(value.replace("\0", "")) if isinstance(value, str) and value else b""


def _text(song: Song, name: str) -> str:
    """Return a text; several values are lines of one."""
    value = song.get(name)
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return tidy(", ".join(value.splitlines())) if isinstance(value, str) else ""


def _number(song: Song, name: str) -> float:
    value = song.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return 0.0
    return float(value) if abs(value) < _LARGEST else 0.0


def _track(song: Song) -> ForeignTrack:
    rating = _number(song, "~#rating")
    # Kept only once somebody gave one; half a point is what unrated songs are shown with.
    stars = round(min(1.0, rating) * 100) if "~#rating" in song and rating >= 0 else None
    return ForeignTrack(
        entry=ListedEntry(
            paths=(_path(song),),
            title=_text(song, "title"),
            artist=_text(song, "artist"),
            album=_text(song, "album"),
            album_artist=_text(song, "albumartist"),
            track=whole(_text(song, "tracknumber")),
            year=year_of(_text(song, "date")),
            duration_ms=round(_number(song, "~#length") * 1000) or None,
            isrc=_text(song, "isrc"),
            recording_mbid=recording_of(_text(song, "musicbrainz_trackid")),
        ),
        plays=_count(song, "~#playcount"),
        skips=_count(song, "~#skipcount"),
        last_played_at=_time(song, "~#lastplayed"),
        added_at=_time(song, "~#added"),
        rating=stars,
    )


def _count(song: Song, name: str) -> int:
    return round(min(max(0.0, _number(song, name)), _MOST))


def _time(song: Song, name: str) -> int | None:
    value = _number(song, name)
    return round(value * 1000) if 0 < value < _MOST * 10 else None


def _read_lists(folder: Path, songs: Mapping[bytes, ListedEntry], library: ForeignLibrary) -> None:
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return
    for path in paths:
        if path.name.startswith(".") or path.suffix == ".backup":
            continue
        try:
            found = read_list(os.fsencode(path))
        except ListUnreadable:
            library.left_out.append(LeftOut("playlists", 1, f"“{path.name}” can't be read"))
            continue
        is_new = path.suffix == ".xspf"
        name = found.name if is_new else unquote(path.name)
        entries = [_known(entry, songs) for entry in found.entries]
        library.playlists.append(
            ForeignPlaylist(key=path.name, name=name or "Playlist", entries=tuple(entries))
        )


def _known(entry: ListedEntry, songs: Mapping[bytes, ListedEntry]) -> ListedEntry:
    return next((songs[path] for path in entry.paths if path in songs), entry)
