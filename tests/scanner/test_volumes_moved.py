"""Disks and shares that are mounted elsewhere, not at all, or inside a folder."""

import pytest

from mtplayer.files.volumes import Volumes
from mtplayer.scanner import compare, lister, run

A = {"title": "One", "artists": ("Björk",), "album": "Post", "track": 1}
ROOT = "22 1 254:0 / / rw - ext4 /dev/none rw\n"


@pytest.fixture
def mounts(world, tmp_path, monkeypatch):
    """Say what is mounted: shares by the folder they are to be in."""
    listed = tmp_path / "mountinfo"

    def mounts(**points):
        lines = "".join(
            f"{30 + number} 22 0:{number} / {world.music / point} rw - nfs4 server:/{name} rw\n"
            for number, (name, point) in enumerate(points.items())
        )
        listed.write_text(ROOT + lines)

    monkeypatch.setattr(run, "Volumes", lambda: Volumes(listed))
    return mounts


def test_a_share_under_another_mount_point_is_the_same(world, mounts):
    mounts(share="here")
    world.put("here/music/a.mp3", **A)
    world.scan(world.music / "here" / "music")
    track = world.play("here/music/a.mp3")
    (world.music / "here").rename(world.music / "there")
    mounts(share="there")
    done = world.scan()
    assert (done.unchanged, done.offline) == (1, 0)
    assert world.tracks()["there/music/a.mp3"]["id"] == track


def test_a_share_that_is_not_mounted_is_offline_though_its_mount_point_is_there(world, mounts):
    mounts(share="here")
    world.put("here/a.mp3", **A)
    world.scan(world.music / "here")
    (world.music / "here").rename(world.music / "gone")
    (world.music / "here").mkdir()
    world.put("here/other.mp3", frequency=880)  # of the disk below
    mounts()
    done = world.scan()
    assert (done.offline, done.missing, done.added) == (1, 0, 0)
    assert world.query("SELECT online FROM volumes WHERE kind = 'network'") == [{"online": 0}]


def test_a_share_inside_a_folder_is_offline_alone(world, mounts, monkeypatch):
    def walk(root, passed_over, glances):
        for directory in lister.walk(root, passed_over, glances):
            if directory.path == bytes(world.music / "nas"):
                directory.device += 1  # what tells a mount from a folder
            yield directory

    world.put("a.mp3", **A)
    world.put("nas/b.mp3", frequency=880)
    with monkeypatch.context() as mounted:
        mounted.setattr(compare, "walk", walk)
        mounts(share="nas")
        world.scan(world.music)
    rows = world.query(
        "SELECT f.name, d.volume_id FROM files f JOIN directories d ON d.id = f.directory_id"
    )
    assert len({row["volume_id"] for row in rows}) == 2
    (world.music / "nas" / "b.mp3").unlink()
    mounts()
    done = world.scan()
    assert (done.missing, done.unchanged) == (0, 1)
    assert world.query("SELECT online FROM volumes WHERE kind = 'network'") == [{"online": 0}]


@pytest.mark.parametrize("how", ["away", "empty"])
def test_a_disk_that_is_unplugged_while_it_is_looked_through_loses_nothing(world, monkeypatch, how):
    for number in range(4):
        world.put(f"disk/{number}/x.mp3", **A)
    world.put("other/y.mp3", **A)
    disk = world.music / "disk"
    world.scan(disk, world.music / "other")

    def walk(root, passed_over, glances):
        for directory in lister.walk(root, passed_over, glances):
            yield directory
            if directory.path == bytes(disk / "1"):
                disk.rename(world.music / "unplugged")
                if how == "empty":
                    disk.mkdir()

    (disk / "0" / "x.mp3").rename(world.music / "other" / "z.mp3")
    (disk / "1" / "x.mp3").unlink()
    with monkeypatch.context() as unplugged:
        unplugged.setattr(compare, "walk", walk)
        done = world.scan()
    assert (done.missing, done.moved, done.offline) == (0, 0, 1)
    assert set(world.states().values()) == {"present"}
    assert world.query("SELECT online FROM folders ORDER BY id") == [{"online": 0}, {"online": 1}]
    if how == "empty":
        disk.rmdir()
    (world.music / "unplugged").rename(disk)
    done = world.scan()
    assert (done.missing, done.unchanged, done.offline) == (2, 4, 0)
    world.check()
