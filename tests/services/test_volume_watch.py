"""Disks that come and go are noticed at once, without a scan."""

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mtplayer.core.ids import FolderId, VolumeId
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.library.volume_watch import Reach, VolumeWatch, compare
from tests.fakes.watched import FakeFolders, folder

pytestmark = pytest.mark.blocking

HERE = VolumeId(1)


def mounts(tmp_path: Path, point: str) -> Path:
    """Return a list of mounts with one share in it."""
    file = tmp_path / "mountinfo"
    file.write_text(
        f"20 1 8:1 / / rw - ext4 /dev/sda1 rw\n36 20 0:50 / {point} rw - nfs4 nas:/music rw\n"
    )
    return file


def share(tmp_path: Path, **named):
    """Return a folder on that share as the library has it."""
    found = folder(path=os.fsencode(tmp_path / "nas" / "Music"), **named)
    volume = found.volume
    values = {name: getattr(volume, name) for name in volume.__dataclass_fields__}
    values |= {"key": "share:nfs4:nas:/music:/", "mount_path": os.fsencode(tmp_path / "nas")}
    return type(found)(
        **{name: getattr(found, name) for name in found.__dataclass_fields__}
        | {"volume": type(volume)(**values)}
    )


def music(tmp_path: Path, name: str = "nas") -> Path:
    place = tmp_path / name / "Music"
    place.mkdir(parents=True)
    (place / "1.mp3").touch()
    return place


def test_nothing_to_say_while_all_is_as_it_was(tmp_path: Path) -> None:
    music(tmp_path)
    found = (share(tmp_path),)
    assert compare(found, mounts(tmp_path, str(tmp_path / "nas"))) == Reach()


def test_a_volume_that_is_not_mounted_any_more_is_offline(tmp_path: Path) -> None:
    music(tmp_path)
    found = (share(tmp_path),)
    assert compare(found, mounts(tmp_path, "/elsewhere")).volumes == ((HERE, b"/elsewhere"),)
    (tmp_path / "mountinfo").write_text("20 1 8:1 / / rw - ext4 /dev/sda1 rw\n")
    assert compare(found, tmp_path / "mountinfo") == Reach(volumes=((HERE, None),))
    assert compare((share(tmp_path, online=False),), tmp_path / "mountinfo") == Reach()


def test_a_volume_is_found_again_under_another_mount_point(tmp_path: Path) -> None:
    music(tmp_path, "other")
    other = tmp_path / "other"
    found = (share(tmp_path, online=False),)
    assert compare(found, mounts(tmp_path, str(other))) == Reach(
        volumes=((HERE, os.fsencode(other)),)
    )


def test_a_folder_that_is_gone_from_its_volume_is_offline(tmp_path: Path) -> None:
    place = music(tmp_path)
    place.rename(tmp_path / "nas" / "Other")
    found = (share(tmp_path),)
    assert compare(found, mounts(tmp_path, str(tmp_path / "nas"))) == Reach(
        folders=((FolderId(1), False),)
    )


def test_a_folder_that_is_empty_did_not_come_back(tmp_path: Path) -> None:
    (tmp_path / "nas" / "Music").mkdir(parents=True)
    found, here = (share(tmp_path, there=False),), mounts(tmp_path, str(tmp_path / "nas"))
    assert compare(found, here) == Reach()
    (tmp_path / "nas" / "Music" / "1.mp3").touch()
    assert compare(found, here) == Reach(folders=((FolderId(1), True),))


def test_a_folder_that_is_emptied_is_away_and_a_new_one_may_be_empty(tmp_path: Path) -> None:
    place = music(tmp_path)
    found, here = (share(tmp_path),), mounts(tmp_path, str(tmp_path / "nas"))
    before = compare(found, here)
    (place / "1.mp3").unlink()
    assert compare(found, here, before.filled) == Reach(folders=((FolderId(1), False),))
    assert compare(found, here) == Reach()
    away = (share(tmp_path, there=False),)
    assert compare(away, here, before.filled) == Reach()
    (place / "1.mp3").touch()
    assert compare(away, here, before.filled) == Reach(folders=((FolderId(1), True),))


def test_an_empty_mount_point_is_noticed_while_it_looks(qtbot: QtBot, tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    (place / "1.mp3").touch()
    folders = FakeFolders(folder(path=os.fsencode(place)))
    jobs = Jobs("volumes", 1)
    watch = VolumeWatch(folders, jobs, lambda error: None, mounts=tmp_path / "none")
    folders.load()
    watch.look()
    qtbot.waitUntil(lambda: not watch.asking)
    assert folders.calls == []
    (place / "1.mp3").unlink()
    watch.look()
    qtbot.waitUntil(lambda: bool(folders.calls))
    assert folders.calls == [((), ((FolderId(1), False),))]
    assert jobs.close(5000)


def test_what_it_finds_is_written_once(qtbot: QtBot, tmp_path: Path) -> None:
    folders = FakeFolders(folder(path=os.fsencode(tmp_path / "gone")))
    jobs = Jobs("volumes", 1)
    watch = VolumeWatch(folders, jobs, lambda error: None, mounts=tmp_path / "none")
    folders.load()
    watch.look()
    watch.look()
    qtbot.waitUntil(lambda: bool(folders.calls))
    watch.look()
    qtbot.wait(50)
    assert folders.calls == [((), ((FolderId(1), False),))]
    assert not folders.until_now  # it may be gone for days
    folders.load()
    watch.look()
    qtbot.waitUntil(lambda: len(folders.calls) == 2)
    assert folders.until_now
    assert jobs.close(5_000)
