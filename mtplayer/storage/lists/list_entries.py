"""Entries of playlists as files of playlists have them."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote_from_bytes, unquote_to_bytes

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.list_files import ListedEntry
from mtplayer.storage.lists.going import order_before

LOCATION: Final = "location"
"""Of an entry without a track: where its file was, as an address, which any JSON can hold."""

_TRACK: Final = """
t.title, t.artist, t.album, t.album_artist, t.track_number, t.year, t.duration_ms, t.isrc,
t.recording_mbid, v.mount_path, d.path, f.name
"""
_PLACES: Final = """
LEFT JOIN files AS f ON f.id = t.file_id LEFT JOIN directories AS d ON d.id = f.directory_id
LEFT JOIN volumes AS v ON v.id = d.volume_id
"""
_PLACE: Final = f"SELECT e.note, e.added_at, iif(t.id, NULL, e.snapshot), {_TRACK}"
_OF_PLAYLIST: Final = f"""
{_PLACE} FROM playlist_entries AS e LEFT JOIN tracks AS t ON t.id = e.track_id {_PLACES}
WHERE e.playlist_id = ? AND e.removed_at IS NULL ORDER BY e.rank, e.id
"""
_OF_PLACES: Final = f"""
{_PLACE} FROM json_each(?) AS w CROSS JOIN playlist_entries AS e ON e.id = w.value
LEFT JOIN tracks AS t ON t.id = e.track_id {_PLACES} ORDER BY w.key
"""
_OF_TRACKS: Final = f"""
SELECT '', NULL, NULL, {_TRACK} FROM json_each(?) AS w CROSS JOIN tracks AS t ON t.id = w.value
{_PLACES} ORDER BY w.key
"""
_CALLED: Final = "SELECT id FROM playlists WHERE name = ? AND kind = 'list' AND deleted_at IS NULL"
_FILE_ADDRESS: Final = "file://"


def of_playlist(connection: sqlite3.Connection, playlist: int) -> Iterator[ListedEntry]:
    """Return the entries of a playlist in its own order."""
    if (ids := order_before(connection.execute, playlist)) is not None:
        return map(_entry, connection.execute(_OF_PLACES, (json.dumps(list(ids)),)))
    return map(_entry, connection.execute(_OF_PLAYLIST, (playlist,)))


def of_tracks(connection: sqlite3.Connection, tracks: Sequence[int]) -> Iterator[ListedEntry]:
    """Return tracks as entries, in the order given."""
    return map(_entry, connection.execute(_OF_TRACKS, (json.dumps(list(tracks)),)))


def called(connection: sqlite3.Connection, name: str) -> PlaylistId | None:
    """Return the playlist of tracks with this name."""
    row = connection.execute(_CALLED, (name,)).fetchone()
    return row and PlaylistId(row[0])


def _entry(row: Sequence[Any]) -> ListedEntry:
    note, added_at, snapshot, *tags = row
    if snapshot is not None:
        return replace(remembered(json.loads(snapshot)), note=note, added_at=added_at)
    title, artist, album, album_artist, number, year, duration, isrc, mbid, *place = tags
    return ListedEntry(
        # A file without a folder is damage; the rest of the list is worth having.
        paths=() if None in place else (path_of(*place),),
        title=title,
        artist=artist,
        album=album,
        album_artist=album_artist,
        track=number,
        year=year,
        duration_ms=duration or None,
        isrc=isrc,
        recording_mbid=mbid or "",
        note=note,
        added_at=added_at,
    )


def path_of(mount: bytes, folder: bytes, name: bytes) -> bytes:
    """Return a whole path."""
    parts = (mount.rstrip(b"/"), folder, name)
    return b"/".join(part for at, part in enumerate(parts) if part or at == 0)


def tags_of(entry: ListedEntry, path: bytes | None) -> dict[str, object]:
    """Return what a place keeps of an entry that has no track; ``path`` is absolute."""
    values: dict[str, object] = {
        "title": entry.title,
        "artist": entry.artist,
        "album": entry.album,
        "album_artist": entry.album_artist,
        "track_number": entry.track,
        "duration_ms": entry.duration_ms or 0,
        "year": entry.year,
        "isrc": entry.isrc,
        "recording_mbid": entry.recording_mbid,
    }
    address = entry.address or (path and _FILE_ADDRESS + quote_from_bytes(path))
    found = {key: value for key, value in values.items() if value not in (None, "")}
    return {**found, LOCATION: address} if address else found


def remembered(tags: dict[str, Any]) -> ListedEntry:
    """Return what a place keeps, as an entry."""
    address = str(tags.get(LOCATION, ""))
    path = unquote_to_bytes(address.removeprefix(_FILE_ADDRESS))
    is_file = address.startswith(_FILE_ADDRESS)
    return ListedEntry(
        paths=(path,) if is_file else (),
        address="" if is_file else address,
        title=str(tags.get("title", "")),
        artist=str(tags.get("artist", "")),
        album=str(tags.get("album", "")),
        album_artist=str(tags.get("album_artist", "")),
        track=tags.get("track_number"),
        year=tags.get("year"),
        duration_ms=tags.get("duration_ms") or None,
        isrc=str(tags.get("isrc", "")),
        recording_mbid=str(tags.get("recording_mbid", "")),
    )
