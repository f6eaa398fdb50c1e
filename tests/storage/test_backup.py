"""Backups are complete, proven, and never in each other's way."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mtplayer.core.problems import LibraryCorrupt, StorageError
from mtplayer.storage.connection import open_writer
from mtplayer.storage.safety.backup import back_up
from tests.fakes.library import FakeTrack, make_library


def test_a_backup_has_what_was_committed_while_the_library_is_in_use(database: Path) -> None:
    make_library(database, [FakeTrack(title="Kept")])
    with closing(open_writer(database)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE tracks SET title = 'not committed'")
        copy = back_up(database, database.parent / "backups", "test")
        writer.execute("ROLLBACK")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT title FROM tracks").fetchall() == [("Kept",)]
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_two_backups_in_one_second_are_two_files(database: Path) -> None:
    folder = database.parent / "backups"
    names = {back_up(database, folder, "test").name for _ in range(3)}
    assert len(names) == 3


def test_a_damaged_library_gives_no_backup_that_looks_whole(database: Path) -> None:
    make_library(database, [FakeTrack(title=f"Song {n}" * 50) for n in range(200)])
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    with database.open("r+b") as file:
        file.seek(database.stat().st_size // 2)
        file.write(b"\xff" * 40960)
    with pytest.raises(LibraryCorrupt):
        back_up(database, database.parent / "backups", "test")
    assert list((database.parent / "backups").glob("*")) == []


def test_a_backup_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        back_up(tmp_path / "library.db", tmp_path / "backups", "test")
    assert list((tmp_path / "backups").glob("*")) == []
