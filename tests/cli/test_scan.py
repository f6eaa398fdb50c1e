"""``scan`` as a process: every format with real tags, strange names, and broken files."""

import json
import os
import shutil
import signal
import sqlite3
from contextlib import closing

import pytest

from mtplayer.scanner.lock import scan_lock
from tests.cli import command
from tests.cli.scanning import check, many, rows, scan, start, wait_for_rows
from tests.fakes import broken, music, tagging
from tests.fakes.tagging import SAID, TAGGED

KEYS = ["added", "updated", "unchanged", "moved", "missing", "held", "offline", "failed", "seconds"]
FIELDS = {
    "title": "title", "artists": "artists", "album_artists": "album_artists", "album": "album",
    "track": "track", "track_total": "track_total", "disc": "disc", "disc_total": "disc_total",
    "date": "date", "genres": "genres",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """Every format with real tags, names of all kinds, and everything that is broken."""
    folder = tmp_path / "music"
    for number, kind in enumerate(TAGGED):
        target = folder / "Björk – 東京" / f"{kind}"
        target.mkdir(parents=True)
        path = target / f"{number:02} Jóga — ночь.{kind}"
        path.write_bytes(music.music(kind))
        tagging.tag(path, cover=True)
    untagged = folder / "No tags" / "A quiet album"
    untagged.mkdir(parents=True)
    for kind in music.KINDS:
        name = kind.replace(".", " ").rpartition(" ")[2]
        (untagged / f"03 - {kind.replace('.', ' ')}.{name}").write_bytes(music.music(kind))
    with open(bytes(untagged) + b"/Bj\xf6rk - J\xf3ga.mp3", "wb") as file:
        file.write(music.music("mp3", 880))
    for name, data in broken.damaged().items():
        (folder / "damaged").mkdir(exist_ok=True)
        (folder / "damaged" / name).write_bytes(data)
    return folder


@pytest.fixture
def faults(folder):
    """Put what is broken beside what is whole; return how many of them are files."""
    target = folder / "broken"
    target.mkdir()
    for name, data in broken.broken().items():
        (target / name).write_bytes(data)
    (target / "folder.mp3").mkdir()
    (target / "nowhere.mp3").symlink_to(target / "nothing")
    (target / "loop.mp3").symlink_to(target / "loop.mp3")
    (target / "loop").symlink_to(folder)
    os.mkfifo(target / "pipe.mp3")
    return len(broken.broken())


def listed(profile):
    return {
        os.path.basename(t["path"]): t
        for t in command.objects("list", "--json", "--profile", profile)
    }


def test_every_readable_file_is_listed_and_every_broken_one_told(tmp_path, folder, faults):
    profile = tmp_path / "profile"
    done = scan(profile, folder)
    assert (done.returncode, done.stderr) == (0, "")
    counts = json.loads(done.stdout)
    assert list(counts) == KEYS
    whole = len(TAGGED) + len(music.KINDS) + 1 + len(broken.damaged())
    assert (counts["added"], counts["failed"]) == (whole, faults)
    tracks = listed(profile)
    assert len(tracks) == whole
    for number, kind in enumerate(TAGGED):
        track = tracks[f"{number:02} Jóga — ночь.{kind}"]
        for field, said in FIELDS.items():
            value = SAID[said]
            assert track[field] == (list(value) if isinstance(value, tuple) else value), (
                kind,
                field,
            )
        assert track["composer"] == ", ".join(SAID["composers"])
        assert 0 < track["duration_ms"] < 700
        assert track["sample_rate"]
        assert track["codec"]
    failures = rows(profile, "SELECT failure FROM files WHERE failure IS NOT NULL")
    assert len(failures) == faults
    assert all(row[0] for row in failures)
    again = json.loads(scan(profile).stdout)
    assert (again["added"], again["unchanged"], again["failed"]) == (0, whole + faults, 0)


def test_untagged_files_are_named_by_file_and_folder(tmp_path, folder):
    profile = tmp_path / "profile"
    assert scan(profile, folder).returncode == 0
    tracks = listed(profile)
    for kind in music.KINDS:
        name = kind.replace(".", " ")
        track = tracks[f"03 - {name}.{name.rpartition(' ')[2]}"]
        assert (track["title"], track["track"], track["album"]) == (name, 3, "A quiet album")
    track = tracks["Bj\udcf6rk - J\udcf3ga.mp3"]
    assert (track["artists"], track["title"]) == (["Björk"], "Jóga")


def test_words_for_people_and_exit_codes(tmp_path):
    profile, folder = tmp_path / "profile", tmp_path / "music"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.mp3").write_bytes(music.music("mp3"))
    done = command.run("scan", "--profile", profile, folder)
    assert (done.returncode, done.stdout.split(" in ")[0]) == (0, "60 added")
    for number in range(59):
        (folder / f"{number}.mp3").unlink()
    done = command.run("scan", "--profile", profile)
    assert done.returncode == 1
    assert "held: 59" in done.stdout
    done = command.run("scan", "--profile", profile, "--accept-missing")
    assert (done.returncode, done.stdout.split(" in ")[0]) == (0, "1 unchanged, 59 missing")
    done = command.run("scan", "--profile", profile, tmp_path / "nowhere")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "is not there" in done.stderr
    assert command.run("scan", "--profile", profile, "--nonsense").returncode == 2


def test_offline_folders_are_counted(tmp_path):
    profile, folder = tmp_path / "profile", tmp_path / "music"
    folder.mkdir()
    (folder / "x.mp3").write_bytes(music.music("mp3"))
    scan(profile, folder)
    folder.rename(tmp_path / "away")
    done = scan(profile)
    assert (done.returncode, json.loads(done.stdout)["offline"]) == (0, 1)


def test_a_library_that_cannot_be_written_is_told_in_one_sentence(tmp_path):
    profile = tmp_path / "profile"
    profile.mkdir()
    (profile / "library.db").write_bytes(b"this is not a database" * 100)
    done = scan(profile, tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_scan_that_waits_for_another_says_so(tmp_path):
    profile, folder = tmp_path / "profile", tmp_path / "music"
    many(folder, 4)
    with scan_lock(profile / "scan.lock", lambda: False):
        process = start(profile, folder)
        line = process.stderr.readline()
        assert process.poll() is None
    out, err = process.communicate(timeout=30)
    assert line == b"mtplayer: Another scan of this library is running; waiting for it.\n"
    assert (process.returncode, err, json.loads(out)["added"]) == (0, b"", 4)
    with scan_lock(profile / "scan.lock", lambda: False):
        process = start(profile, folder)
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (1, b"")
    assert err == b"mtplayer: Another scan of this library is running.\n"


def test_very_many_losses_are_held_until_somebody_accepts_them(tmp_path):
    profile, folder = tmp_path / "profile", tmp_path / "music"
    many(folder, 240)
    scan(profile, folder)
    for number in range(20):
        shutil.rmtree(folder / f"{number}")
    done = command.run("scan", "--profile", profile)
    assert done.returncode == 1
    assert "held: 160." in done.stdout
    done = scan(profile)
    assert (done.returncode, json.loads(done.stdout)["held"]) == (1, 160)
    done = scan(profile, "--accept-missing")
    assert done.returncode == 0
    assert json.loads(done.stdout)["missing"] == 160
    done = scan(profile)
    assert (done.returncode, json.loads(done.stdout)["held"]) == (0, 0)


def test_a_first_interrupt_ends_the_scan_in_order(tmp_path):
    profile, folder = tmp_path / "profile", tmp_path / "music"
    many(folder, 4000)
    process = start(profile, folder)
    wait_for_rows(profile)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (1, b"")
    assert json.loads(out)["missing"] == 0
    check(profile)


def test_a_library_of_the_version_before_gets_the_tags_that_are_read_since(tmp_path):
    """From the command to the rows: the tables are brought up, then the files read once more."""
    music_folder, profile = tmp_path / "music", str(tmp_path / "profile")
    music_folder.mkdir()
    path = music_folder / "a.flac"
    path.write_bytes(music.music("flac"))
    tagging.tag(path)
    scan(profile, str(music_folder))
    with closing(sqlite3.connect(tmp_path / "profile" / "library.db")) as connection, connection:
        for statement in (
            "UPDATE tracks SET mood = '', initial_key = '', disc_subtitle = '', plays = 7",
            "UPDATE files SET tag_hash = x'00'",
            "DELETE FROM applied",
            "DROP INDEX ix_files_stale",
            "ALTER TABLE files DROP COLUMN stale",
            "UPDATE alembic_version SET version_num = '0002'",
        ):
            connection.execute(statement)
    done = scan(profile)
    assert json.loads(done.stdout)["unchanged"] == 1
    found = rows(profile, "SELECT mood, initial_key, disc_subtitle, plays FROM tracks")
    assert found == [(SAID["mood"], SAID["initial_key"], SAID["disc_subtitle"], 7)]
    check(profile)
