"""Volumes, folders, directories and files that an import needs: found, or made."""

import json
import sqlite3
from collections.abc import Set as AbstractSet
from typing import Final

from mtplayer.core.exchange.mt_library import MtTrack
from mtplayer.core.exchange.taken_paths import TakenPath
from mtplayer.core.library.tracks import FileState

_MISSING: Final = FileState.MISSING.value
_TRACK_AT: Final = (
    "SELECT t.id FROM directories d JOIN files f ON f.directory_id = d.id AND f.name = ?3"
    " JOIN tracks t ON t.file_id = f.id AND t.position = 0 WHERE d.volume_id = ?1 AND d.path = ?2"
)
_TWINS: Final = (
    "SELECT f.name, f.size, t.id FROM files f JOIN tracks t ON t.file_id = f.id"
    " AND t.position = 0 WHERE f.state = 'present' AND f.size IN (SELECT value FROM json_each(?))"
)
_OFFLINE_FOLDER: Final = (
    "SELECT 1 FROM folders WHERE volume_id = ?1 AND online = 0 AND removed_at IS NULL"
    " AND (path = X'' OR path = ?2"
    " OR substr(?2, 1, length(path) + 1) = CAST(path || '/' AS BLOB)) LIMIT 1"
)


Twin = tuple[bytes, int]
"""A name and a size."""


class MtPlaces:
    """Places on the connection of one transaction."""

    def __init__(self, connection: sqlite3.Connection, at: int) -> None:
        self._connection = connection
        self._at = at
        self._volumes: dict[str, int] = {}
        self._directories: dict[tuple[int, bytes], int] = {}
        row = connection.execute("SELECT coalesce(max(id), 0) FROM tracks").fetchone()
        self._last_track = int(row[0])

    @property
    def made_tracks(self) -> "_Above":
        """The tracks that are new since."""
        return _Above(self._last_track)

    def volume(self, place: TakenPath) -> int:
        """Return the volume of a place; one that this machine does not have is offline."""
        if place.key not in self._volumes:
            execute = self._connection.execute
            row = execute("SELECT id FROM volumes WHERE key = ?", (place.key,)).fetchone()
            if row is None:
                row = execute(
                    "INSERT INTO volumes (kind, key, label, mount_path, last_seen_at, online)"
                    " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                    (
                        place.kind,
                        place.key,
                        place.label,
                        place.mount_path,
                        self._at if place.is_here else None,
                        place.is_here,
                    ),
                ).fetchone()
            self._volumes[place.key] = int(row[0])
        return self._volumes[place.key]

    def add_folder(self, place: TakenPath, settings: tuple[str, int, bool, bool]) -> bool:
        """Have a folder in the library; False if it is, or was until somebody took it out.

        The settings are its mode, its cadence in minutes, whether it is enabled and reachable.
        """
        cursor = self._connection.execute(
            "INSERT INTO folders"
            " (volume_id, path, mode, cadence_minutes, enabled, online, added_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (volume_id, path) DO NOTHING",
            (self.volume(place), place.directory, *settings, self._at),
        )
        return cursor.rowcount > 0

    def track_at(self, place: TakenPath) -> int | None:
        """Return the track of a file that the library has."""
        row = self._connection.execute(
            _TRACK_AT, (self.volume(place), place.directory, place.name)
        ).fetchone()
        return None if row is None else int(row[0])

    def twins(self, wanted: AbstractSet[Twin]) -> dict[Twin, int]:
        """Return the track of each file that is here: the one with this name and this size."""
        sizes = json.dumps([size for _, size in wanted])
        found: dict[Twin, list[int]] = {}
        for name, size, track in self._connection.execute(_TWINS, (sizes,)):
            if (name, size) in wanted:
                found.setdefault((name, size), []).append(track)
        return {twin: tracks[0] for twin, tracks in found.items() if len(tracks) == 1}

    def directory(self, place: TakenPath) -> tuple[int, str]:
        """Return the directory of a file, and what names the place of its album."""
        volume = self.volume(place)
        key = volume, place.directory
        if key not in self._directories:
            execute = self._connection.execute
            query = "SELECT id FROM directories WHERE volume_id = ? AND path = ?"
            row = execute(query, key).fetchone()
            if row is None:
                insert = "INSERT INTO directories (volume_id, path) VALUES (?, ?) RETURNING id"
                row = execute(insert, key).fetchone()
            self._directories[key] = int(row[0])
        return self._directories[key], f"{volume}:{place.album_folder}"

    def miss(self, track: int, known: MtTrack, place: TakenPath) -> None:
        """Mark the file of a track missing, unless all of its folder is out of reach."""
        out_of_reach = self._connection.execute(
            _OFFLINE_FOLDER, (self.volume(place), place.directory)
        ).fetchone()
        if out_of_reach and not known.missing:
            return
        self._connection.execute(
            "UPDATE files SET state = ?, missing_since = ?, outer_hash = ?,"
            " last_seen_at = coalesce(?, last_seen_at)"
            " WHERE id = (SELECT file_id FROM tracks WHERE id = ?)",
            (_MISSING, self._at, known.content_hash, known.last_seen_at, track),
        )


class _Above:
    """All ids above one."""

    def __init__(self, last: int) -> None:
        self._last = last

    def __contains__(self, id_: int) -> bool:
        return id_ > self._last
