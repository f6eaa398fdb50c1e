"""A scan from files to rows."""

import json
import os
import sqlite3
import threading
import time
from contextlib import closing

import pytest

from mtplayer.core.events import Outcome, ScanPhase, Touched
from mtplayer.core.problems import FolderUnreachable
from mtplayer.scanner.lock import ScanRunning, scan_lock
from mtplayer.storage.scan import late_indexes
from tests.fakes import broken, music

READ = frozenset({Touched.TAGS, Touched.RATING})
A = {"title": "One", "artists": ("Björk",), "album": "Post", "track": 1, "genres": ("Pop",)}
B = {"title": "Two", "artists": ("Björk",), "album": "Post", "track": 2, "genres": ("Pop",)}


def test_a_first_scan_makes_rows_of_files(world):
    world.put("Björk/Post/01.mp3", **A)
    world.put("Björk/Post/02.mp3", frequency=880, **B)
    world.put("loose.flac", "flac")
    done = world.scan(world.music)
    assert (done.added, done.failed, done.outcome) == (3, 0, Outcome.COMPLETED)
    tracks = world.tracks()
    one = tracks["Björk/Post/01.mp3"]
    assert (one["title"], one["artist"], one["album"], one["codec"]) == (
        "One", "Björk", "Post", "mp3",
    )  # fmt: skip
    assert one["album_id"] == tracks["Björk/Post/02.mp3"]["album_id"]
    assert (one["by_artist"], one["artist_key"]) == ("Björk", "bjork")
    assert tracks["loose.flac"]["album_id"] is None
    assert [row["name"] for row in world.query("SELECT name FROM artists")] == ["Björk"]
    assert world.query("SELECT count(*) n FROM track_genres")[0]["n"] == 2
    assert sorted(world.heard.tracks("added")) == sorted(row["id"] for row in tracks.values())
    world.check()


def test_words_find_tracks_at_once(world):
    world.put("x/Łódź live/01.mp3", **A)
    world.scan(world.music)
    for word in ("one", "bjork", "post", "lodz"):
        found = world.query("SELECT rowid FROM track_words WHERE track_words MATCH ?", word)
        assert len(found) == 1, word


def test_a_second_scan_finds_nothing_to_do(world):
    for number in range(5):
        world.put(f"{number}.mp3", **A)
    world.scan(world.music)
    before = world.dump()
    done = world.scan()
    assert (done.added, done.updated, done.unchanged, done.moved) == (0, 0, 5, 0)
    assert world.heard.changes == []
    assert world.dump() == before


def test_changed_tags_change_the_row_and_nothing_else(world):
    world.put("a.mp3", **A)
    world.scan(world.music)
    world.play("a.mp3")
    before = world.tracks()["a.mp3"]
    world.put("a.mp3", **{**A, "title": "Better", "genres": ("Rock",), "album": "New"})
    done = world.scan()
    after = world.tracks()["a.mp3"]
    assert (done.updated, done.added) == (1, 0)
    assert (after["id"], after["added_at"]) == (before["id"], before["added_at"])
    assert (after["plays"], after["rating"], after["liked_at"]) == (3, 80, 5)
    assert (after["title"], after["album"], after["genre"]) == ("Better", "New", "Rock")
    ((kind, detail),) = world.items()
    assert kind == "updated"
    assert set(json.loads(detail)) == {"title", "album", "genre"}
    assert world.heard.tracks("updated") == [after["id"]]
    assert {change.touched for change in world.heard.changes} == {READ}
    found = world.query("SELECT rowid FROM track_words WHERE track_words MATCH 'better'")
    assert len(found) == 1
    assert world.query("SELECT title FROM albums") == [{"title": "New"}]
    world.check()


def test_a_length_that_the_player_found_outlives_new_tags(world):
    world.put("a.mp3", **A)
    world.scan(world.music)
    with closing(sqlite3.connect(world.database)) as connection, connection:
        connection.execute("UPDATE tracks SET duration_ms = 777")
    world.put("a.mp3", **B)
    world.scan()
    assert world.tracks()["a.mp3"]["duration_ms"] == 777
    world.put("a.mp3", frequency=880, **B)
    world.scan()
    assert world.tracks()["a.mp3"]["duration_ms"] != 777


def test_every_broken_file_is_told_with_a_reason_and_stops_nothing(world):
    for name, data in broken.broken().items():
        (world.music / name).write_bytes(data)
    world.put("good.mp3", **A)
    done = world.scan(world.music)
    assert (done.added, done.failed) == (1, len(broken.broken()))
    rows = world.query("SELECT name, failure FROM files WHERE failure IS NOT NULL")
    assert {os.fsdecode(row["name"]) for row in rows} == set(broken.broken())
    assert all(row["failure"] for row in rows)
    assert (
        len([kind for kind, reason in world.items() if kind == "failed" and reason]) == done.failed
    )
    again = world.scan()
    assert (again.failed, again.unchanged) == (0, done.failed + 1)


def test_a_file_that_breaks_keeps_its_track_and_a_mended_one_gets_it_back(world):
    path = world.put("a.mp3", **A)
    world.scan(world.music)
    track = world.play("a.mp3")
    path.write_bytes(b"")
    done = world.scan()
    row = world.tracks()["a.mp3"]
    assert (done.failed, done.updated, row["id"], row["title"]) == (1, 0, track, "One")
    assert row["failure"] == "The file is empty"
    world.put("a.mp3", **B)
    done = world.scan()
    row = world.tracks()["a.mp3"]
    assert (done.updated, row["id"], row["title"], row["failure"]) == (1, track, "Two", None)
    assert row["plays"] == 3


def test_a_broken_file_that_is_mended_becomes_a_track(world):
    (world.music / "a.mp3").write_bytes(b"")
    world.scan(world.music)
    world.put("a.mp3", **A)
    done = world.scan()
    assert (done.added, world.tracks()["a.mp3"]["title"]) == (1, "One")


def test_a_file_that_may_not_be_read_now_is_tried_again(world, monkeypatch):
    path = bytes(world.put("a.mp3", **A))
    real = os.open

    def refuse(name, *rest, **more):
        if name == path:
            raise PermissionError(13, "Permission denied")
        return real(name, *rest, **more)

    monkeypatch.setattr(os, "open", refuse)
    assert world.scan(world.music).failed == 1
    monkeypatch.undo()
    done = world.scan()
    assert (done.added, done.failed) == (1, 0)


def test_names_that_are_no_text_are_kept_as_they_are(world):
    name = b"Bj\xf6rk - J\xf3ga.mp3"
    with open(bytes(world.music) + b"/" + name, "wb") as file:
        file.write(music.music("mp3"))
    assert world.scan(world.music).added == 1
    assert world.query("SELECT name FROM files") == [{"name": name}]
    assert world.scan().unchanged == 1


def test_strange_names_are_only_names(world):
    names = ["with space.mp3", "per%20cent.mp3", "quote'\".mp3", "line\nbreak.mp3", "{a}.mp3",
             "dots...mp3", "UPPER.MP3", "-dash.mp3", "*?.mp3"]  # fmt: skip
    for name in names:
        world.put(f"d {name}/{name}", **A)
    assert world.scan(world.music).added == len(names)
    assert set(world.tracks()) == {f"d {name}/{name}" for name in names}


def test_what_is_no_music_is_passed_over(world):
    for name in ("cover.jpg", "notes.txt", "film.mkv", "._ghost.mp3", ".hidden/a.mp3",
                 "@eaDir/a.mp3", "$RECYCLE.BIN/a.mp3", "mp3"):  # fmt: skip
        path = world.music / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(music.music("mp3"))
    world.put("...And Justice/a.mp3", **A)
    (world.music / "pipe.mp3").parent.mkdir(exist_ok=True)
    os.mkfifo(world.music / "pipe.mp3")
    (world.music / "folder.mp3").mkdir()
    world.put("folder.mp3/inside.mp3", **B)
    done = world.scan(world.music)
    assert done.failed == 0
    assert set(world.tracks()) == {"...And Justice/a.mp3", "folder.mp3/inside.mp3"}
    rows = world.query("SELECT cover_name FROM directories WHERE cover_name IS NOT NULL")
    assert rows == []


def test_a_picture_beside_the_music_is_noted(world):
    world.put("a/1.mp3", **A)
    (world.music / "a" / "Folder.JPG").write_bytes(b"x")
    world.scan(world.music)
    assert world.query("SELECT cover_name FROM directories") == [{"cover_name": b"Folder.JPG"}]


def test_links_are_followed_once_and_loops_end(world, tmp_path):
    world.put("a/1.mp3", **A)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "2.mp3").write_bytes(music.music("mp3", 880))
    (world.music / "a" / "loop").symlink_to(world.music)
    (world.music / "again").symlink_to(world.music / "a")
    (world.music / "away").symlink_to(outside)
    (world.music / "one.mp3").symlink_to(outside / "2.mp3")
    (world.music / "nowhere.mp3").symlink_to(tmp_path / "nowhere")
    (world.music / "lost").symlink_to(tmp_path / "lost")
    world.scan(world.music)
    assert set(world.tracks()) == {"a/1.mp3", "away/2.mp3", "one.mp3"}
    assert world.scan().unchanged == 3


def test_a_link_whose_disk_is_away_is_not_missing(world, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "2.mp3").write_bytes(music.music("mp3"))
    (world.music / "away").symlink_to(outside)
    world.put("a.mp3", frequency=880, **A)
    world.scan(world.music)
    outside.rename(tmp_path / "unplugged")
    assert world.scan().missing == 0
    assert world.states() == {"away/2.mp3": "present", "a.mp3": "present"}


def test_progress_is_told_in_phases_up_to_the_end(world):
    for number in range(3):
        world.put(f"{number}/x.mp3", **A)
    (world.music / "broken.mp3").write_bytes(b"")
    world.scan(world.music)
    phases = [progress.phase for progress in world.heard.progress_]
    assert list(dict.fromkeys(phases)) == [
        ScanPhase.LISTING, ScanPhase.READING, ScanPhase.FINISHING,
    ]  # fmt: skip
    last = world.heard.progress_[-1]
    assert (last.done, last.total, last.failed, last.found) == (4, 4, 1, 4)


def test_a_scan_that_is_stopped_keeps_what_it_wrote_and_marks_nothing(world):
    for number in range(30):
        world.put(f"{number:02}/x.mp3", **A)
    world.scan(world.music)
    for number in range(10):
        (world.music / f"{number:02}" / "x.mp3").unlink()
    from tests.scanner.conftest import Heard

    done = world.scan(heard=Heard(stop_after=5))
    assert (done.outcome, done.missing) == (Outcome.CANCELLED, 0)
    assert set(world.states().values()) == {"present"}
    assert world.query("SELECT outcome FROM scan_runs")[-1] == {"outcome": "cancelled"}
    world.check()


def test_every_run_is_recorded(world):
    world.put("a.mp3", **A)
    (world.music / "b.mp3").write_bytes(b"")
    world.scan(world.music)
    (run,) = world.query("SELECT * FROM scan_runs")
    assert (run["outcome"], run["added"], run["failed"], run["problem"]) == (
        "completed", 1, 1, None,
    )  # fmt: skip
    assert run["folders"] == str(world.music)
    assert run["finished_at"] >= run["started_at"]
    assert {kind for kind, _ in world.items()} == {"added", "failed"}


def test_a_folder_that_is_not_there_is_a_mistake(world):
    with pytest.raises(FolderUnreachable, match="is not there"):
        world.scan(world.music / "nowhere")
    (world.music / "a.txt").write_text("x")
    (world.music / "link.mp3").symlink_to(world.music / "nothing.mp3")
    os.mkfifo(world.music / "pipe.mp3")
    for name in ("a.txt", "pipe.mp3"):
        with pytest.raises(FolderUnreachable, match="neither a folder nor music"):
            world.scan(world.music / name)
    with pytest.raises(FolderUnreachable, match="is not there"):
        world.scan(world.music / "link.mp3")
    assert world.query("SELECT outcome FROM scan_runs")[0] == {"outcome": "failed"}


def test_one_scan_at_a_time(world, tmp_path):
    world.put("a.mp3", **A)
    lock = world.request.lock
    with scan_lock(lock, lambda: False), pytest.raises(ScanRunning), scan_lock(lock, lambda: True):
        pass
    done = []
    with scan_lock(lock, lambda: False):
        thread = threading.Thread(target=lambda: done.append(world.scan(world.music)))
        thread.start()
        time.sleep(0.3)
        assert done == []
    thread.join(10)
    assert done[0].added == 1


def test_an_empty_library_gets_its_indexes_at_the_end(world):
    world.put("a.mp3", **A)
    world.scan(world.music)
    with closing(sqlite3.connect(world.database)) as connection:
        assert late_indexes.missing(connection) == []


def test_indexes_that_a_killed_first_scan_left_out_are_healed(world):
    world.put("a.mp3", **A)
    world.scan(world.music)
    with closing(sqlite3.connect(world.database)) as connection, connection:
        connection.execute("DROP INDEX ix_tracks_by_title")
        connection.execute("DROP INDEX ix_files_audio_key")
        assert late_indexes.missing(connection) == ["ix_files_audio_key", "ix_tracks_by_title"]
    world.scan()
    with closing(sqlite3.connect(world.database)) as connection:
        assert late_indexes.missing(connection) == []


def test_beside_a_window_transactions_are_short_and_others_come_first(world):
    for number in range(120):
        world.put(f"{number:03}.mp3", **A)
    done = world.scan(world.music, beside_window=True)
    assert done.added == 120
    assert world.heard.ways_given > 2
    assert sum(len(change.added) for change in world.heard.changes) == 120


def test_folders_looked_through_by_hand_are_left_out_at_the_start(world):
    world.put("a/1.mp3", **A)
    world.put("b/2.mp3", frequency=880, **B)
    world.scan(world.music / "a", mode="manual")
    world.scan(world.music / "b", mode="startup")
    assert world.scan(at_start=True).unchanged == 1
    assert world.scan().unchanged == 2


def test_stars_in_a_file_count_for_new_tracks_only(world):
    import mutagen.id3

    path = world.put("a.mp3", **A)
    tags = mutagen.id3.ID3(path)
    tags.add(mutagen.id3.POPM(email="x", rating=196, count=0))
    tags.save(path)
    world.scan(world.music)
    assert world.tracks()["a.mp3"]["rating"] == 80
    world.play("a.mp3", rating=20)
    tags.add(mutagen.id3.TIT2(encoding=3, text="New"))
    tags.save(path)
    world.scan()
    assert (world.tracks()["a.mp3"]["title"], world.tracks()["a.mp3"]["rating"]) == ("New", 20)


def test_a_cover_that_is_replaced_beside_its_files_is_noticed(world):
    world.put("x/01.mp3", **A)
    cover = world.music / "x" / "cover.jpg"
    cover.write_bytes(b"old")
    os.utime(cover, ns=(1, 1))
    world.scan(world.music)
    (before,) = world.query("SELECT cover_name, cover_mtime_ns, mtime_ns FROM directories")
    assert (bytes(before["cover_name"]), before["cover_mtime_ns"]) == (b"cover.jpg", 1)
    cover.write_bytes(b"new")
    os.utime(cover, ns=(2, 2))
    done = world.scan()
    assert (done.updated, done.unchanged) == (0, 1)
    (after,) = world.query("SELECT cover_name, cover_mtime_ns, mtime_ns FROM directories")
    assert (after["cover_mtime_ns"], after["mtime_ns"]) == (2, before["mtime_ns"])


def test_a_rating_in_a_file_fills_a_track_that_nobody_rated(world):
    import mutagen.id3

    path = world.put("a.mp3", **A)
    world.scan(world.music)
    assert world.tracks()["a.mp3"]["rating"] is None
    tags = mutagen.id3.ID3(path)
    tags.add(mutagen.id3.POPM(email="no@email", rating=186, count=0))
    tags.save(path)
    world.scan()
    assert world.tracks()["a.mp3"]["rating"] == 70
    tags.setall("POPM", [mutagen.id3.POPM(email="no@email", rating=1, count=0)])
    tags.save(path)
    world.scan()
    assert world.tracks()["a.mp3"]["rating"] == 70
