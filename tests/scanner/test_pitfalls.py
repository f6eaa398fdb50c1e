"""What went wrong in the player before this one, by the numbers of its list (A1 to A25)."""

import json
import os
import shutil
import sqlite3
from contextlib import closing

import pytest

from mtplayer.core import formats
from mtplayer.core.events import Outcome
from mtplayer.core.problems import Problem
from mtplayer.files import tag_reader
from mtplayer.scanner import lister
from tests.fakes import music, tagging

A = {"title": "One", "artists": ("Björk",), "album": "Post", "track": 1}
B = {"title": "Two", "artists": ("Björk",), "album": "Post", "track": 2}


def test_a1_scanning_one_folder_leaves_the_others_alone(world):
    world.put("a/1.mp3", **A)
    world.put("b/2.mp3", frequency=880, **B)
    world.scan(world.music / "a", world.music / "b")
    (world.music / "b" / "2.mp3").unlink()
    done = world.scan(world.music / "a")
    assert (done.missing, done.unchanged) == (0, 1)
    assert world.states() == {"a/1.mp3": "present", "b/2.mp3": "present"}


def test_a1_dropping_one_file_hides_no_other(world):
    for number in range(5):
        world.put(f"{number}.mp3", **A)
    world.scan(world.music)
    new = world.put("new.mp3", frequency=880, **B)
    (world.music / "0.mp3").unlink()
    done = world.scan(new)
    assert (done.added, done.missing, done.unchanged) == (1, 0, 0)
    assert len(world.tracks()) == 6
    assert set(world.states().values()) == {"present"}
    assert world.scan(new).unchanged == 1


def test_a2_a_folder_that_is_not_there_is_offline_and_nothing_is_gone(world):
    world.put("a/1.mp3", **A)
    world.scan(world.music)
    away = world.music.with_name("away")
    world.music.rename(away)
    done = world.scan()
    assert (done.offline, done.missing, done.outcome) == (1, 0, Outcome.COMPLETED)
    assert world.scan(world.music).offline == 1
    assert world.query("SELECT online FROM folders") == [{"online": 0}]
    assert world.query("SELECT state FROM files") == [{"state": "present"}]
    away.rename(world.music)
    done = world.scan()
    assert (done.offline, done.unchanged) == (0, 1)
    assert world.query("SELECT online FROM folders") == [{"online": 1}]


def test_a2_an_emptied_folder_is_a_disk_that_is_not_there(world):
    world.put("a/1.mp3", **A)
    world.scan(world.music)
    shutil.rmtree(world.music)
    world.music.mkdir()
    (world.music / "lost+found").mkdir()
    done = world.scan()
    assert (done.offline, done.missing) == (1, 0)
    assert world.query("SELECT state FROM files") == [{"state": "present"}]


def test_a2_a_directory_that_cannot_be_read_marks_nothing_missing(world, monkeypatch):
    world.put("a/b/1.mp3", **A)
    world.put("c/2.mp3", **B)
    world.scan(world.music)
    closed = bytes(world.music / "a")
    real = os.scandir

    def refuse(path):
        if path == closed:
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (world.music / "c" / "2.mp3").unlink()
    done = world.scan()
    assert done.missing == 1
    assert world.states() == {"a/b/1.mp3": "present", "c/2.mp3": "missing"}
    said = f"“{world.music}/a” could not be read: Permission denied."
    assert done.problem == Problem(title="1 folder could not be read", sentence=said)


def test_a_directory_that_goes_while_it_is_listed_is_not_told(world, monkeypatch):
    world.put("a/1.mp3", **A)
    world.put("2.mp3", **B)
    gone = world.music / "a"
    real = os.scandir

    def remove(path):
        if path == bytes(gone) and gone.exists():
            shutil.rmtree(gone)
        return real(path)

    monkeypatch.setattr(os, "scandir", remove)
    done = world.scan(world.music)
    assert (done.added, done.problem) == (1, None)
    assert not gone.exists()


def test_a3_a_file_that_returns_changed_is_there_again(world):
    path = world.put("a.mp3", **A)
    world.put("keep.mp3", frequency=880)
    world.scan(world.music)
    track = world.play("a.mp3")
    path.unlink()
    assert world.scan().missing == 1
    world.put("a.mp3", **B)
    done = world.scan()
    row = world.tracks()["a.mp3"]
    assert (done.updated, row["id"], row["state"], row["title"]) == (1, track, "present", "Two")
    assert row["plays"] == 3


@pytest.mark.parametrize("key_known", [True, False])
def test_a4_a_reused_inode_relinks_nothing(world, key_known):
    path = world.put("a.mp3", **A)
    world.put("keep.mp3", frequency=660)
    world.scan(world.music)
    track = world.play("a.mp3")
    with closing(sqlite3.connect(world.database)) as connection, connection:
        connection.execute("UPDATE files SET inode = 5, device = 1, size = size + 1")
        if not key_known:
            connection.execute("UPDATE files SET audio_key = NULL")
    path.unlink()
    new = world.put("b.mp3", frequency=880, **B)
    stat = new.stat()
    with closing(sqlite3.connect(world.database)) as connection, connection:
        connection.execute("UPDATE files SET inode = ?, device = ?", (stat.st_ino, stat.st_dev))
    world.scan()
    tracks = world.tracks()
    assert tracks["a.mp3"]["id"] == track
    assert tracks["a.mp3"]["state"] == "missing"
    assert (tracks["b.mp3"]["plays"], tracks["b.mp3"]["state"]) == (0, "present")


def test_a5_equal_copies_on_two_albums_stay_two_tracks(world):
    world.put("album/1.mp3", **A)
    world.put("best of/7.mp3", **{**A, "album": "Best of"})
    assert world.scan(world.music).added == 2
    world.put("third/3.mp3", **A)
    assert world.scan().added == 1
    for _ in range(2):
        done = world.scan()
        assert (done.unchanged, done.moved, done.added) == (3, 0, 0)


def test_a6_what_a_file_is_known_by_follows_every_change(world):
    path = world.put("a.mp3", **A)
    world.put("keep.mp3", frequency=660)
    world.scan(world.music)
    track = world.play("a.mp3")
    world.put("a.mp3", frequency=880, **B)  # another recording in its place
    world.scan()
    path.rename(world.music / "moved.mp3")
    done = world.scan()
    row = world.tracks()["moved.mp3"]
    assert (done.moved, row["id"], row["plays"]) == (1, track, 3)
    stat = (world.music / "moved.mp3").stat()
    (file,) = world.query("SELECT inode, size FROM files WHERE id = ?", row["file"])
    assert (file["inode"], file["size"]) == (stat.st_ino, stat.st_size)


def test_a7_a_move_is_a_move_not_a_loss_and_a_find(world):
    path = world.put("old/a.mp3", **A)
    world.put("keep.mp3", frequency=660)
    world.scan(world.music)
    track = world.play("old/a.mp3")
    added_at = world.tracks()["old/a.mp3"]["added_at"]
    target = world.music / "new" / "name.mp3"
    target.parent.mkdir()
    path.rename(target)
    done = world.scan()
    assert (done.moved, done.added, done.missing) == (1, 0, 0)
    row = world.tracks()["new/name.mp3"]
    assert (row["id"], row["plays"], row["rating"], row["liked_at"]) == (track, 3, 80, 5)
    assert row["added_at"] == added_at
    assert world.items() == [("moved", json.dumps({"path": [str(path), None]}))]
    assert world.heard.tracks("updated") == [track]
    world.check()


def test_a8_a_file_that_moved_away_and_back_is_there(world):
    path = world.put("a.mp3", **A)
    world.put("keep.mp3", frequency=660)
    world.scan(world.music)
    track = world.play("a.mp3")
    away = world.music.with_name("away.mp3")
    path.rename(away)
    assert (world.scan().missing, world.states()["a.mp3"]) == (1, "missing")
    away.rename(path)
    done = world.scan()
    assert (done.updated, done.added, world.states()["a.mp3"]) == (1, 0, "present")
    assert world.tracks()["a.mp3"]["id"] == track
    assert world.query("SELECT missing_since FROM files WHERE missing_since NOT NULL") == []


def test_a10_what_was_taken_out_comes_back_when_it_is_allowed_again(world):
    world.put("a.mp3", **A)
    world.scan(world.music)
    track = world.play("a.mp3")
    world.remove("a.mp3")
    with closing(sqlite3.connect(world.database)) as connection, connection:
        connection.execute("DELETE FROM ignored_paths")
    done = world.scan(world.music)
    row = world.tracks()["a.mp3"]
    assert (done.added, row["id"], row["listed"], row["state"]) == (1, track, 1, "present")
    assert world.heard.tracks("added") == [track]


def test_a12_missing_tracks_stay_in_the_list(world):
    world.put("a.mp3", **A).unlink()
    world.put("b.mp3", **A)
    world.put("keep.mp3", frequency=660)
    world.scan(world.music)
    (world.music / "b.mp3").unlink()
    world.scan()
    row = world.tracks()["b.mp3"]
    assert (row["state"], row["listed"]) == ("missing", 1)
    assert world.heard.tracks("updated") == [row["id"]]


def test_a14_a_track_that_was_removed_stays_removed(world):
    world.put("a.mp3", **A)
    world.put("b.mp3", frequency=880, **B)
    world.scan(world.music)
    world.remove("a.mp3")
    done = world.scan(world.music)
    assert (done.added, done.updated, done.unchanged) == (0, 0, 1)
    assert world.tracks()["a.mp3"]["listed"] == 0
    world.put("a.mp3", **{**A, "title": "Changed"})
    assert world.scan().updated == 0


def test_a14_a_removed_track_that_moves_gets_its_history_back(world):
    path = world.put("a.mp3", **A)
    world.put("keep.mp3", frequency=660)
    world.scan(world.music)
    track = world.play("a.mp3")
    world.remove("a.mp3")
    path.rename(world.music / "b.mp3")
    done = world.scan()
    row = world.tracks()["b.mp3"]
    assert (done.moved, row["id"], row["listed"], row["plays"]) == (1, track, 1, 3)
    assert world.heard.tracks("added") == [track]


def test_a14_a_removed_file_that_is_dropped_again_is_wanted(world):
    path = world.put("a.mp3", **A)
    world.scan(world.music)
    track = world.play("a.mp3")
    world.remove("a.mp3")
    assert world.scan(path).added == 1
    row = world.tracks()["a.mp3"]
    assert (row["id"], row["listed"], row["plays"]) == (track, 1, 3)
    world.put("a.mp3", **B)
    assert world.scan().updated == 1


def test_a14_a_folder_that_is_added_by_hand_brings_back_what_was_removed(world):
    world.put("x/a.mp3", **A)
    world.put("x/y/b.mp3", frequency=880, **B)
    world.put("keep.mp3", frequency=660)
    world.scan(world.music)
    tracks = [world.play("x/a.mp3"), world.play("x/y/b.mp3")]
    world.remove("x/a.mp3")
    world.remove("x/y/b.mp3")
    assert world.scan(world.music / "x").added == 0
    done = world.scan(world.music / "x", by_hand=True)
    assert done.added == 2
    rows = world.tracks()
    assert [rows[name]["id"] for name in ("x/a.mp3", "x/y/b.mp3")] == tracks
    assert {rows[name]["plays"] for name in ("x/a.mp3", "x/y/b.mp3")} == {3}
    assert world.query("SELECT * FROM ignored_paths") == []


@pytest.mark.parametrize("how", ["as it was", "retagged", "elsewhere"])
def test_what_was_ignored_while_it_was_missing_is_back_with_its_file(world, how):
    path = world.put("a.mp3", **A)
    world.put("keep.mp3", frequency=660)
    world.scan(world.music)
    track = world.play("a.mp3")
    away = world.music.with_name("away.mp3")
    path.rename(away)
    world.scan()
    world.ignore("a.mp3")
    assert world.scan().unchanged == 1
    assert world.tracks()["a.mp3"]["listed"] == 0
    target = world.music / "b.mp3" if how == "elsewhere" else path
    away.rename(target)
    if how == "retagged":
        tagging.id3_tag(target, {"title": "Better"})
    world.scan()
    row = world.tracks()[target.name]
    assert (row["id"], row["listed"], row["state"], row["plays"]) == (track, 1, "present", 3)
    assert world.heard.tracks("added") == [track]


def test_a15_a_rescan_writes_one_small_transaction(world):
    for number in range(60):
        world.put(f"{number}/x.mp3", **A)
    world.scan(world.music)
    before = world.query("SELECT * FROM files ORDER BY id")
    world.scan()
    assert world.query("SELECT * FROM files ORDER BY id") == before
    assert world.heard.ways_given <= 2


def test_a17_a_path_has_one_row(world):
    world.put("a/1.mp3", **A)
    world.scan(world.music)
    world.scan(world.music / "a")
    world.scan(world.music / "a" / "1.mp3", world.music / "a", world.music)
    assert len(world.tracks()) == 1
    assert world.query("SELECT count(*) n FROM folders") == [{"n": 1}]


def test_a18_more_files_at_once_than_sqlite_takes_values(world, monkeypatch):
    # 33,000 rows by hand: the files need not be there to go missing.
    world.put("a/1.mp3", **A)
    world.scan(world.music)
    with closing(sqlite3.connect(world.database)) as connection, connection:
        (directory,) = connection.execute("SELECT directory_id FROM files").fetchone()
        connection.executemany(
            "INSERT INTO files (directory_id, name, size, mtime_ns, state, added_at, last_seen_at)"
            " VALUES (?, ?, 1, 1, 'present', 1, 1)",
            [(directory, f"{number}.mp3".encode()) for number in range(2, 33_002)],
        )
    done = world.scan()
    assert (done.held, done.missing) == (33_000, 0)
    done = world.scan(accept_missing=True)
    assert (done.held, done.missing) == (0, 33_000)


def test_a19_a_file_of_no_size_is_not_read_again_and_again(world):
    (world.music / "a.mp3").write_bytes(b"")
    world.scan(world.music)
    assert world.scan().unchanged == 1


def test_a21_there_is_one_list_of_endings():
    assert {suffix.encode() for suffix in formats.AUDIO_SUFFIXES} == set(lister._SUFFIXES)
    assert set(tag_reader._READERS) == formats.AUDIO_SUFFIXES


def test_a22_no_number_of_tracks_is_too_many(world):
    for number in range(130):
        (world.music / f"{number}.mp3").write_bytes(music.music("mp3"))
    assert world.scan(world.music).added == 130
    assert len(world.tracks()) == 130


def test_a25_a_scan_that_only_loses_tells_of_it(world):
    world.put("a.mp3", **A)
    world.put("keep.mp3", frequency=660)
    world.scan(world.music)
    (world.music / "a.mp3").unlink()
    world.scan()
    assert world.heard.tracks("updated") == [world.tracks()["a.mp3"]["id"]]
