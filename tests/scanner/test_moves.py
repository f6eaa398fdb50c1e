"""A recording keeps everything, wherever its file goes."""

import os
import sqlite3
from contextlib import closing

import pytest

from mtplayer.core.events import Outcome
from mtplayer.scanner import spool
from mtplayer.scanner.batch_writer import Writer
from tests.fakes import music

A = {"title": "One", "artists": ("Björk",), "album": "Post", "track": 1}
B = {"title": "Two", "artists": ("Björk",), "album": "Post", "track": 2}
KEEP = {"kind": "flac", "frequency": 220}


def test_moved_renamed_and_retagged_at_once(world):
    path = world.put("a.mp3", **A)
    world.put("keep.flac", **KEEP)
    world.scan(world.music)
    track = world.play("a.mp3")
    path.unlink()
    world.put("x/y/other.mp3", **{**B, "comment": "z" * 20_000})
    done = world.scan()
    row = world.tracks()["x/y/other.mp3"]
    assert (done.moved, row["id"], row["title"], row["plays"]) == (1, track, "Two", 3)


def test_a_renamed_folder_keeps_its_album(world):
    world.put("old/1.mp3", **A)
    world.put("old/2.mp3", frequency=880, **B)
    world.put("keep.flac", **KEEP)
    world.scan(world.music)
    before = world.tracks()
    album = before["old/1.mp3"]["album_id"]
    (world.music / "old").rename(world.music / "new")
    done = world.scan()
    after = world.tracks()
    assert (done.moved, done.missing, done.added) == (2, 0, 0)
    assert after["new/1.mp3"]["id"] == before["old/1.mp3"]["id"]
    assert {row["album_id"] for row in after.values() if row["album"]} == {album}
    assert world.query("SELECT count(*) n FROM albums") == [{"n": 1}]
    world.check()


def test_files_that_change_places_change_their_rows_places(world):
    one, two = world.put("1.mp3", **A), world.put("2.mp3", frequency=880, **B)
    world.scan(world.music)
    first, second = world.play("1.mp3", plays=1), world.play("2.mp3", plays=2)
    one.rename(world.music / "x")
    two.rename(one)
    (world.music / "x").rename(two)
    done = world.scan()
    tracks = world.tracks()
    assert (done.moved, done.updated) == (2, 0)
    assert (tracks["1.mp3"]["id"], tracks["2.mp3"]["id"]) == (second, first)
    assert (tracks["1.mp3"]["plays"], tracks["2.mp3"]["plays"]) == (2, 1)
    world.check()


def test_renumbered_files_take_their_history_along(world):
    for number in range(1, 5):
        world.put(f"{number}.mp3", frequency=200 * number, title=f"Song {number}")
    world.scan(world.music)
    ids = {row["title"]: world.play(path) for path, row in world.tracks().items()}
    for number in range(4, 0, -1):
        (world.music / f"{number}.mp3").rename(world.music / f"{number + 1}.mp3")
    world.put("1.mp3", frequency=1200, title="New first")
    done = world.scan()
    tracks = world.tracks()
    assert (done.moved, done.added, done.missing) == (4, 1, 0)
    for number in range(1, 5):
        assert tracks[f"{number + 1}.mp3"]["id"] == ids[f"Song {number}"]
    assert tracks["1.mp3"]["plays"] == 0
    world.check()


def test_a_file_that_was_written_over_is_missing_and_may_come_back(world):
    one = world.put("1.mp3", **A)
    two = world.put("2.mp3", frequency=880, **B)
    world.put("keep.flac", **KEEP)
    world.scan(world.music)
    first, second = world.play("1.mp3", plays=1), world.play("2.mp3", plays=2)
    saved = one.read_bytes()
    two.replace(one)
    done = world.scan()
    assert (done.moved, done.missing) == (1, 1)
    assert world.tracks()["1.mp3"]["id"] == second
    (world.music / "back.mp3").write_bytes(saved)
    done = world.scan()
    assert (done.moved, world.tracks()["back.mp3"]["id"]) == (1, first)
    assert world.tracks()["back.mp3"]["plays"] == 1
    world.check()


def test_a_new_recording_in_an_old_place_is_the_same_track(world):
    world.put("1.mp3", **A)
    world.scan(world.music)
    track = world.play("1.mp3")
    world.put("1.mp3", frequency=880, **{**A, "title": "Remastered"})
    done = world.scan()
    row = world.tracks()["1.mp3"]
    assert (done.updated, done.moved, row["id"], row["title"]) == (1, 0, track, "Remastered")


def test_a_file_missing_for_months_gets_its_history_back(world):
    path = world.put("a.mp3", **A)
    world.put("keep.flac", **KEEP)
    world.scan(world.music)
    track = world.play("a.mp3")
    path.unlink()
    world.scan()
    with closing(sqlite3.connect(world.database)) as connection, connection:
        connection.execute("UPDATE files SET missing_since = 1 WHERE missing_since NOT NULL")
    world.put("elsewhere/b.mp3", **B)
    done = world.scan()
    assert (done.moved, world.tracks()["elsewhere/b.mp3"]["id"]) == (1, track)


def test_a_move_into_a_folder_that_alone_is_scanned(world):
    path = world.put("a/1.mp3", **A)
    world.put("a/keep.flac", **KEEP)
    (world.music / "b").mkdir()
    world.put("b/keep.flac", "flac", 330)
    world.scan(world.music / "a", world.music / "b")
    track = world.play("a/1.mp3")
    path.rename(world.music / "b" / "1.mp3")
    done = world.scan(world.music / "b")
    assert (done.moved, world.tracks()["b/1.mp3"]["id"]) == (1, track)


@pytest.mark.parametrize("how", ["emptied", "not there"])
def test_a_copy_from_a_disk_that_is_unplugged_is_a_copy(world, how):
    path = world.put("a/1.mp3", **A)
    (world.music / "b").mkdir()
    world.scan(world.music / "a", world.music / "b")
    copy = path.read_bytes()
    (world.music / "a" / "1.mp3").unlink()  # what an empty mount point looks like
    if how == "not there":
        (world.music / "a").rmdir()
    (world.music / "b" / "1.mp3").write_bytes(copy)
    done = world.scan(world.music / "b")
    assert (done.moved, done.added) == (0, 1)


def test_as_many_of_equal_copies_move_as_went(world):
    for number in range(3):
        world.put(f"a/{number}.mp3", **A)
    world.put("keep.flac", **KEEP)
    world.scan(world.music)
    before = {row["id"] for row in world.tracks().values()}
    (world.music / "a" / "0.mp3").rename(world.music / "a" / "8.mp3")
    (world.music / "a" / "1.mp3").rename(world.music / "a" / "9.mp3")
    done = world.scan()
    assert (done.moved, done.added, done.missing) == (2, 0, 0)
    assert {row["id"] for row in world.tracks().values()} == before


def test_what_has_no_known_sound_is_recognised_by_its_place_on_the_disk(world):
    path = world.put("a.mka", "mka")
    world.put("keep.flac", **KEEP)
    world.scan(world.music)
    track = world.play("a.mka")
    path.rename(world.music / "b.mka")
    done = world.scan()
    assert (done.moved, world.tracks()["b.mka"]["id"]) == (1, track)


def test_an_album_that_is_divided_into_two_folders_is_two_albums(world, monkeypatch):
    for number in range(40):
        world.put(f"old/{number:02}.mp3", **{**A, "title": f"T{number}", "track": number})
    world.scan(world.music)
    for number in range(40):
        target = world.music / f"new {number % 2}" / f"{number:02}.mp3"
        target.parent.mkdir(exist_ok=True)
        (world.music / "old" / f"{number:02}.mp3").rename(target)
    monkeypatch.setattr(Writer, "size_of_changes", 4)
    assert world.scan().moved == 40
    albums = {(path[:5], row["album_id"]) for path, row in world.tracks().items()}
    assert len(albums) == 2
    assert len({album for _, album in albums}) == 2


@pytest.mark.parametrize("beside_window", [True, False])
def test_a_renamed_folder_may_hold_more_than_fits_into_memory(world, monkeypatch, beside_window):
    monkeypatch.setattr(spool, "IN_MEMORY", 7)
    for number in range(120):
        world.put(f"old/{number % 3}/{number:03}.mp3", frequency=440, title=f"T{number}")
    one = music.music("mp3", 220)
    (world.music / "old" / "0" / "x.cue").write_text("")
    (world.music / "old" / "broken.mp3").write_bytes(b"")
    world.scan(world.music)
    ids = {row["title"]: world.play(path) for path, row in world.tracks().items()}
    albums = {row["album_id"] for row in world.tracks().values()}
    (world.music / "old").rename(world.music / "new")
    (world.music / "new" / "0" / "other.mp3").write_bytes(one)
    done = world.scan(beside_window=beside_window)
    assert (done.moved, done.missing, done.held, done.added, done.failed) == (120, 0, 0, 1, 1)
    tracks = {row["title"]: row for row in world.tracks().values() if row["plays"]}
    assert {title: row["id"] for title, row in tracks.items()} == ids
    assert {row["album_id"] for row in tracks.values()} == albums
    if beside_window:
        assert world.heard.ways_given > 5  # a click waits for a few files, not for all
    world.check()


def test_the_brake_holds_what_so_many_losses_would_mark(world):
    for number in range(60):
        world.put(f"{number:02}/x.mp3", frequency=440, title=f"T{number}")
    world.put("keep/y.flac", **KEEP)
    world.scan(world.music)
    for number in range(55):
        (world.music / f"{number:02}" / "x.mp3").unlink()
    world.put("new.flac", "flac", 330)
    done = world.scan()
    assert (done.held, done.missing, done.added) == (55, 0, 1)
    assert set(world.states().values()) == {"present"}
    assert len([kind for kind, _ in world.items() if kind == "held"]) == 55
    done = world.scan(accept_missing=True)
    assert (done.held, done.missing) == (0, 55)
    assert list(world.states().values()).count("missing") == 55


def test_the_brake_counts_by_folder_root(world):
    for number in range(60):
        world.put(f"a/{number:02}.mp3", frequency=440, title=f"T{number}")
        world.put(f"b/x/{number:02}.mp3", frequency=440, title=f"T{number}")
    for number in range(300):
        world.put(f"b/y/{number:03}.mp3", frequency=440, title=f"T{number}")
    world.scan(world.music / "a", world.music / "b")
    for number in range(55):
        (world.music / "a" / f"{number:02}.mp3").unlink()
        (world.music / "b" / "x" / f"{number:02}.mp3").unlink()
    # A part of a folder is measured by the whole of it.
    done = world.scan(world.music / "b" / "x")
    assert (done.missing, done.held) == (55, 0)
    done = world.scan()
    assert (done.missing, done.held) == (0, 55)
    assert world.query("SELECT held FROM folders ORDER BY id") == [{"held": 55}, {"held": 0}]
    done = world.scan(world.music / "a", accept_missing=True)
    assert (done.missing, done.held) == (55, 0)
    assert world.query("SELECT held FROM folders ORDER BY id") == [{"held": 0}, {"held": 0}]


def test_files_that_come_back_are_held_no_more(world):
    for number in range(60):
        world.put(f"a/{number:02}.mp3", frequency=440, title=f"T{number}")
    world.put("keep.flac", **KEEP)
    world.scan(world.music)
    (world.music / "a").rename(world.music.with_name("a"))
    assert world.scan().held == 60
    world.music.with_name("a").rename(world.music / "a")
    done = world.scan()
    assert (done.held, done.unchanged) == (0, 61)
    assert world.query("SELECT held FROM folders") == [{"held": 0}]


def test_moves_do_not_count_for_the_brake(world):
    for number in range(60):
        world.put(f"a/{number:02}.mp3", frequency=440, title=f"T{number}")
    world.put("keep.flac", **KEEP)
    world.scan(world.music)
    (world.music / "a").rename(world.music / "b")
    done = world.scan()
    assert (done.moved, done.held, done.missing, done.outcome) == (60, 0, 0, Outcome.COMPLETED)


def test_a_file_last_seen_by_the_scan_before_says_so(world):
    path = world.put("a.mp3", **A)
    world.put("keep.flac", **KEEP)
    world.scan(world.music)
    world.scan()
    (folder,) = world.query("SELECT last_scan_at FROM folders")
    os.unlink(path)
    world.scan()
    (row,) = world.query("SELECT last_seen_at FROM files WHERE state = 'missing'")
    assert row["last_seen_at"] == folder["last_scan_at"]
