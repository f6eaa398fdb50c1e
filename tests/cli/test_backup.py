"""``backup`` and ``restore``: beside others, over damage, and where they may not."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from random import Random

import pytest

from mtplayer.__main__ import main
from mtplayer.storage.safety import integrity
from tests.cli import command
from tests.cli.scanning import rows
from tests.fakes.breaking import BROKEN, break_library
from tests.fakes.library import FakeTrack, make_library


@pytest.fixture
def profile(tmp_path):
    folder = tmp_path / "profile"
    make_library(folder / "library.db", [FakeTrack(title="Then")])
    return folder


@pytest.fixture
def said(monkeypatch, capsys):
    """Run a command here; return how it ended, and what it said."""

    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["mtplayer", *map(str, arguments)])
        capsys.readouterr()
        code = main()
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def objects(said):
    def run(*arguments):
        code, out, errors = said(*arguments, "--json")
        assert (code, errors) == (0, "")
        return [json.loads(line) for line in out.splitlines()]

    return run


@pytest.fixture
def one(objects):
    def run(*arguments):
        (found,) = objects(*arguments)
        return found

    return run


def titles(profile):
    return {title for (title,) in rows(profile, "SELECT title FROM tracks")}


def add(profile, title):
    make_library(profile / "library.db", [FakeTrack(title=title, name=title.encode())])


def test_what_was_backed_up_comes_back_and_the_present_is_kept(profile, one, said, objects):
    made = one("backup", "--profile", profile)
    assert (made["tracks"], made["whole"], made["reason"]) == (1, True, "asked")
    add(profile, "Now")
    done = one("restore", "--profile", profile)
    assert done["restored"] == made["path"]
    assert titles(profile) == {"Then"}
    listed = objects("restore", "--profile", profile, "--list")
    assert [(each["reason"], each["tracks"]) for each in listed] == [
        ("before-restore", 2),
        ("asked", 1),
    ]
    name = done["kept"].rpartition("/")[2]
    assert one("restore", "--profile", profile, name)["restored"] == done["kept"]
    assert titles(profile) == {"Then", "Now"}


def test_it_is_told_in_words(profile, said):
    _, words, _ = said("backup", "--profile", profile)
    assert words.startswith(f"Backed up to {profile}/backups/library-")
    assert "1 track, 0 playlists, 0 listens" in words
    assert "1 track, 0 playlists" in said("restore", "--list", "--profile", profile)[1]
    done = command.run("restore", "--profile", profile)
    assert done.stdout.startswith("Restored ")
    assert "What was there is kept as " in done.stdout


def test_a_file_is_named_and_only_a_backup_is_replaced(profile, tmp_path, one, said):
    target, song = tmp_path / "on a stick.db", tmp_path / "song.mp3"
    song.write_bytes(b"music" * 999)
    for title in ("Now", "Later"):
        assert one("backup", "--profile", profile, "--to", target)["path"] == str(target)
        add(profile, title)
    for taken in (song, profile / "library.db"):
        code, _, sentence = said("backup", "--profile", profile, "--to", taken)
        assert (code, "is no backup" in sentence) == (1, True)
    assert song.read_bytes() == b"music" * 999
    assert titles(profile) == {"Then", "Now", "Later"}
    folder = tmp_path / "sticks"
    folder.mkdir()
    assert one("backup", "--profile", profile, "--to", folder)["path"].startswith(str(folder))


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_library_comes_back_from_its_backup(profile, how, one):
    made = one("backup", "--profile", profile)
    break_library(profile / "library.db", how)
    done = one("restore", "--profile", profile)
    assert (done["restored"], titles(profile)) == (made["path"], {"Then"})
    assert integrity.damage(profile / "library.db") == []


def test_a_library_that_is_gone_says_how_it_comes_back(profile, one, said, objects):
    one("backup", "--profile", profile)
    break_library(profile / "library.db", "emptied")
    for command_ in ("stats", "scan"):
        code, _, sentence = said(command_, "--profile", profile)
        assert (code, "mtplayer restore" in sentence) == (1, True)
    one("restore", "--profile", profile)
    assert titles(profile) == {"Then"}


def test_a_new_library_has_what_could_be_read_of_the_old_one(profile, one, said, objects):
    break_library(profile / "library.db", "first bytes")
    assert said("stats", "--profile", profile)[0] == 1
    done = one("restore", "--profile", profile, "--new")
    assert done["tracks"] == 1
    assert titles(profile) == {"Then"}
    with closing(sqlite3.connect(profile / "library.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_where_there_is_nothing_to_restore_it_says_so(profile, tmp_path, one, said):
    none = f"mtplayer: There is no backup of “{profile}”.\n"
    assert said("restore", "--profile", profile) == (1, "", none)
    code, _, sentence = said("restore", "--profile", profile, tmp_path / "none.db")
    assert (code, "is not there" in sentence) == (1, True)
    assert titles(profile) == {"Then"}


def test_another_disk_keeps_the_backups_of_each_profile_apart(profile, tmp_path, one, said):
    disk = tmp_path / "disk"
    disk.mkdir()
    (profile / "settings.toml").write_text(f'[library]\nbackup_folder = "{disk}"\n')
    made = one("backup", "--profile", profile)
    (folder,) = disk.iterdir()
    assert made["path"].startswith(f"{folder}/library-")
    assert folder.name.startswith("mtplayer-")
    add(profile, "Now")
    assert one("restore", "--profile", profile)["restored"] == made["path"]
    disk.rename(tmp_path / "elsewhere")
    assert one("backup", "--profile", profile)["path"].startswith(str(profile))
    assert not disk.exists()


@pytest.mark.long
def test_a_restore_that_is_killed_leaves_the_old_library_or_the_new_one(profile, tmp_path):
    songs = [FakeTrack(title=f"Song {n}", name=b"%d.flac" % n) for n in range(2000)]
    make_library(profile / "library.db", songs)
    copy = tmp_path / "copy.db"
    assert command.run("backup", "--profile", profile, "--to", copy).returncode == 0
    add(profile, "Now")
    old, new = titles(profile), titles(profile) - {"Now"}
    random = Random(7)
    program = [sys.executable, "-m", "mtplayer", "restore", "--profile", profile, copy]
    ends = set()
    for _ in range(25):
        began = subprocess.Popen(program, cwd=command.ROOT, stdout=subprocess.DEVNULL)
        time.sleep(random.uniform(0.15, 0.9))
        began.kill()
        began.wait()
        assert integrity.damage(profile / "library.db") == []
        found = titles(profile)
        assert found in (old, new)
        ends.add(found == new)
        if found == new:
            add(profile, "Now")
    assert False in ends, "none was killed before its end"
    assert command.run("restore", "--profile", profile, copy).returncode == 0
    assert titles(profile) == new
    assert not list(profile.glob("*.incoming*"))
