"""Files that are dropped on a playlist: their tracks, new ones once they are scanned."""

import pytest
from PySide6.QtCore import QObject

from mtplayer.core.events import ScanFinished
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.playing.opened_files import OpenedFiles
from tests.fakes.library import FakeTrack, make_library
from tests.services.world import World

OUTER = FakeTrack(title="B", name=b"b.flac")
INNER = FakeTrack(title="A", folder=b"music/a", name=b"1.flac")


class FakeScan(QObject):
    finished: TypedSignal[ScanFinished] = signal()

    def __init__(self):
        super().__init__()
        self.asked, self.done = [], False

    def add_folders(self, paths):
        self.asked.append(list(paths))
        return 7

    def ended(self, ticket):
        return ticket if self.done else None


def test_dropped_files_become_tracks_and_nothing_plays(world, qtbot):
    (known,) = make_library(world.database, [FakeTrack(title="Known", name=b"known.flac")])
    scan, played, found = FakeScan(), [], []
    opened = OpenedFiles(world.readers, world.read, scan, played, world.problems.append)
    opened.find(["/mnt/disk/music/known.flac"], found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert (list(found[0]), scan.asked, played) == ([known], [], [])


def test_new_files_are_scanned_first(world, qtbot):
    scan, played, found = FakeScan(), [], []
    opened = OpenedFiles(world.readers, world.read, scan, played, world.problems.append)
    opened.find(["/mnt/disk/music/new.flac"], found.append)
    qtbot.waitUntil(lambda: scan.asked == [["/mnt/disk/music/new.flac"]])
    (new,) = make_library(world.database, [FakeTrack(title="New", name=b"new.flac")])
    scan.done = True
    scan.finished.emit(None)
    qtbot.waitUntil(lambda: bool(found))
    assert list(found[0]) == [new]


@pytest.fixture
def disk(tmp_path, qtbot):
    """A disk with three files, of which the library may know."""
    disk = tmp_path / "disk"
    (disk / "music/a").mkdir(parents=True)
    for name in ("b.flac", "a/1.flac", "cover.jpg"):
        (disk / "music" / name).write_bytes(b"")
    return disk


def test_a_folder_means_the_music_in_it_in_the_order_of_names(tmp_path, qtbot, disk):
    tracks = [
        FakeTrack(title="B", name=b"b.flac"),
        FakeTrack(title="A", folder=b"music/a", name=b"1.flac"),
    ]
    world = World(tmp_path / "library.db", tracks, mount=disk)
    scan, played, found = FakeScan(), [], []
    opened = OpenedFiles(world.readers, world.read, scan, played, world.problems.append)
    opened.find([str(disk / "music")], found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert (list(found[0]), scan.asked, played) == (world.ids, [], [])
    world.close()


def test_a_folder_with_new_music_is_scanned_as_a_whole_first(tmp_path, qtbot, disk):
    world = World(tmp_path / "library.db", [OUTER], mount=disk)
    scan, found = FakeScan(), []
    opened = OpenedFiles(world.readers, world.read, scan, [], world.problems.append)
    opened.find([str(disk / "music")], found.append)
    qtbot.waitUntil(lambda: scan.asked == [[str(disk / "music")]])
    new = make_library(
        world.database, [FakeTrack(title="A", folder=b"music/a", name=b"1.flac")], mount=disk
    )
    scan.done = True
    scan.finished.emit(None)
    qtbot.waitUntil(lambda: bool(found))
    assert list(found[0]) == world.ids + new
    world.close()
