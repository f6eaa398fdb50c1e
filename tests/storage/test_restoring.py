"""A copy takes the place of the library, whatever state that is in, and nothing is lost."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mtplayer.core.problems import (
    BackupFailed,
    LibraryCorrupt,
    LibraryLost,
    LibraryTooNew,
    NotRestored,
)
from mtplayer.storage.connection import open_writer
from mtplayer.storage.migrate import prepare
from mtplayer.storage.safety import backup, integrity
from mtplayer.storage.safety.backup import back_up
from mtplayer.storage.safety.restoring import restore, start_over
from mtplayer.storage.safety.salvage import salvage
from tests.fakes.breaking import BROKEN, break_library
from tests.fakes.library import FakeTrack, make_library

SONGS = [FakeTrack(title=f"Song {n}", name=b"%d.flac" % n) for n in range(400)]


def titles(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return {title for (title,) in connection.execute("SELECT title FROM tracks")}


def add_listens(database: Path, count: int) -> None:
    with closing(open_writer(database)) as connection:
        connection.executemany(
            "INSERT INTO listens (track_id, started_at, listened_ms, duration_ms, counted,"
            " completed, skipped, source, title, artist, album, album_artist)"
            " VALUES (?, ?, 1, 1, 1, 1, 0, 'library', 't', 'a', 'b', 'c')",
            [(1 + number % 400, number) for number in range(count)],
        )


@pytest.fixture
def copies(database: Path) -> Path:
    return database.parent / "backups"


def test_the_present_library_is_kept_before_another_takes_its_place(
    database: Path, copies: Path
) -> None:
    make_library(database, [FakeTrack(title="Then")])
    old = back_up(database, copies, "daily")
    make_library(database, [FakeTrack(title="Now", name=b"now.flac")])
    kept = restore(database, old, copies)
    assert titles(database) == {"Then"}
    assert kept is not None
    assert titles(kept) == {"Then", "Now"}
    restore(database, kept, copies)
    assert titles(database) == {"Then", "Now"}


def test_a_log_of_the_old_library_is_not_played_into_the_new_one(
    database: Path, copies: Path
) -> None:
    make_library(database, [FakeTrack(title="Then")])
    old = back_up(database, copies, "daily")
    make_library(database, [FakeTrack(title="Now", name=b"now.flac")])
    # A process that was killed leaves its log behind.
    writer = open_writer(database)
    writer.execute("UPDATE tracks SET title = 'In the log'")
    log = database.with_name("library.db-wal")
    left = log.read_bytes()
    writer.close()
    log.write_bytes(left)
    restore(database, old, copies)
    assert titles(database) == {"Then"}
    assert integrity.damage(database) == []


@pytest.mark.parametrize("how", BROKEN)
def test_a_library_broken_in_any_way_is_replaced_and_kept_aside(
    database: Path, copies: Path, how: str
) -> None:
    make_library(database, SONGS)
    old = back_up(database, copies, "daily")
    break_library(database, how)
    broken = database.read_bytes()
    kept = restore(database, old, copies)
    assert len(titles(database)) == len(SONGS)
    assert integrity.damage(database) == []
    assert integrity.words_in_step(database)
    if how == "emptied":
        assert kept is None
    else:
        assert kept is not None
        assert kept.read_bytes() == broken


@pytest.mark.parametrize("how", BROKEN)
def test_what_can_be_read_of_a_broken_library_comes_into_a_new_one(
    database: Path, how: str
) -> None:
    make_library(database, SONGS)
    add_listens(database, 3000)
    break_library(database, how)
    aside = start_over(database)
    assert aside is not None
    saved = salvage(aside, database)
    assert integrity.damage(database) == []
    assert integrity.words_in_step(database)
    assert len(titles(database)) == saved.tracks
    if how == "first bytes":
        assert (saved.tracks, saved.listens) == (400, 3000)
    elif how != "emptied":
        assert saved.tracks > 100


def test_a_library_that_is_gone_is_not_made_anew_over_its_copies(
    database: Path, copies: Path
) -> None:
    make_library(database, [FakeTrack(title="Then")])
    old = back_up(database, copies, "daily")
    database.unlink()
    with pytest.raises(LibraryLost, match="backups"):
        prepare(database)
    database.touch()
    with pytest.raises(LibraryLost):
        prepare(database)
    assert restore(database, old, copies) is None
    assert titles(database) == {"Then"}


def test_a_library_that_was_cut_off_is_noticed_when_it_is_opened(database: Path) -> None:
    make_library(database, SONGS)
    prepare(database)
    break_library(database, "cut off")
    with pytest.raises(LibraryCorrupt, match="damaged"):
        prepare(database)


@pytest.mark.parametrize("how", [*BROKEN, "no library", "newer", "gone"])
def test_a_copy_that_is_of_no_use_leaves_the_library_as_it_is(
    database: Path, copies: Path, how: str
) -> None:
    make_library(database, SONGS)
    old = back_up(database, copies, "daily")
    if how == "gone":
        old.unlink()
    elif how in ("no library", "newer"):
        with closing(sqlite3.connect(old)) as connection, connection:
            if how == "newer":
                connection.execute("UPDATE alembic_version SET version_num = '9999'")
            else:
                connection.execute("DROP TABLE alembic_version")
    else:
        break_library(old, how)
    before = database.read_bytes()
    with pytest.raises((NotRestored, LibraryTooNew)):
        restore(database, old, copies)
    assert database.read_bytes() == before
    assert sorted(path.name for path in database.parent.iterdir()) == ["backups", "library.db"]


def test_where_the_present_cannot_be_kept_nothing_is_restored(
    database: Path, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_library(database, [FakeTrack(title="Then")])
    old = back_up(database, copies, "daily")
    make_library(database, [FakeTrack(title="Now", name=b"now.flac")])
    monkeypatch.setattr(backup, "ROOM_LEFT", 1 << 60)
    with pytest.raises(BackupFailed, match="no room left"):
        restore(database, old, copies)
    assert titles(database) == {"Then", "Now"}
    assert not database.with_name("library.db.incoming").exists()


def test_a_copy_made_by_hand_of_a_library_in_use_can_be_restored(
    database: Path, copies: Path, tmp_path: Path
) -> None:
    make_library(database, [FakeTrack(title="Then")])
    by_hand = tmp_path / "my copy.db"
    shutil.copyfile(database, by_hand)
    make_library(database, [FakeTrack(title="Now", name=b"now.flac")])
    restore(database, by_hand, copies)
    assert titles(database) == {"Then"}
    assert sorted(path.name for path in database.parent.iterdir()) == ["backups", "library.db"]


def test_damage_that_hides_some_tracks_takes_no_other_away(database: Path) -> None:
    make_library(database, SONGS)
    add_listens(database, 3000)
    break_library(database, "page in the middle")
    aside = start_over(database)
    assert aside is not None
    saved = salvage(aside, database)
    assert 100 < saved.tracks < 400
    assert saved.listens > 1000
    with closing(sqlite3.connect(database)) as connection:
        lost = "SELECT count(*) FROM listens WHERE track_id NOT IN (SELECT id FROM tracks)"
        assert connection.execute(lost).fetchone() == (0,)
        unread = "SELECT count(*) FROM files WHERE mtime_ns <> 0 OR tag_hash IS NOT NULL"
        assert connection.execute(unread).fetchone() == (0,)
