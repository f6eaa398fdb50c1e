"""``import-mt`` on what is damaged, locked, half, or no library of mt at all."""

import os
import sqlite3
from contextlib import closing

import pytest

from tests.fakes import mt_databases as mt
from tests.fakes.mt_stand import Stand


@pytest.fixture
def stand(tmp_path):
    return Stand(tmp_path)


def damaged(stand, how):
    mt.filled(stand.source, "latest", stand.music)
    data = bytearray(stand.source.read_bytes())
    with closing(sqlite3.connect(stand.source)) as connection, connection:
        if how == "no library":
            connection.execute("ALTER TABLE library RENAME TO tracks")
        elif how == "no paths":
            connection.execute("ALTER TABLE library RENAME COLUMN filepath TO file")
    if how == "text":
        stand.source.write_text("-- a dump\nCREATE TABLE library (…);" * 9)
    elif how == "empty":
        stand.source.write_bytes(b"")
    elif how == "cut off":
        stand.source.write_bytes(data[: len(data) // 2])
    elif how == "garbled":
        data[4096 : len(data) - 4096] = os.urandom(len(data) - 8192)
        stand.source.write_bytes(data)
    elif how == "absent":
        stand.source.unlink()
    elif how == "a folder":
        stand.source.unlink()
        (stand.source / "mt.db").mkdir(parents=True)
    elif how == "a pipe":
        stand.source.unlink()
        os.mkfifo(stand.source)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("no library", "is no library of mt: there is no table “library”"),
        ("no paths", "is no library of mt: there is no “filepath” in it"),
        ("text", "is no database"),
        ("empty", "is no database"),
        ("cut off", "is damaged"),
        ("garbled", "is damaged"),
        ("absent", "can't be read: No such file or directory"),
        ("a folder", "can't be read: it is no file"),
        ("a pipe", "can't be read: it is no file"),
    ],
)
def test_what_is_no_library_of_mt_is_refused_with_a_reason_and_writes_nothing(stand, how, said):
    stand.scan(stand.music)
    before = stand.dump()
    damaged(stand, how)
    done = stand.run("--json")
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert stand.dump() == before


def test_a_library_that_mt_is_writing_to_is_refused(stand):
    mt.filled(stand.source, "latest", stand.music)
    with closing(sqlite3.connect(stand.source, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        done = stand.run()
        connection.execute("ROLLBACK")
    assert done.returncode == 1
    assert "is in use. Close mt, then try again." in done.stderr


def test_what_mt_wrote_last_and_did_not_fold_in_comes_too(stand):
    mt.filled(stand.source, "latest", stand.music, wal=True)
    with closing(sqlite3.connect(stand.source)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("UPDATE library SET play_count = 99 WHERE id = 1")
        connection.commit()
        assert stand.source.with_name("mt.db-wal").stat().st_size > 0
        before = stand.source.read_bytes()
        assert stand.take()["plays"] == 101
        assert stand.source.read_bytes() == before


def test_columns_of_wrong_types_are_taken_as_far_as_they_make_sense(stand):
    mt.make(stand.source, "latest")
    mt.song(
        stand.source, stand.music / "one.mp3", play_count="many", duration="NaN", title=b"\xffx",
        track_number=4, date=2019, added_date="yesterday", last_played=-5, file_size="big",
        missing="no", artist=3.0,
    )  # fmt: skip
    mt.song(stand.source, "", title="Nowhere")
    mt.song(stand.source, "relative.mp3")
    mt.put(stand.source, "favorites", track_id=77)
    mt.put(stand.source, "playlists", name="Gaps")
    mt.put(stand.source, "playlist_items", playlist_id=1, track_id=99, position=0)
    report = stand.take()
    assert report["added"] == 1
    assert [(item["what"], item["count"]) for item in report["left_out"]] == [
        ("tracks", 1), ("favourites", 1), ("playlist entries", 1), ("tracks", 1),
    ]  # fmt: skip
    one = stand.tracks()["one.mp3"]
    assert (one["plays"], one["duration_ms"], one["track_number"]) == (0, 0, 4)
    assert (one["artist"], one["added_at"] > 1_770_000_000_000) == ("3.0", True)


def test_a_table_that_is_not_there_leaves_the_rest(stand):
    mt.filled(stand.source, "latest", stand.music)
    with closing(sqlite3.connect(stand.source)) as connection, connection:
        for table in ("favorites", "playlists", "queue", "lyrics_cache", "watched_folders"):
            connection.execute(f"DROP TABLE {table}")
    report = stand.take()
    assert (report["added"], report["plays"], report["likes"], report["playlists"]) == (4, 9, 0, 0)
