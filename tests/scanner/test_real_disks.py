"""Disks that are pulled out, plugged in elsewhere, full, or closed: nothing is lost."""

import os
import shutil
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from mtplayer.core.events import Outcome
from mtplayer.core.library.tracks import FileState, TrackQuery
from mtplayer.core.problems import DiskFull
from mtplayer.scanner import compare, lister
from mtplayer.storage.reader import LibraryReader
from tests.cli.command import ROOT
from tests.fakes import music, tagging
from tests.fakes.disks import Disk, SmallDisk, may_mount
from tests.scanner.conftest import World

A = {"title": "One", "artists": ("Björk",), "album": "Post", "track": 1}
B = {"title": "Two", "artists": ("Björk",), "album": "Post", "track": 2}
NOBODY = 65534


def open_to_others(folder):
    return bool(folder.stat().st_mode & stat.S_IXOTH)


mounts = pytest.mark.skipif(not may_mount(), reason="this process may mount no disks")
root = pytest.mark.skipif(
    os.geteuid() != 0 or not all(map(open_to_others, ROOT.parents)),
    reason="only root can become somebody else, who has to be let into the checkout",
)


@pytest.fixture
def disk(tmp_path):
    disk = Disk(tmp_path / "stick.img")
    yield disk
    disk.pull_out()


class Seen:
    """The library as the window shows it."""

    def __init__(self, world, text=""):
        reader = LibraryReader(world.database)
        ids = list(reader.ids(TrackQuery(text=text)))
        self.states = {row.title: row.state for row in reader.rows(ids)}
        self.files = {file.track: file for file in reader.playable(ids)}
        reader.close()


@mounts
def test_a_disk_that_is_pulled_out_is_offline_and_found_again_elsewhere(world, disk):
    at = disk.plug_in(world.music / "stick")
    world.put("stick/Music/a.mp3", **A)
    world.put("stick/Music/b/c.mp3", frequency=880, **B)
    world.put("here/d.mp3", frequency=660, title="Here")
    world.scan(at / "Music", world.music / "here")
    track = world.play("stick/Music/a.mp3")
    disk.pull_out()
    done = world.scan()
    assert (done.outcome, done.offline, done.missing, done.unchanged) == (
        Outcome.COMPLETED, 1, 0, 1,
    )  # fmt: skip
    offline = FileState.OFFLINE.value
    assert Seen(world).states == {"One": offline, "Two": offline, "Here": "present"}
    # Found by its words, and named by its label for whoever wants to play it.
    seen = Seen(world, "one")
    assert seen.states == {"One": offline}
    assert (seen.files[track].place_label, seen.files[track].state) == ("stick", FileState.OFFLINE)
    assert seen.files[track].place_seen_at > 0
    elsewhere = disk.plug_in(world.music / "another name")
    done = world.scan()
    # No tag is read again: the files are those that were known.
    assert (done.offline, done.unchanged, done.added, done.updated) == (0, 3, 0, 0)
    assert set(Seen(world).states.values()) == {"present"}
    assert Seen(world).files[track].path == bytes(elsewhere / "Music" / "a.mp3")
    assert world.tracks()["another name/Music/a.mp3"]["plays"] == 3
    world.check()


@mounts
def test_another_disk_in_the_same_place_is_another_one(world, disk, tmp_path):
    at = disk.plug_in(world.music / "stick")
    world.put("stick/a.mp3", **A)
    world.scan(at)
    disk.pull_out()
    other = Disk(tmp_path / "other.img")
    other.plug_in(at)
    try:
        world.put("stick/b.mp3", frequency=880, **B)
        done = world.scan()
        assert (done.offline, done.missing, done.added) == (1, 0, 0)
        assert Seen(world).states == {"One": "offline"}
        done = world.scan(at)
        assert (done.added, done.missing) == (1, 0)
        assert Seen(world).states == {"One": "offline", "Two": "present"}
    finally:
        other.pull_out()


@mounts
@pytest.mark.parametrize("when", [0, 1, 2])
def test_a_disk_that_is_pulled_out_while_it_is_read_loses_nothing(world, disk, monkeypatch, when):
    at = disk.plug_in(world.music / "stick")
    for number in range(6):
        world.put(f"stick/Music/{number}/x.mp3", **{**A, "title": f"T{number}"})
    world.scan(at / "Music")
    (at / "Music" / "1" / "x.mp3").rename(at / "Music" / "1" / "y.mp3")
    (at / "Music" / "3" / "x.mp3").unlink()

    def walk(path, passed_over, glances):
        for number, directory in enumerate(lister.walk(path, passed_over, glances)):
            yield directory
            if number == when:
                disk.pull_out()

    with monkeypatch.context() as pulled:
        pulled.setattr(compare, "walk", walk)
        done = world.scan()
    assert (done.missing, done.moved) == (0, 0)
    assert set(world.states().values()) == {"present"}
    disk.plug_in(at)
    done = world.scan()
    assert (done.missing, done.moved, done.unchanged) == (1, 1, 4)
    world.check()


@mounts
def test_a_disk_inside_a_folder_is_offline_alone(world, disk):
    disk.plug_in(world.music / "stick")
    world.put("stick/a.mp3", **A)
    world.put("b.mp3", frequency=880, **B)
    world.scan(world.music)
    disk.pull_out()
    done = world.scan()
    assert (done.missing, done.unchanged) == (0, 1)
    assert Seen(world).states == {"One": "offline", "Two": "present"}


@mounts
def test_a_full_disk_stops_the_scan_in_words_and_costs_nothing(tmp_path):
    small = SmallDisk(tmp_path / "profile", 900)
    try:
        world = World(tmp_path)
        for number in range(400):
            path = world.music / f"{number:03}.mp3"
            path.write_bytes(music.music("mp3")[:-4] + number.to_bytes(4, "big"))
            tagging.id3_tag(path, {**A, "title": f"T{number}", "comment": "words " * 200})
        with pytest.raises(DiskFull, match="no room left"):
            world.scan(world.music)
        world.check()
        there = len(world.tracks())
        assert there < 400
        small.grow(30_000)
        done = world.scan(world.music)
        assert (done.outcome, done.added) == (Outcome.COMPLETED, 400 - there)
        assert {row["state"] for row in world.tracks().values()} == {"present"}
        world.check()
    finally:
        small.pull_out()


@contextmanager
def somebody():
    """Be somebody who may not read everything."""
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shared():
    """A folder that others may look into, unlike those that pytest makes."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@root
def test_what_may_not_be_read_any_more_is_not_gone(shared):
    world = World(shared)
    for name in ("open/1.mp3", "closed/2.mp3", "closed/below/3.mp3", "open/4.mp3"):
        world.put(name, **{**A, "title": name})
    world.scan(world.music)
    world.scan()  # everything is imported while that may be read
    for path in (shared / "profile").iterdir():
        os.chown(path, NOBODY, NOBODY)
    os.chown(shared / "profile", NOBODY, NOBODY)
    closed = world.music / "closed"
    closed.chmod(0o700)
    (world.music / "open" / "4.mp3").unlink()
    world.put("open/1.mp3", **{**A, "title": "Changed"}).chmod(0o600)
    with somebody():
        done = world.scan()
    assert (done.missing, done.failed, done.held) == (1, 1, 0)
    states = world.states()
    assert states == {
        "open/1.mp3": "present",
        "open/4.mp3": "missing",
        "closed/2.mp3": "present",
        "closed/below/3.mp3": "present",
    }
    # What could not be read keeps its track and what was known of it, and is tried again.
    assert world.tracks()["open/1.mp3"]["title"] == "open/1.mp3"
    closed.chmod(0o755)
    (world.music / "open" / "1.mp3").chmod(0o644)
    with somebody():
        done = world.scan()
    assert (done.updated, done.unchanged, done.missing) == (1, 2, 0)
    assert world.tracks()["open/1.mp3"]["title"] == "Changed"
    world.music.chmod(0o700)
    with somebody():
        done = world.scan()
    assert (done.offline, done.missing) == (1, 0)
    world.music.chmod(0o755)
    world.check()


@root
def test_a_folder_that_may_not_be_read_is_offline_and_told(shared):
    world = World(shared)
    world.put("1.mp3", **A)
    world.scan(world.music)
    for path in ((shared / "profile"), *(shared / "profile").iterdir()):
        os.chown(path, NOBODY, NOBODY)
    world.music.chmod(0o700)
    with somebody():
        done = world.scan(world.music)
    assert (done.offline, done.missing) == (1, 0)
    assert done.problem is not None
    assert done.problem.sentence == f"“{world.music}” could not be read: Permission denied."
