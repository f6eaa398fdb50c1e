"""The folders of a library, how they are watched, and what is missing in them."""

from pathlib import Path

from PySide6.QtCore import QObject

from mtplayer.core.events import Notice
from mtplayer.core.ids import FileId
from mtplayer.core.library.folder_state import FolderState, Watch
from mtplayer.core.library.library_state import LibraryFolder
from mtplayer.core.library.relocation import LostFile, Sameness
from mtplayer.runtime.signals import TypedSignal, signal


class FakeLibraryFolders(QObject):
    changed: TypedSignal[tuple[LibraryFolder, ...]] = signal()

    def __init__(self):
        super().__init__()
        self.folders = ()
        self.counts = {}
        self.ignored = []
        self.calls = []

    def load(self):
        self.changed.emit(self.folders)

    def count(self, done):
        done(self.counts)

    def list_ignored(self, done):
        done(self.ignored)

    def stop_ignoring(self, paths, done):
        self.ignored = [path for path in self.ignored if path not in paths]
        done()


class FakeWatching(QObject):
    changed: TypedSignal[None] = signal()

    def __init__(self):
        super().__init__()
        self.states = {}

    def state(self, folder):
        return self.states.get(folder, FolderState(watch=Watch.WATCHED))


class FakeChanges:
    def __init__(self):
        self.runs = []
        self.by_hand = []
        self.found = {}

    def feed(self, done):
        done((tuple(self.runs), tuple(self.by_hand)))

    def items(self, scan, done):
        done(self.found.get(scan, []))


class FakeMissing:
    def __init__(self):
        self.found = []
        self.gone = {}
        self.same = Sameness.SAME
        self.relocation = None
        self.calls = []

    def count(self, done):
        done(sum(place.tracks for place in self.found))

    def places(self, done):
        done(self.found)

    def tracks(self, directory, done):
        done(self.gone.get(directory, []))

    def check(self, track, path, done):
        lost = LostFile(FileId(track), track, "Lost", b"/old/lost.flac", 1, b"key")
        done(lost, self.same)

    def locate(self, lost, path):
        self.calls.append(("locate", lost.track, path))

    def look_in(self, old, new, done):
        self.calls.append(("look", old, new))
        done(self.relocation)

    def locate_folder(self, found):
        self.calls.append(("locate folder", found))


class FakeBackups(QObject):
    changed: TypedSignal[None] = signal()
    notice: TypedSignal[Notice] = signal()

    def __init__(self):
        super().__init__()
        self.working = False
        self.made = []
        self.calls = []

    def list_all(self, done):
        done(list(self.made))

    def back_up(self):
        self.calls.append("back up")

    def restore(self, path):
        self.calls.append(("restore", path))

    def folder(self):
        return Path("/profile/backups")


class FakeTakingOver:
    def __init__(self):
        self.found = None
        self.begun = []

    def look(self, done):
        done(self.found)

    def begin(self, path, done, refused, *, dry_run=False):
        self.begun.append((path, done, refused))
