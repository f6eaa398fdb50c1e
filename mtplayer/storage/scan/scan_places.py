"""Volumes, folders and directories as a scan finds and keeps them."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

from mtplayer.core.library.scan_plan import Known, Seen
from mtplayer.storage.connection import open_reader
from mtplayer.storage.errors import translated
from mtplayer.storage.scan.scan_sql import INSERT_DIRECTORY

_PRESENT_IN: Final = (
    "FROM files f WHERE f.state = 'present' AND f.directory_id IN (SELECT value FROM json_each(?))"
)


class VolumeRow(NamedTuple):
    """A volume that was seen before."""

    id: int
    key: str
    mount_path: bytes
    online: bool


class FolderRow(NamedTuple):
    """A folder of the library; the path is below its volume."""

    id: int
    volume_id: int
    path: bytes
    mode: str
    enabled: bool
    online: bool
    held: int
    last_scan_at: int | None


class DirectoryRow(NamedTuple):
    """A directory that had music in it; the path is below its volume."""

    path: bytes
    id: int
    mark: int
    """When it was written, or its seal, which is below zero."""
    cover: bytes | None
    cover_mtime_ns: int | None


NewDirectory = tuple[int, int, bytes, int, bytes | None, int | None]
"""Id, volume, path, mark, name and change time of a cover."""
ChangedDirectory = tuple[int, bytes | None, int | None, int]
"""Mark, name and change time of a cover; the id stands last."""


def most_directories(database: Path) -> int:
    """Return how many directories a library may have; no connection stays open."""
    with translated(database), closing(open_reader(database)) as connection:
        row = connection.execute("SELECT coalesce(max(id), 0) FROM directories").fetchone()
    return int(row[0])


class Places:
    """Where things are, on the connection of a scan; writes belong into its transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def volumes(self) -> list[VolumeRow]:
        """Return every volume that was ever seen."""
        rows = self._connection.execute("SELECT id, key, mount_path, online FROM volumes")
        return [VolumeRow(*row) for row in rows]

    def see_volume(self, kind: str, key: str, label: str, mount_path: bytes, at: int) -> int:
        """Remember that a volume is mounted here now; return its id."""
        self._connection.execute(
            "INSERT INTO volumes (kind, key, label, mount_path, last_seen_at, online)"
            " VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT (key) DO UPDATE SET kind = excluded.kind,"
            " mount_path = excluded.mount_path, last_seen_at = excluded.last_seen_at, online = 1",
            (kind, key, label, mount_path, at),
        )
        row = self._connection.execute("SELECT id FROM volumes WHERE key = ?", (key,)).fetchone()
        return int(row[0])

    def lose_volume(self, volume: int) -> None:
        """Remember that a volume is not mounted."""
        self._connection.execute("UPDATE volumes SET online = 0 WHERE id = ?", (volume,))

    def folders(self) -> list[FolderRow]:
        """Return the folders that the user has in the library."""
        rows = self._connection.execute(
            "SELECT id, volume_id, path, mode, enabled, online, held, last_scan_at FROM folders"
            " WHERE removed_at IS NULL ORDER BY id"
        )
        return [FolderRow(*row) for row in rows]

    def add_folder(self, volume: int, path: bytes, mode: str, at: int) -> FolderRow:
        """Take a folder into the library, also one that was taken out before."""
        row = self._connection.execute(
            "INSERT INTO folders (volume_id, path, mode, cadence_minutes, added_at)"
            " VALUES (?, ?, ?, 0, ?) ON CONFLICT (volume_id, path) DO UPDATE"
            " SET removed_at = NULL, enabled = 1"
            " RETURNING id, volume_id, path, mode, enabled, online, held, last_scan_at",
            (volume, path, mode, at),
        ).fetchone()
        return FolderRow(*row)

    def see_folder(self, folder: int, at: int) -> None:
        """Remember that a folder was looked through."""
        self._connection.execute(
            "UPDATE folders SET online = 1, last_scan_at = ? WHERE id = ?", (at, folder)
        )

    def lose_folder(self, folder: int) -> None:
        """Remember that a folder could not be reached."""
        self._connection.execute("UPDATE folders SET online = 0 WHERE id = ?", (folder,))

    def hold(self, folder: int, files: int) -> None:
        """Remember that so many files of a folder wait for somebody to say that they are gone."""
        self._connection.execute("UPDATE folders SET held = ? WHERE id = ?", (files, folder))

    def count_present(self, volume: int, path: bytes) -> int:
        """Return how many files should be in a directory and all below it."""
        row = self._connection.execute(
            "SELECT count(*) FROM directories d JOIN files f ON f.directory_id = d.id"
            " WHERE f.state = 'present' AND d.volume_id = ?1 AND (?2 = X'' OR d.path = ?2"
            " OR (d.path > CAST(?2 || '/' AS BLOB) AND d.path < CAST(?2 || '0' AS BLOB)))",
            (volume, path),
        )
        return int(row.fetchone()[0])

    def directories(self, volume: int, path: bytes) -> dict[bytes, DirectoryRow]:
        """Return the known directories from ``path`` on downwards, by path."""
        query = (
            "SELECT path, id, mtime_ns, cover_name, cover_mtime_ns FROM directories"
            " WHERE volume_id = ?"
        )
        values: tuple[object, ...] = (volume,)
        if path:
            # "0" is the character behind "/": everything below in one range of the index.
            query += " AND (path = ? OR (path > ? AND path < ?))"
            values = (volume, path, path + b"/", path + b"0")
        rows = self._connection.execute(query, values)
        return {row.path: row for row in map(DirectoryRow._make, rows.fetchall())}

    def add_directories(self, rows: list[NewDirectory]) -> None:
        """Write new directories."""
        self._connection.executemany(INSERT_DIRECTORY, rows)

    def update_directories(self, rows: list[ChangedDirectory]) -> None:
        """Write marks and covers that are new."""
        self._connection.executemany(
            "UPDATE directories SET mtime_ns = ?, cover_name = ?, cover_mtime_ns = ? WHERE id = ?",
            rows,
        )

    def next_directory(self) -> int:
        """Return the first id that no directory has."""
        row = self._connection.execute("SELECT coalesce(max(id), 0) + 1 FROM directories")
        return int(row.fetchone()[0])

    def known(self, directory: int) -> dict[bytes, Known]:
        """Return the files of a directory, by name."""
        rows = self._connection.execute(
            "SELECT name, id, size, mtime_ns, state, sheet_mark FROM files WHERE directory_id = ?",
            (directory,),
        )
        known = Known._make
        return {row[0]: known(row[1:]) for row in rows}

    def expected(self, directories: Iterable[int]) -> dict[int, list[Seen]]:
        """Return what should lie in these directories, by directory."""
        rows = self._connection.execute(
            f"SELECT f.directory_id, f.name, f.size, f.mtime_ns, f.sheet_mark {_PRESENT_IN}"
            " ORDER BY f.directory_id",
            (json.dumps(list(directories)),),
        )
        return {id_: list(files) for id_, files in groupby(rows.fetchall(), itemgetter(0))}

    def present_in(self, directories: Iterable[int]) -> list[int]:
        """Return the files that should be in these directories."""
        rows = self._connection.execute(
            f"SELECT f.id {_PRESENT_IN}", (json.dumps(list(directories)),)
        )
        return [file for (file,) in rows]

    def has_present(self, directories: Iterable[int]) -> bool:
        """Whether any file should be in these directories."""
        query = f"SELECT 1 {_PRESENT_IN} LIMIT 1"
        return (
            self._connection.execute(query, (json.dumps(list(directories)),)).fetchone() is not None
        )

    def allow(self, volume: int, path: bytes, *, with_all_below: bool) -> None:
        """Let scans find a path again that they passed over."""
        self._connection.execute(
            "DELETE FROM ignored_paths WHERE volume_id = ?1 AND (path = ?2 OR (?3 AND (?2 = X''"
            " OR (path > CAST(?2 || '/' AS BLOB) AND path < CAST(?2 || '0' AS BLOB)))))",
            (volume, path, with_all_below),
        )

    def ignored(self, volume: int) -> frozenset[bytes]:
        """Return the paths that scans pass over, below their volume."""
        rows = self._connection.execute(
            "SELECT path FROM ignored_paths WHERE volume_id = ?", (volume,)
        )
        return frozenset(path for (path,) in rows)
