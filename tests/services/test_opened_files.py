"""Files that are dropped on a playlist: their tracks, new ones once they are scanned."""

from PySide6.QtCore import QObject

from mtplayer.core.events import ScanFinished
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.playing.opened_files import OpenedFiles
from tests.fakes.library import FakeTrack, make_library


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
