"""``import-mt`` as a process: every generation of mt, twice, and everything that is broken."""

import hashlib
import json
import os
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime

import pytest

from tests.cli import command
from tests.fakes import mt_databases as mt
from tests.fakes import music as sounds
from tests.fakes.mt_stand import Stand

WHEN = {
    text: round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)
    for text in (mt.PLAYED, mt.ADDED, mt.LIKED)
}


@pytest.fixture
def stand(tmp_path):
    return Stand(tmp_path)


@pytest.mark.parametrize("wal", [False, True], ids=["journal", "wal"])
@pytest.mark.parametrize("lineage", mt.LINEAGES)
def test_each_generation_comes_over_whole_and_a_second_time_changes_nothing(stand, lineage, wal):
    mt.filled(stand.source, lineage, stand.music, wal=wal)
    before = {path.name: path.read_bytes() for path in stand.source.parent.iterdir()}
    report = stand.take()
    assert (report["added"], report["missing"], report["plays"], report["likes"]) == (4, 1, 9, 2)
    tracks = stand.tracks()
    one, gone = tracks["one.mp3"], tracks["gone.mp3"]
    assert (one["plays"], one["base_plays"], one["last_played_at"]) == (7, 7, WHEN[mt.PLAYED])
    assert one["base_last_played_at"] == WHEN[mt.PLAYED]
    assert (one["added_at"], one["liked_at"]) == (WHEN[mt.ADDED], None)
    assert (one["duration_ms"], one["track_number"], one["track_total"]) == (200_500, 3, 12)
    assert (one["artist"], one["album"], one["year"]) == ("The Tidewrights", "Low Water", 2019)
    assert tracks["two.mp3"]["liked_at"] == gone["liked_at"] == WHEN[mt.LIKED]
    assert {name: row["state"] for name, row in tracks.items()} == {
        "gone.mp3": "missing", "one.mp3": "present", "three.mp3": "present", "two.mp3": "present",
    }  # fmt: skip
    assert all(row["listed"] for row in tracks.values())
    first = stand.dump()
    again = stand.take()
    assert (again["changed"], again["added"], again["plays"], again["entries"]) == (False, 0, 0, 0)
    assert stand.dump() == first
    assert {path.name: path.read_bytes() for path in stand.source.parent.iterdir()} == before


def test_everything_that_the_latest_mt_keeps_is_there_afterwards(stand):
    mt.filled(stand.source, "latest", stand.music)
    report = stand.take()
    counts = {key: report[key] for key in ("playlists", "entries", "folders", "queue", "lyrics")}
    assert counts == {"playlists": 2, "entries": 5, "folders": 1, "queue": 2, "lyrics": 1}
    assert report["scrobbles"] == 1
    assert report["left_out"] == [
        {"what": "queue entries", "count": 1, "why": "mt's library does not have them"}
    ]
    lists = stand.query(
        "SELECT p.name, e.snapshot, CAST(f.name AS TEXT) AS file, e.added_at FROM playlists p"
        " JOIN playlist_entries e ON e.playlist_id = p.id JOIN tracks t ON t.id = e.track_id"
        " JOIN files f ON f.id = t.file_id ORDER BY p.position, e.rank"
    )
    assert [(row["name"], row["file"]) for row in lists] == [
        ("First", "one.mp3"), ("Late", "gone.mp3"), ("Late", "three.mp3"), ("Late", "two.mp3"),
        ("Late", "one.mp3"),
    ]  # fmt: skip
    assert lists[1]["added_at"] == WHEN[mt.LIKED]
    assert json.loads(lists[1]["snapshot"])["title"] == "gone"
    (folder,) = stand.query("SELECT mode, cadence_minutes, enabled, online FROM folders")
    assert folder == {"mode": "continuous", "cadence_minutes": 30, "enabled": 1, "online": 1}
    (scrobble,) = stand.query("SELECT service, payload, state, attempts FROM scrobbles")
    assert json.loads(scrobble["payload"]) == {
        "artist": "The Tidewrights", "track": "one", "album": "Low Water", "timestamp": 1769545000,
    }  # fmt: skip
    assert (scrobble["service"], scrobble["state"], scrobble["attempts"]) == (
        "lastfm",
        "waiting",
        2,
    )
    (words,) = stand.query("SELECT text, source, fetched_at FROM lyrics")
    assert words == {"text": "la la", "source": "mt", "fetched_at": WHEN[mt.LIKED]}
    (queue,) = stand.query(
        "SELECT q.current_entry, length(c.entries) AS n FROM queues q"
        " JOIN queue_chunks c ON c.queue_id = q.id AND c.kind = 'order'"
    )
    assert queue == {"current_entry": 2, "n": 2 * 16}


def test_a_dry_run_says_what_would_come_and_writes_nothing(stand):
    mt.filled(stand.source, "latest", stand.music)
    would = stand.take("--dry-run")
    assert (would["added"], would["changed"], would["dry_run"]) == (4, False, True)
    assert stand.query("SELECT * FROM tracks") == []
    assert not list((stand.profile / "backups").glob("*"))
    done = stand.run("--dry-run")
    assert "This would come:\n  4 tracks\n    1 of them has no file here now\n" in done.stdout
    came = stand.take()
    assert {**came, "dry_run": True, "changed": False} == would


def test_a_scan_reads_the_files_and_keeps_the_history(stand):
    mt.filled(stand.source, "latest", stand.music)
    stand.take()
    before = {name: (row["id"], row["plays"]) for name, row in stand.tracks().items()}
    report = stand.scan()
    assert (report["updated"], report["added"], report["missing"]) == (3, 0, 0)
    tracks = stand.tracks()
    assert {name: (row["id"], row["plays"]) for name, row in tracks.items()} == before
    assert (tracks["one.mp3"]["title"], tracks["one.mp3"]["artist"]) == ("One", "Ada")
    assert tracks["one.mp3"]["duration_ms"] < 2000


def test_a_file_that_comes_back_has_its_history(stand):
    mt.filled(stand.source, "latest", stand.music)
    stand.take()
    (stand.music / "gone.mp3").write_bytes(sounds.music("mp3", 880))
    stand.scan()
    gone = stand.tracks()["gone.mp3"]
    assert (gone["state"], gone["plays"], gone["liked_at"]) == ("present", 2, WHEN[mt.LIKED])


def test_tracks_that_are_here_get_the_history_of_mt_once(stand):
    mt.filled(stand.source, "latest", stand.music)
    stand.scan(stand.music)
    with closing(sqlite3.connect(stand.profile / "library.db")) as connection, connection:
        connection.execute("UPDATE tracks SET plays = 1, last_played_at = 5")
    report = stand.take()
    assert (report["added"], report["updated"], report["plays"]) == (1, 3, 9)
    assert stand.tracks()["one.mp3"]["plays"] == 8
    assert stand.take()["changed"] is False
    assert [path.name for path in (stand.profile / "backups").iterdir()]


def test_what_was_undone_here_does_not_come_again(stand):
    mt.filled(stand.source, "latest", stand.music)
    stand.take()
    with closing(sqlite3.connect(stand.profile / "library.db")) as connection, connection:
        connection.execute("UPDATE tracks SET liked_at = NULL")
        connection.execute("UPDATE playlists SET deleted_at = 1 WHERE name = 'Late'")
        connection.execute("UPDATE playlists SET name = 'Erste' WHERE name = 'First'")
    assert stand.take()["changed"] is False
    mt.put(stand.source, "playlist_items", playlist_id=2, track_id=2, position=1)
    report = stand.take()
    assert (report["playlists"], report["entries"]) == (0, 1)


def test_a_library_from_another_system_finds_its_files_by_name_and_size(stand):
    mt.make(stand.source, "latest")
    for name in ("one.mp3", "two.mp3"):
        size = (stand.music / name).stat().st_size
        mt.song(stand.source, f"/Users/ada/Music/{name}", file_size=size, play_count=3)
    mt.song(stand.source, "C:\\Users\\Ada\\Music\\three.mp3", play_count=4,
            file_size=(stand.music / "Ünder/three.mp3").stat().st_size)  # fmt: skip
    stand.scan(stand.music / "one.mp3")
    report = stand.take()
    assert (report["added"], report["updated"], report["missing"]) == (2, 1, 2)
    assert stand.tracks()["one.mp3"]["plays"] == 3
    stand.scan(stand.music)
    rows = stand.query(
        "SELECT CAST(f.name AS TEXT) AS name, f.state, t.plays FROM files f"
        " JOIN tracks t ON t.file_id = f.id ORDER BY f.name"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("one.mp3", "present", 3), ("three.mp3", "present", 4), ("two.mp3", "present", 3),
    ]  # fmt: skip


def test_a_renamed_file_is_recognised_by_the_hash_that_mt_had(stand):
    mt.make(stand.source, "latest")
    content = (stand.music / "one.mp3").read_bytes()
    hashed = f"sha256:{hashlib.sha256(content[: 64 << 10]).hexdigest()}"
    for name, said in (("other name.mp3", hashed), ("another.mp3", f"sha256:{'0' * 64}")):
        mt.song(stand.source, f"/Users/ada/{name}", file_size=len(content), play_count=3,
                content_hash=said)  # fmt: skip
    stand.take()
    assert stand.scan(stand.music)["moved"] == 1
    tracks = stand.tracks()
    assert (tracks["one.mp3"]["plays"], tracks["one.mp3"]["state"]) == (3, "present")
    assert (tracks["two.mp3"]["plays"], tracks["another.mp3"]["state"]) == (0, "missing")


def test_a6_a_hash_that_mt_did_not_renew_does_not_hide_a_file(stand):
    mt.make(stand.source, "latest")
    size = (stand.music / "one.mp3").stat().st_size
    mt.song(stand.source, "/Users/ada/one.mp3", file_size=size, play_count=3,
            content_hash=f"sha256:{'0' * 64}")  # fmt: skip
    stand.take()
    stand.scan(stand.music)
    assert stand.tracks()["one.mp3"]["plays"] == 3


def test_a_path_that_stands_there_twice_is_one_track(stand):
    mt.make(stand.source, "latest")
    first = mt.song(stand.source, stand.music / "one.mp3", play_count=2, missing=1)
    mt.song(stand.source, stand.music / "one.mp3", play_count=3, added_date="2026-01-01 00:00:00")
    mt.put(stand.source, "favorites", track_id=first, timestamp=mt.LIKED)
    report = stand.take()
    assert (report["added"], report["plays"], report["likes"]) == (1, 5, 1)
    assert stand.tracks()["one.mp3"]["added_at"] == WHEN[mt.ADDED]


def test_a1_files_that_mt_took_for_missing_are_looked_at_again(stand):
    mt.filled(stand.source, "latest", stand.music)
    stand.take()
    assert stand.tracks()["three.mp3"]["state"] == "present"


def test_a2_a_watched_folder_that_is_not_there_is_offline_and_its_tracks_are_not_missing(stand):
    mt.make(stand.source, "latest")
    away = stand.music.parent / "usb"
    mt.song(stand.source, away / "far.mp3", play_count=1)
    mt.put(stand.source, "watched_folders", path=str(away))
    stand.take()
    (shown,) = command.objects("list", "--profile", stand.profile, "--json")
    assert (shown["state"], shown["title"]) == ("offline", "far")


def test_a23_a_name_that_is_no_text_is_found_by_what_mt_could_write_of_it(stand):
    raw = bytes(stand.music) + b"/Bj\xf6rk.mp3"
    with open(raw, "wb") as file:
        file.write(sounds.music("mp3", 500))
    mt.make(stand.source, "latest")
    mt.song(stand.source, f"{stand.music}/Bj\ufffdrk.mp3", play_count=5)
    assert stand.take()["missing"] == 0
    (row,) = stand.query("SELECT name FROM files")
    assert row["name"] == b"Bj\xf6rk.mp3"
    assert stand.scan(stand.music)["added"] == 3


def test_a24_double_slashes_are_no_other_path(stand):
    mt.make(stand.source, "latest")
    mt.song(stand.source, f"/{stand.music}//./one.mp3", play_count=5)
    stand.scan(stand.music)
    report = stand.take()
    assert (report["added"], report["updated"]) == (0, 1)


def test_c7_times_of_mt_are_utc_whatever_the_clock_here_says(stand):
    mt.filled(stand.source, "latest", stand.music)
    done = command.run(
        "import-mt", "--profile", stand.profile, stand.source,
        environment={**os.environ, "TZ": "America/Los_Angeles"},
    )  # fmt: skip
    assert done.returncode == 0
    assert stand.tracks()["one.mp3"]["last_played_at"] == WHEN[mt.PLAYED]


def test_c8_times_in_seconds_are_not_taken_for_milliseconds(stand):
    mt.make(stand.source, "latest")
    mt.song(stand.source, stand.music / "none.mp3", missing=1, last_seen_at=1_769_545_000)
    stand.take()
    (row,) = stand.query("SELECT last_seen_at FROM files")
    assert row["last_seen_at"] == 1_769_545_000_000


@pytest.mark.long
def test_a22_more_tracks_than_a_page_or_a_statement_holds_come_over(stand):
    mt.make(stand.source, "latest")
    with closing(sqlite3.connect(stand.source)) as connection, connection:
        connection.executemany(
            "INSERT INTO library (filepath, title, artist, play_count) VALUES (?, ?, 'Many', 1)",
            [(f"/far/{n // 12}/{n}.mp3", f"Song {n}") for n in range(40_000)],
        )
        connection.execute("INSERT INTO playlists (name) VALUES ('All')")
        connection.execute(
            "INSERT INTO playlist_items (playlist_id, track_id, position)"
            " SELECT 1, id, id FROM library"
        )
    report = stand.take()
    assert (report["added"], report["plays"], report["entries"]) == (40_000, 40_000, 40_000)


def test_the_usual_place_is_looked_into_when_none_is_named(stand, tmp_path):
    data = tmp_path / "data"
    mt.filled(data / "com.mt.desktop" / "mt.db", "latest", stand.music)
    environment = {**os.environ, "XDG_DATA_HOME": str(data), "HOME": str(tmp_path)}
    done = command.run("import-mt", "--profile", stand.profile, environment=environment)
    assert "Taken over:\n  4 tracks\n" in done.stdout
    environment["XDG_DATA_HOME"] = str(tmp_path / "none")
    done = command.run("import-mt", "--profile", stand.profile, environment=environment)
    assert (done.returncode, "say where mt.db is" in done.stderr) == (1, True)


def test_two_at_once_take_everything_over_once(stand):
    mt.filled(stand.source, "latest", stand.music)
    reports = []
    threads = [threading.Thread(target=lambda: reports.append(stand.take())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(report["added"] for report in reports) == [0, 4]
    assert stand.tracks()["one.mp3"]["plays"] == 7
