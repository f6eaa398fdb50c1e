"""Files that an older reader of tags read are read again, once, and nothing else changes."""

import hashlib
import os
import sqlite3
from contextlib import closing

import pytest

from mtplayer.core.library.scan_rows import READER
from mtplayer.scanner import rereading
from mtplayer.storage.scan.scan_sql import TAG_COLUMNS
from tests.scanner.conftest import Heard

# By this the number below is raised with every column: libraries would lack it otherwise.
COLUMNS_OF_READER = {1: "29ae81f0"}


def write(world, *statements):
    with closing(sqlite3.connect(world.database)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def age(world):
    """Make of the library what an older program would have read."""
    write(
        world,
        "UPDATE tracks SET mood = '', initial_key = ''",
        "UPDATE files SET tag_hash = x'00'",
        "DELETE FROM applied WHERE name = 'tag_reader'",
    )


def moods(world):
    return {path: row["mood"] for path, row in world.tracks().items()}


def stale(world):
    return world.query("SELECT count(*) AS n FROM files WHERE stale")[0]["n"]


@pytest.fixture
def library(world):
    for number in range(6):
        world.put(f"{number // 2}/{number}.mp3", title=str(number), mood="glacial", artists=("A",))
    world.scan(world.music)
    return world


def test_the_number_of_the_reader_is_raised_with_what_it_reads():
    names = hashlib.sha256(" ".join(TAG_COLUMNS).encode()).hexdigest()[:8]
    assert COLUMNS_OF_READER[READER] == names, "raise READER, and note its columns here"


def test_a_new_library_reads_nothing_twice(library):
    assert library.query("SELECT value FROM applied") == [{"value": str(READER)}]
    done = library.scan()
    assert (done.unchanged, done.updated) == (6, 0)
    assert library.heard.changes == []
    assert stale(library) == 0


def test_what_an_older_reader_read_is_read_again_and_keeps_what_people_did(library):
    library.play("0/0.mp3")
    before = library.tracks()["0/0.mp3"]
    age(library)
    done = library.scan()
    assert set(moods(library).values()) == {"glacial"}
    after = library.tracks()["0/0.mp3"]
    kept = ("id", "added_at", "plays", "rating", "liked_at", "last_played_at")
    assert [after[name] for name in kept] == [before[name] for name in kept]
    assert (done.added, done.updated, done.unchanged, done.failed) == (0, 0, 6, 0)
    assert library.items() == [], "nothing happened to the files"
    assert len(library.heard.tracks("updated")) == 6, "but rows look otherwise now"
    assert library.heard.progress_[-1].total == 6
    library.check()
    library.scan()
    assert library.heard.changes == []


def test_a_scan_that_was_stopped_goes_on_where_it_was(library, monkeypatch):
    monkeypatch.setattr(rereading, "AT_ONCE", 2)
    age(library)

    class Impatient(Heard):
        def wants_stop(self):
            return 0 < stale(library) <= 4

    stopped = library.scan(heard=Impatient())
    assert stopped.outcome == "cancelled"
    left = stale(library)
    assert 0 < left < 6
    (folder,) = library.query("SELECT last_scan_at FROM folders")
    (run,) = library.query("SELECT started_at FROM scan_runs ORDER BY id DESC LIMIT 1")
    assert folder["last_scan_at"] == run["started_at"], "all that is new was seen"
    library.scan()
    assert stale(library) == 0
    assert len(library.heard.tracks("updated")) == left
    assert set(moods(library).values()) == {"glacial"}


def test_a_file_that_was_away_is_read_again_when_it_is_back(library, tmp_path):
    away = library.music / "0" / "0.mp3"
    away.rename(tmp_path / "0.mp3")
    age(library)
    library.scan()
    assert stale(library) == 1
    assert moods(library)["0/0.mp3"] == ""
    (tmp_path / "0.mp3").rename(away)
    library.scan()
    assert moods(library)["0/0.mp3"] == "glacial"
    assert library.states()["0/0.mp3"] == "present"
    assert stale(library) == 0


def test_only_what_is_looked_through_is_read_again(library):
    age(library)
    library.scan(library.music / "1")
    assert [mood for _, mood in sorted(moods(library).items())] == [
        "",
        "",
        *["glacial"] * 2,
        "",
        "",
    ]
    library.scan(library.music / "2" / "4.mp3")
    assert stale(library) == 4, "a single file that is as it was is left alone"
    library.scan()
    assert stale(library) == 0


def test_a_file_that_changed_as_well_is_told_of_as_changed(library):
    age(library)
    library.put("0/0.mp3", title="new", mood="glacial", artists=("A",))
    done = library.scan()
    assert done.updated == 1
    assert [kind for kind, _ in library.items()] == ["updated"]
    assert stale(library) == 0


def test_a_file_that_cannot_be_read_any_more_keeps_its_track(library):
    age(library)
    path = library.music / "0" / "0.mp3"
    times = (path.stat().st_atime_ns, path.stat().st_mtime_ns)
    path.write_bytes(bytes(path.stat().st_size))
    os.utime(path, ns=times)
    done = library.scan()
    assert done.failed == 1
    row = library.tracks()["0/0.mp3"]
    assert row["failure"]
    assert row["title"] == "0"
    assert stale(library) == 0


def test_removed_tracks_stay_removed(library):
    library.remove("0/0.mp3")
    age(library)
    library.scan()
    assert library.tracks()["0/0.mp3"]["listed"] == 0


def test_the_parts_of_a_divided_file_keep_their_history(library):
    library.put("cue/a.flac", "flac")
    sheet = library.music / "cue" / "a.cue"
    sheet.write_text(
        'FILE "a.flac" WAVE\n'
        '  TRACK 01 AUDIO\n    TITLE "One"\n    INDEX 01 00:00:00\n'
        '  TRACK 02 AUDIO\n    TITLE "Two"\n    INDEX 01 00:00:20\n'
    )
    library.scan()
    parts = "SELECT id, title, plays FROM tracks WHERE position > 0 ORDER BY position"
    write(library, "UPDATE tracks SET plays = position WHERE position > 0")
    before = library.query(parts)
    assert [row["title"] for row in before] == ["One", "Two"]
    age(library)
    library.scan()
    assert library.query(parts) == before
    library.check()


def test_beside_a_window_files_are_marked_a_few_at_a_time(library):
    age(library)
    done = library.scan(beside_window=True)
    assert done.outcome == "completed"
    assert library.heard.ways_given > 2
    assert stale(library) == 0
