"""A scan that is killed at any moment, and the next one that makes it good."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing

import pytest

from tests.cli import command
from tests.cli.scanning import check, rows, scan, start
from tests.fakes import music, tagging

EVERYTHING = (
    "SELECT d.path, f.name, f.state, f.size, f.audio_key, f.failure, t.title, t.duration_ms,"
    " t.plays, t.listed, t.codec, a.title, a.artist, x.title, x.artists, x.album, x.rest,"
    " (SELECT group_concat(n.name) FROM track_artists r JOIN artists n ON n.id = r.artist_id"
    "  WHERE r.track_id = t.id),"
    " (SELECT group_concat(n.name) FROM track_genres r JOIN genres n ON n.id = r.genre_id"
    "  WHERE r.track_id = t.id)"
    " FROM files f JOIN directories d ON d.id = f.directory_id"
    " LEFT JOIN tracks t ON t.file_id = f.id LEFT JOIN track_texts x ON x.id = t.id"
    " LEFT JOIN albums a ON a.id = t.album_id"
)
INDEXES = "SELECT name FROM sqlite_master WHERE type = 'index'"


def make(folder, count):
    """Write files that all sound differently, in albums of ten."""
    sound = music.music("mp3")
    for number in range(count):
        path = folder / f"album {number // 10}" / f"{number}.mp3"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sound[:-4] + number.to_bytes(4, "big"))
        retag(path, number, "Song")


def retag(path, number, word):
    said = {"title": f"{word} {number}", "album": f"Album {number // 10}", "track": number % 10 + 1}
    tagging.id3_tag(path, {**said, "artists": ("Björk", f"Guest {number % 7}"), "genres": ("Pop",)})


class Killing:
    """Scans the same folders over and over, kills most of the scans, and compares."""

    def __init__(self, tmp_path, count, seed):
        self.chance = random.Random(seed)
        self.count = count
        self.music = tmp_path / "music"
        self.tmp_path = tmp_path
        make(self.music, count)
        self.kills = 0
        self.takes = 0.0

    def first_scans(self, kills):
        """Kill scans of a library that is new."""
        self.play(kills, self.tmp_path / "nothing")

    def scans_of_what_moved(self, kills):
        """Kill scans that find everything in other folders, half of it retagged, some gone."""
        before = self.tmp_path / "before"
        assert scan(before, self.music).returncode == 0
        with closing(sqlite3.connect(before / "library.db")) as connection, connection:
            connection.execute("UPDATE tracks SET plays = id")
        files = sorted(self.music.rglob("*.mp3"), key=lambda path: int(path.stem))
        for number, path in enumerate(files):
            if number % 50 == 0:
                path.unlink()
                continue
            target = self.music / f"moved {number // 12}" / f"{number} x.mp3"
            target.parent.mkdir(exist_ok=True)
            path.rename(target)
            if number % 2:
                retag(target, number, "Better")
        self.play(kills, before)

    def play(self, kills, before):
        whole = self.tmp_path / "whole"
        shutil.rmtree(whole, ignore_errors=True)
        if before.exists():
            shutil.copytree(before, whole)
        began = time.monotonic()
        done = scan(whole, self.music)
        self.takes = time.monotonic() - began
        assert done.returncode == 0, done.stderr
        expected, indexes = library(whole), sorted(rows(whole, INDEXES))
        until = self.kills + kills
        while self.kills < until:
            self.round(before, until)
            profile = self.tmp_path / "killed"
            assert library(profile) == expected
            assert sorted(rows(profile, INDEXES)) == indexes

    def round(self, before, until):
        """Begin anew, and kill scans until one gets to its end."""
        profile = self.tmp_path / "killed"
        shutil.rmtree(profile, ignore_errors=True)
        if before.exists():
            shutil.copytree(before, profile)
        # A scan that goes on has less to do each time: three in a row, then to the end.
        for number in range(min(3, until - self.kills)):
            began = time.monotonic()
            process = start(profile, self.music)
            try:
                # It writes next to nothing: the pipes do not fill.
                process.wait(self.chance.uniform(0.1, self.takes))
            except subprocess.TimeoutExpired:
                self.kill(process)
                ended = False
            else:
                ended = True
                if number == 0:
                    self.takes = time.monotonic() - began
            process.communicate(timeout=20)
            none_is_left()
            if (profile / "library.db").exists() and rows(profile, "SELECT 1 FROM sqlite_master"):
                check(profile)
            if ended:
                break
        done = scan(profile, self.music)
        assert done.returncode == 0, done.stderr
        check(profile)

    def kill(self, process):
        """Kill the scan alone, or with its readers."""
        if self.chance.random() < 0.5:
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        self.kills += 1


def library(profile):
    return sorted(rows(profile, EVERYTHING), key=repr)


def none_is_left():
    """Readers end with the scan that started them, also when it is killed."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        left = [pid for pid in filter(str.isdigit, os.listdir("/proc")) if _reads(pid)]
        if not left:
            return
        time.sleep(0.02)
    pytest.fail(f"still there: {left}")


def _reads(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            line = file.read()
        with open(f"/proc/{pid}/stat") as file:
            state = file.read().rpartition(")")[2].split()[0]
    except OSError:
        return False
    ours = b"spawn_main" in line and os.fsencode(command.ROOT) in _cwd(pid)
    return ours and state != "Z" and int(pid) != os.getpid()


def _cwd(pid):
    try:
        return os.fsencode(os.readlink(f"/proc/{pid}/cwd"))
    except OSError:
        return b""


def test_a_killed_scan_is_made_good_by_the_next(tmp_path):
    killing = Killing(tmp_path, 400, seed=1)
    killing.first_scans(4)
    killing.scans_of_what_moved(4)
    assert killing.kills == 8


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_scans_killed_at_two_hundred_moments_are_made_good(tmp_path):
    killing = Killing(tmp_path, 5000, seed=2)
    killing.first_scans(120)
    killing.scans_of_what_moved(80)
    assert killing.kills == 200
