"""Reads the whole library as plain objects, one after the other: what ``export`` writes.

The format is described in resources/help/export.md. A kind of object, or a value of one, may be
added without a new version; what has one keeps its name and its meaning.
"""

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from mtplayer.core.tags import GENRE
from mtplayer.storage.lists.going import order_before
from mtplayer.storage.lists.list_entries import path_of

FORMAT: Final = "mtplayer-library"
VERSION: Final = 1

Object = dict[str, Any]

# What stands in the tables for the program's own use: keys to sort by, numbers of other rows.
_INTERNAL: Final = frozenset(
    {
        "file_id", "album_id", "artwork_id", "album_artist_key", "artist_key", "title_key",
        "album_key", "genre_key", "composer_key", "place", "listed", "in_use", "has_cover",
        "has_lyrics", "length_guessed", "start_frame", "end_frame", "sound_key",
    }
)  # fmt: skip
_FLAGS: Final = frozenset({"compilation", "counted", "completed", "skipped", "enabled", "online"})
_PLACE: Final = (
    "JOIN directories AS d ON d.id = f.directory_id JOIN volumes AS v ON v.id = d.volume_id"
)
_FILE: Final = (
    "v.mount_path AS file_mount, d.path AS file_folder, f.name AS file_name, f.size AS file_size,"
    " f.mtime_ns AS file_mtime_ns, f.state AS file_state, f.missing_since AS file_missing_since,"
    " f.failure AS file_failure, lower(hex(f.audio_key)) AS file_audio_key"
)
_TRACKS: Final = (
    f"SELECT t.*, {_FILE} FROM tracks AS t JOIN files AS f ON f.id = t.file_id {_PLACE}"
    " WHERE t.id > ? AND t.in_use ORDER BY t.id LIMIT ?"
)
_CREDITS: Final = (
    "SELECT c.track_id, c.role, a.name FROM track_artists AS c JOIN artists AS a"
    " ON a.id = c.artist_id WHERE c.track_id BETWEEN ? AND ?"
    " ORDER BY c.track_id, c.role, c.position"
)
_GENRES: Final = (
    f"SELECT c.track_id, '{GENRE}', g.name FROM track_genres AS c JOIN genres AS g"
    " ON g.id = c.genre_id WHERE c.track_id BETWEEN ? AND ? ORDER BY c.track_id, c.position"
)
_FOLDERS: Final = (
    "SELECT o.id, v.mount_path AS file_mount, o.path AS file_folder, o.mode, o.cadence_minutes,"
    " o.enabled, o.added_at, v.label AS volume FROM folders AS o"
    " JOIN volumes AS v ON v.id = o.volume_id WHERE o.removed_at IS NULL ORDER BY o.id"
)
_PLAYLISTS: Final = (
    "SELECT id, parent_id AS folder, kind, name, position, note, rules, created_at, changed_at"
    " FROM playlists WHERE deleted_at IS NULL ORDER BY position, id"
)
_ENTRIES: Final = (
    "SELECT playlist_id AS playlist, track_id AS track, added_at, note, snapshot AS tags"
    " FROM playlist_entries WHERE playlist_id = ? AND removed_at IS NULL ORDER BY rank, id"
)
_THESE_ENTRIES: Final = (
    "SELECT e.playlist_id AS playlist, e.track_id AS track, e.added_at, e.note, e.snapshot AS tags"
    " FROM json_each(?) AS w JOIN playlist_entries AS e ON e.id = w.value ORDER BY w.key"
)
_LISTENS: Final = "SELECT * FROM listens ORDER BY id"
_STATIONS: Final = (
    "SELECT id, name, url, position, added_at FROM stations WHERE deleted_at IS NULL"
    " ORDER BY position, id"
)
_AT_ONCE: Final = 1000


def objects(connection: sqlite3.Connection, program: str, at: int) -> Iterator[Object]:
    """Return everything in order: the head, folders, tracks, playlists, listens, stations.

    All of it is of one moment, however long it takes; never more than a thousand tracks are in
    memory.
    """
    connection.row_factory = sqlite3.Row
    connection.execute("BEGIN")
    try:
        # What others write from now on is not seen: the moment is that of the first question.
        connection.execute("SELECT count(*) FROM volumes").fetchone()
        yield {
            "type": "library",
            "format": FORMAT,
            "version": VERSION,
            "program": program,
            "written_at": at,
        }
        yield from _each("folder", connection.execute(_FOLDERS))
        yield from _tracks(connection)
        for row in connection.execute(_PLAYLISTS):
            yield {"type": "playlist", **_plain(row)}
            yield from _each("entry", _entries(connection, row["id"]))
        yield from _each("listen", connection.execute(_LISTENS))
        yield from _each("station", connection.execute(_STATIONS))
    finally:
        connection.execute("ROLLBACK")


def _entries(connection: sqlite3.Connection, playlist: int) -> sqlite3.Cursor:
    if (ids := order_before(connection.execute, playlist)) is not None:
        return connection.execute(_THESE_ENTRIES, (json.dumps(list(ids)),))
    return connection.execute(_ENTRIES, (playlist,))


def _each(kind: str, rows: sqlite3.Cursor) -> Iterator[Object]:
    for row in rows:
        yield {"type": kind, **_plain(row)}


def _tracks(connection: sqlite3.Connection) -> Iterator[Object]:
    last = 0
    while rows := connection.execute(_TRACKS, (last, _AT_ONCE)).fetchall():
        first, last = rows[0]["id"], rows[-1]["id"]
        names: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for statement in (_CREDITS, _GENRES):
            for track, role, name in connection.execute(statement, (first, last)):
                names[track][role].append(name)
        for row in rows:
            yield {"type": "track", **_plain(row), "names": dict(names.get(row["id"], {}))}


def _plain(row: sqlite3.Row) -> Object:
    """Return the values of a row that are there, by names that need no explanation."""
    values: Object = {}
    file: Object = {}
    for name, value in zip(row.keys(), row, strict=True):
        if value in (None, "") or name in _INTERNAL or isinstance(value, bytes):
            continue
        if name.startswith("file_"):
            file[name.removeprefix("file_")] = value
        elif name in ("rules", "tags"):
            values[name] = _parsed(value)
        else:
            values[name] = bool(value) if name in _FLAGS else value
    if "file_mount" in row.keys():  # noqa: SIM118 - not a dictionary
        values["path"] = _path(row)
    return {**values, "file": file} if file else values


def _path(row: sqlite3.Row) -> str:
    """Return a path as text; bytes that are none are lone surrogates, as Python has them."""
    name = row["file_name"] if "file_name" in row.keys() else b""  # noqa: SIM118 - not a dictionary
    path = path_of(row["file_mount"], row["file_folder"], name).rstrip(b"/")
    return os.fsdecode(path or b"/")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
