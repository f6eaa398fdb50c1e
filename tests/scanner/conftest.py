"""A library to scan into: folders of tiny real files, and questions about the rows."""

import json
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from mtplayer.core.events import LibraryChanged, ScanProgress
from mtplayer.core.ids import TrackId
from mtplayer.scanner.request import ScanRequest
from mtplayer.scanner.start import scan
from mtplayer.storage.engine import Storage
from tests.fakes import music, tagging


@dataclass
class Heard:
    """The outside of a scan: remembers what it was told, and asks to stop when told to."""

    progress_: list[ScanProgress] = field(default_factory=list)
    changes: list[LibraryChanged] = field(default_factory=list)
    stop_after: int | None = None
    ways_given: int = 0

    def progress(self, progress):
        self.progress_.append(progress)

    def changed(self, change):
        self.changes.append(change)

    def wants_stop(self):
        return self.stop_after is not None and len(self.progress_) >= self.stop_after

    def give_way(self):
        self.ways_given += 1

    def tracks(self, kind):
        return [track for change in self.changes for track in getattr(change, kind)]


class World:
    """One profile and one folder of music."""

    def __init__(self, tmp_path: Path):
        self.database = tmp_path / "profile" / "library.db"
        self.music = tmp_path / "music"
        self.music.mkdir()
        self.request = ScanRequest(
            database=self.database, lock=tmp_path / "profile" / "scan.lock", articles="the, a"
        )
        self.heard = Heard()

    def put(self, path, kind="mp3", frequency=440, **said):
        """Write a file of music; another frequency is another recording."""
        target = self.music / path
        target.parent.mkdir(parents=True, exist_ok=True)
        made = target.with_name(f"made.{kind}")
        made.write_bytes(music.music(kind, frequency))
        if said:
            tagging.tag(made, said)
        made.replace(target)
        return target

    def scan(self, *paths, heard=None, **changes):
        """Scan these paths, or the whole library."""
        self.heard = heard or Heard()
        targets = tuple(os.fsencode(path) for path in paths)
        return scan(replace(self.request, targets=targets, **changes), self.heard)

    def query(self, sql, *values):
        with closing(sqlite3.connect(self.database)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql, values)]

    def tracks(self):
        """Return the tracks by the path of their file below the folder."""
        rows = self.query(
            "SELECT t.*, f.state, f.failure, f.audio_key, f.id AS file, v.mount_path, d.path,"
            " f.name, a.title AS album_title, a.artist AS by_artist FROM tracks t"
            " JOIN files f ON f.id = t.file_id JOIN directories d ON d.id = f.directory_id"
            " JOIN volumes v ON v.id = d.volume_id LEFT JOIN albums a ON a.id = t.album_id"
        )
        found = {}
        for row in rows:
            full = row["mount_path"].rstrip(b"/") + b"/" + row["path"] + b"/" + row["name"]
            found[os.path.relpath(os.fsdecode(full), self.music)] = row
        return found

    def states(self):
        return {path: row["state"] for path, row in self.tracks().items()}

    def play(self, path, plays=3, rating=80):
        """Give a track a history."""
        track = self.tracks()[path]["id"]
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute(
                "UPDATE tracks SET plays = ?, rating = ?, liked_at = 5, last_played_at = 6"
                " WHERE id = ?",
                (plays, rating, track),
            )
        return track

    def age(self, table, column, ms):
        """Let everything in a table be older."""
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute(f"UPDATE {table} SET {column} = {column} - ?", (ms,))

    def remove(self, path):
        """Remove a track from the library as the window does."""
        storage = Storage(self.database)
        track = TrackId(self.tracks()[path]["id"])
        storage.write(lambda unit: unit.tracks.remove([track], 1))
        storage.close()

    def ignore(self, path):
        """Ignore a missing track as the window does."""
        storage = Storage(self.database)
        track = TrackId(self.tracks()[path]["id"])
        storage.write(lambda unit: unit.tracks.ignore([track]))
        storage.close()

    def items(self, scan=None):
        rows = self.query(
            "SELECT kind, detail, file_id FROM scan_items WHERE scan_id = coalesce(?,"
            " (SELECT max(id) FROM scan_runs)) ORDER BY id",
            scan,
        )
        return [(row["kind"], row["detail"]) for row in rows]

    def check(self):
        """Find fault with the library as a whole."""
        with closing(sqlite3.connect(self.database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            connection.execute(
                "INSERT INTO track_words (track_words, rank) VALUES ('integrity-check', 1)"
            )
            (lost,) = connection.execute(
                "SELECT count(*) FROM tracks WHERE id NOT IN (SELECT id FROM track_texts)"
            ).fetchone()
            assert lost == 0

    def dump(self):
        """Return what the library says, without ids and times: to compare two of them."""
        return {
            path: json.dumps(
                {
                    name: value
                    for name, value in row.items()
                    if not name.endswith("_at")
                    and name not in ("id", "file", "file_id", "album_id", "mount_path", "path")
                },
                default=repr,
                sort_keys=True,
            )
            for path, row in self.tracks().items()
        }


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)
